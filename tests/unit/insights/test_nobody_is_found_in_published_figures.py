"""Whoever holds all reports that were ever published, and a solver, works out no withheld figure."""

import random
from collections.abc import Callable, Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.insights import withholding
from reporting.insights.cube import ALL, DISTRICT, Base, Cell, Counts, Outline, cells_of, summed
from reporting.insights.school_year import months_of
from reporting.insights.withholding import FEWEST, WIDTH, Figures, decide

_SPEC = spec_from_file_location("attack", Path(__file__).with_name("attack.py"))
assert _SPEC
assert _SPEC.loader
attack = module_from_spec(_SPEC)
_SPEC.loader.exec_module(attack)

YEAR = 2026
TOPICS = ("mood", "violence", "other")
Decide = Callable[[Counts, Outline, Sequence[str], Mapping[Cell, bool], int], Figures]


def published(
    counts: Counts, outline: Outline, topics: Sequence[str], months: Sequence[int], by: Decide = decide
) -> Figures:
    """One report a month and one for the year, each knowing those before it."""
    told: dict[Cell, int | None] = {}
    for period in (*months, YEAR):
        so_far = {base: n for base, n in counts.items() if base.month <= period or period == YEAR}
        told.update(by(so_far, outline, topics, {cell: n is not None for cell, n in told.items()}, period))
    return told


def narrowest(
    told: Figures, outline: Outline, topics: Sequence[str], months: Sequence[int], *, whole: bool = True
) -> float:
    """How close an attacker comes to the withheld figure that they come closest to."""
    shown = {cell: n for cell, n in told.items() if n is not None}
    hidden = [cell for cell, n in told.items() if n is None]
    found = attack.ranges(shown, hidden, outline, topics, months, whole=whole)
    return min((high - low for low, high in found.values()), default=float("inf"))


def made_up(seed: int, schools: int, topics: Sequence[str], months: Sequence[int]) -> tuple[Counts, Outline]:
    rng = random.Random(seed)  # noqa: S311  # made-up counts
    outline = Outline({f"school:{n}": ("band:low", "band:high", None)[n % 3] for n in range(schools)})
    sizes = {school: rng.choice((0, 1, 3, 8)) for school in outline.bands}
    return {
        Base(school, topic, month): rng.randint(0, 2 * sizes[school])
        for school in outline.bands
        for topic in topics
        for month in months
    }, outline


def only_small_ones(
    counts: Counts, outline: Outline, topics: Sequence[str], earlier: Mapping[Cell, bool], period: int
) -> Figures:
    """The mistake of many reports: what is small is left out, and stands in the difference of the rest."""
    true = summed(counts, outline)
    return {cell: n if (n := true[cell]) >= FEWEST else None for cell in cells_of(period, outline, topics)}


def without_memory(
    counts: Counts, outline: Outline, topics: Sequence[str], earlier: Mapping[Cell, bool], period: int
) -> Figures:
    """Careful within each report, and blind to those before it."""
    if period == YEAR:
        months = sorted({cell.period for cell in earlier})
        return decide(counts, outline, topics, {Cell(DISTRICT, ALL, m): False for m in months}, period)
    return decide(counts, outline, topics, {}, period)


@pytest.mark.parametrize("seed", range(2))
def test_all_reports_of_a_year_together_leave_each_withheld_figure_six_values(seed: int) -> None:
    months = months_of(YEAR)[:3]
    counts, outline = made_up(seed, 5, TOPICS, months)
    told = published(counts, outline, TOPICS, months)
    assert any(n is None for n in told.values())
    assert any(n is not None for n in told.values())
    assert narrowest(told, outline, TOPICS, months) >= WIDTH


@given(data=st.data())
@settings(max_examples=15, deadline=None, derandomize=True)
def test_of_any_small_district_nothing_is_worked_out(data: st.DataObject) -> None:
    months, topics = months_of(YEAR)[:2], TOPICS[:2]
    bands = data.draw(st.lists(st.sampled_from(("band:low", "band:high", None)), min_size=1, max_size=4))
    outline = Outline({f"school:{n}": band for n, band in enumerate(bands)})
    counts = {
        Base(school, topic, month): data.draw(st.integers(0, 14))
        for school in outline.bands
        for topic in topics
        for month in months
    }
    told = published(counts, outline, topics, months)
    assert all(n is None or n >= FEWEST for n in told.values())
    assert narrowest(told, outline, topics, months) >= WIDTH


def caught(weak: Decide, width: float) -> bool:
    """Whether the attack, even without asking for whole numbers, comes closer than `width` in one of some districts."""
    months = months_of(YEAR)[:3]
    for seed in range(8):
        counts, outline = made_up(seed, 5, TOPICS, months)
        told = published(counts, outline, TOPICS, months, by=weak)
        if narrowest(told, outline, TOPICS, months, whole=False) < width:
            return True
    return False


@pytest.mark.parametrize("weak", [only_small_ones, without_memory])
def test_the_same_attack_finds_figures_where_less_is_withheld(weak: Decide) -> None:
    assert caught(weak, 0.5)


def test_the_same_attack_finds_a_narrower_range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withholding, "WIDTH", 1)
    assert caught(decide, 5)


def test_what_a_report_said_the_next_one_does_not_say_otherwise() -> None:
    months = months_of(YEAR)[:3]
    counts, outline = made_up(1, 5, TOPICS, months)
    told: dict[Cell, int | None] = {}
    for period in months:
        new = decide(counts, outline, TOPICS, {cell: n is not None for cell, n in told.items()}, period)
        assert not new.keys() & told.keys()
        told.update(new)


def test_a_year_without_messages_publishes_nothing() -> None:
    outline = Outline({"school:0": "band:low", "school:1": "band:low"})
    told = published({}, outline, TOPICS, months_of(YEAR)[:2])
    assert told
    assert all(n is None for n in told.values())


def test_a_year_that_is_the_sum_of_its_months_is_said_where_nothing_can_hide_it() -> None:
    """Withheld, it was worked out from its months by adding."""
    months = months_of(YEAR)[:2]
    counts, outline = made_up(3, 3, TOPICS, months)
    told = published(counts, outline, TOPICS, months)
    parts = [told[Cell(DISTRICT, ALL, month)] for month in months]
    assert None not in parts
    assert told[Cell(DISTRICT, ALL, YEAR)] == sum(counts.values())
    assert narrowest(told, outline, TOPICS, months) >= WIDTH


def test_a_large_district_still_has_something_to_say() -> None:
    rng = random.Random(3)  # noqa: S311  # made-up counts
    outline = Outline({f"school:{n}": f"band:{n % 3}" for n in range(12)})
    months = months_of(YEAR)[:3]
    counts = {
        Base(school, topic, month): rng.randint(0, 12)
        for school in outline.bands
        for topic in TOPICS
        for month in months
    }
    told = published(counts, outline, TOPICS, months)
    assert sum(n is None for n in told.values()) <= len(told) / 4
    assert told[Cell(DISTRICT, ALL, YEAR)] == sum(counts.values())


@pytest.mark.nightly
def test_a_whole_year_of_a_district_of_ten_schools_holds_against_linear_programs() -> None:
    months, topics = months_of(YEAR), tuple(f"topic {n}" for n in range(7))
    counts, outline = made_up(11, 10, topics, months)
    told = published(counts, outline, topics, months)
    assert narrowest(told, outline, topics, months, whole=False) >= WIDTH
