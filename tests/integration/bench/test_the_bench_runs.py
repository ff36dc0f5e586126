"""Every piece of `make bench` runs, with counts of a handful. What it measures is not judged here: machines differ."""

import json
import shutil
from pathlib import Path

import pytest

from bench import inbox, paging
from bench.figures import Figure, quantile, table
from bench.loads import Loads, Size
from bench.process import run
from bench.running import Running, running
from bench.triage_figures import triage_figures

HANDFUL = Size(pool=12, tips=6, beyond=3, threads=2, each=2, bare=10)
THREADS = 1000


@pytest.fixture(scope="module")
def bench_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("bench") / "home"
    run("bench.home", str(home))
    return home


@pytest.fixture(scope="module")
def floors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    return dict(json.loads(run("bench.floors", str(tmp_path_factory.mktemp("floors")), "0.02")))


def values(figures: list[Figure]) -> dict[str, float]:
    assert "not answered 200" not in " ".join(one.name for one in figures)
    return {one.name: one.value for one in figures}


@pytest.mark.nightly
@pytest.mark.timeout(600)
def test_every_tip_reply_and_text_of_the_load_is_taken(
    bench_home: Path, floors: dict[str, float], tmp_path: Path
) -> None:
    loads = Loads(HANDFUL, floors)

    def pressed(here: Running) -> list[Figure]:
        return [*loads.tips(here), *loads.beyond(here), *loads.appended(here)]

    with running(bench_home, tmp_path, "load", HANDFUL.pool) as here:
        found = values(pressed(here))
        assert all(found[f"{clients} clients"] > 0 for clients in (1, 8, 32))
        assert found["web replies, 8 clients"] > 0
        assert found["texts, 8 clients"] > 0


@pytest.mark.nightly
@pytest.mark.timeout(600)
def test_every_probe_among_the_tips_of_others_is_paged(bench_home: Path, tmp_path: Path) -> None:
    with running(bench_home, tmp_path, "paging", HANDFUL.pool) as here:
        here.service.ask("hasten")
        found = values(list(paging.paged(here, 1.5)))
    assert not [name for name in found if "no page" in name]


@pytest.mark.nightly
@pytest.mark.timeout(600)
def test_the_bare_parts_beside_it_are_measured(
    bench_home: Path, floors: dict[str, float], tmp_path: Path
) -> None:
    loads = Loads(HANDFUL, floors)
    assert values(list(loads.bare()))["Flask POST, 8 clients"] > 0
    copy = shutil.copytree(bench_home, tmp_path / "parts")
    parts = json.loads(run("bench.parts", str(copy), "2"))
    assert set(parts["parts_ms"]) > {"triage", "names", "sealing", "request and page", "whole use-case"}


@pytest.mark.nightly
@pytest.mark.timeout(600)
def test_triage_is_measured_on_everyday_and_hard_texts_and_as_its_rules_grow() -> None:
    found = json.loads(run("bench.triage_speed", "2", "1000"))
    shown = values(list(triage_figures(found)))
    assert shown["everyday, mean"] > 0
    assert {"their examples, worst", "disguised, worst", "runs, worst"} <= set(shown)
    assert shown["for 10 times the rules"] > 0


@pytest.mark.nightly
@pytest.mark.timeout(600)
def test_pages_of_a_loaded_district_have_their_fifty_opened_summaries(
    bench_home: Path, floors: dict[str, float], tmp_path: Path
) -> None:
    loaded = json.loads(run("bench.loader", str(bench_home), str(THREADS)))
    with running(bench_home, tmp_path, "inbox", HANDFUL.pool) as here:
        # Raises where a page comes without its fifty summaries.
        found = values(list(inbox.read(here, THREADS, loaded, floors, 2)))
    assert len(found) == 6


def test_a_figure_stands_beside_its_floor_and_its_goal() -> None:
    rate = Figure("Tips", "8 clients", 400, "/s", 800, "commits", 1000, up=True)
    late = Figure("Tips", "p99", 100, "ms", goal=50)
    assert (rate.ratio, rate.reached, late.reached) == (0.5, 0.4, 0.5)
    # A machine of half the speed: the rate would have been twice, and a wait half as long.
    slow = Figure("Tips", "8 clients", 400, "/s", 800, "POST", 1000, up=True, idle_floor=1600)
    waits = Figure("Inbox", "p99", 100, "ms", 8, "opens", 50, idle_floor=4)
    assert (slow.scaled, waits.scaled) == (0.8, 1.0)
    shown = table([rate, late])
    assert "40%" in shown
    assert "50%" in shown
    assert quantile([1, 2, 3, 4], 0.5) == 3
    assert quantile([], 0.99) == 0
