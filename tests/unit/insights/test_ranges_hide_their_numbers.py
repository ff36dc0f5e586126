"""Shares and tens of a year, added up in every way that is published, leave each range its six numbers: a solver tries."""

import random
from collections.abc import Callable, Mapping
from typing import Any

import highspy
import pytest

from reporting.insights import shares
from reporting.insights.coding import HELD, Range, counts_of, numbers, tens_of
from reporting.insights.cube import DISTRICT, TOPIC, Outline
from reporting.insights.shares import Events, of_month, of_year, tens_of_month, tens_of_year
from reporting.insights.topics import TOPICS
from reporting.model.measure import Step

OUTLINE = Outline({f"school:{n}": ("band:low", "band:high", None)[n % 3] for n in range(5)})
Place = tuple[str, int]  # a school with a topic, and a month


def made_up(seed: int, months: int = 4) -> tuple[list[dict[tuple[str, str, str], int]], list[Events]]:
    """Counts by school, topic and step of each month, and the sums that figures are made of."""
    rng = random.Random(seed)  # noqa: S311  # made-up counts
    sizes = {school: rng.choice((0, 1, 3, 6)) for school in OUTLINE.bands}
    bases, events = [], []
    for _ in range(months):
        base: dict[tuple[str, str, str], int] = {}
        for school, size in sizes.items():
            for topic in TOPICS:
                sent = rng.randint(0, 2 * size)
                base[school, topic, Step.SENT] = sent
                base[school, topic, Step.ATTENDED] = rng.randint(0, sent)
        bases.append(base)
        found: dict[tuple[str, str], int] = {}
        for (school, topic, step), n in base.items():
            for place in (school, DISTRICT, TOPIC + topic):
                found[place, step] = found.get((place, step), 0) + n
        events.append(found)
    return bases, events


def places_of(school: str, topic: str) -> tuple[str, ...]:
    band = OUTLINE.bands[school]
    return (school, DISTRICT, TOPIC + topic) if band is None else (school, band, DISTRICT, TOPIC + topic)


def narrowest(
    events: list[Events],
    step: str,
    bounds: Mapping[tuple[str, int | None], tuple[int, int]],
) -> float:
    """Of every range that was published, the fewest numbers less one that a solver leaves it. `bounds`: by place, and by
    month or None for the year.
    """
    solver = highspy.Highs()
    solver.silent()
    members: dict[tuple[str, int | None], list[int]] = {}
    for month in range(len(events)):
        for school in OUTLINE.bands:
            for topic in TOPICS:
                solver.addVar(0, 10_000)
                index = solver.getNumCol() - 1
                solver.changeColIntegrality(index, highspy.HighsVarType.kInteger)
                for place in places_of(school, topic):
                    members.setdefault((place, None), []).append(index)
                    members.setdefault((place, month), []).append(index)
    for key, (low, high) in bounds.items():
        inside = members[key]
        solver.addRow(low, high, len(inside), inside, [1.0] * len(inside))
    count = solver.getNumCol()
    worst = float("inf")
    for key, (low, high) in bounds.items():
        ends = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            solver.changeColsCost(count, list(range(count)), [0.0] * count)
            solver.changeColsCost(len(members[key]), members[key], [1.0] * len(members[key]))
            solver.changeObjectiveSense(sense)
            solver.run()
            assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            ends.append(solver.getObjectiveValue())
        worst = min(worst, ends[1] - ends[0] - min(HELD - 1, high - low))
    return worst


def of_tens(events: list[Events]) -> float:
    told = tens_of_year(events, OUTLINE)
    bounds: dict[Any, tuple[int, int]] = {
        (place, None): counts_of(found)
        for (place, name), found in told.items()
        if name == Step.SENT and (found is not None or _said(told, Step.SENT))
    }
    for at, month in enumerate(events):
        bounds[DISTRICT, at] = counts_of(tens_of_month(month)[DISTRICT, Step.SENT])
    return narrowest(events, Step.SENT, {key: one for key, one in bounds.items() if one != (0, 9)})


def of_shares(events: list[Events]) -> float:
    """Who knows how many were sent, by every place and month, learns how many were seen no closer than six numbers."""
    told = of_year(events, OUTLINE)
    whole: dict[tuple[str, int | None], int] = {}
    for at, month in enumerate(events):
        for school in OUTLINE.bands:
            n = month.get((school, Step.SENT), 0)
            for place in (school, *([OUTLINE.bands[school]] if OUTLINE.bands[school] else [])):
                whole[str(place), None] = whole.get((str(place), None), 0) + n
        for place in (DISTRICT, *(TOPIC + topic for topic in TOPICS)):
            whole[place, None] = whole.get((place, None), 0) + month.get((place, Step.SENT), 0)
        whole[DISTRICT, at] = month.get((DISTRICT, Step.SENT), 0)
    bounds = {
        (place, None): numbers(found, whole[place, None])
        for (place, name), found in told.items()
        if name == "attended" and found is not None
    }
    for at, month in enumerate(events):
        found = of_month(month)[DISTRICT, "attended"]
        bounds[DISTRICT, at] = numbers(found, whole[DISTRICT, at])
    return narrowest(events, Step.ATTENDED, bounds)


def _said(told: Mapping[tuple[str, str], Range | None], name: str) -> bool:
    return any(found is not None for (_, one), found in told.items() if one == name)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("attack", [of_tens, of_shares])
def test_whoever_adds_up_all_ranges_of_a_year_gets_no_closer(
    attack: Callable[[list[Events]], float], seed: int
) -> None:
    _, events = made_up(seed)
    assert attack(events) >= -1e-6


def test_the_same_attack_finds_more_where_ranges_are_published_without_adding_them_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shares, "still_wide", lambda bounds, sums: True)
    assert any(of_shares(made_up(seed)[1]) < -0.5 for seed in (0, 2))


def test_a_large_district_says_it_by_school_band_and_topic() -> None:
    rng = random.Random(1)  # noqa: S311  # made-up counts
    outline = Outline({f"school:{n}": f"band:{n % 3}" for n in range(12)})
    events: list[Events] = []
    for _ in range(10):
        found: dict[tuple[str, str], int] = {}
        for school in outline.bands:
            for topic in TOPICS:
                sent = rng.randint(0, 4)
                for place in (school, DISTRICT, TOPIC + topic):
                    found[place, Step.SENT] = found.get((place, Step.SENT), 0) + sent
                    found[place, Step.ATTENDED] = found.get((place, Step.ATTENDED), 0) + sent * 2 // 3
        events.append(found)
    told = of_year(events, outline)
    assert all(told[place, "attended"] for place in (DISTRICT, "band:0", "school:3", "topic:mood"))
    tens = tens_of_year(events, outline)
    assert tens[DISTRICT, Step.SENT]
    assert tens["school:3", Step.SENT]
    assert tens[DISTRICT, Step.UNMET_SPACE] is None


def test_tens_say_no_number_below_ten() -> None:
    assert tens_of(9) is None
    assert tens_of(10) == Range(10, 19)
    assert tens_of(47) == Range(40, 49)
