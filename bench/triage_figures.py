"""What `bench.triage_speed` found, as figures beside their floor and their goals."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench.figures import Figure

MEAN_GOAL_US = 150.0
WORST_GOAL_US = 2000.0
_DOUBLE_GOAL = 2.2  # linear in the text, with what a text costs however short it is
_GROWTH_SHARE = 0.1  # so much of the growth of the rules may the cost of a text grow


def triage_figures(found: Mapping[str, Any]) -> Iterator[Figure]:
    group = f"Triage of 500 characters, all packs ({found['rules']} rules)"
    floor = found["floor_us"], "words found, looked up"
    yield Figure(group, "everyday, mean", found["everyday"]["mean_us"], "µs", *floor, MEAN_GOAL_US)
    yield Figure(group, "everyday, worst", found["everyday"]["worst_us"], "µs", *floor, WORST_GOAL_US)
    for kind, took in found["hard"].items():
        yield Figure(group, f"{kind}, mean", took["mean_us"], "µs", *floor)
        yield Figure(group, f"{kind}, worst", took["worst_us"], "µs", *floor, WORST_GOAL_US)
    yield Figure(group, "twice the text", found["twice_as_long"], "times", goal=_DOUBLE_GOAL)
    yield Figure(group, "rule book compiled", found["compile_ms"], "ms")
    group = "Triage with a made-up rule book"
    fewest, *more = found["grown"]
    first = found["grown"][fewest]["mean_us"]
    yield Figure(group, f"{fewest} rules, mean", first, "µs", *floor)
    for rules in more:
        mean = found["grown"][rules]["mean_us"]
        growth = int(rules) / int(fewest)
        yield Figure(group, f"{int(rules):,} rules, mean", mean, "µs", *floor)
        yield Figure(
            group,
            f"for {growth:.0f} times the rules",
            mean / first,
            "times",
            goal=max(2.5, growth * _GROWTH_SHARE),
        )
