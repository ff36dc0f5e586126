"""What a pilot is to show: where, about what, which share, and from where on it is a yes or a no. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reporting.insights.cube import BAND, SCHOOL
from reporting.insights.school_year import year_of
from reporting.insights.topics import TOPICS, topic_of
from reporting.model.measure import SHARES, Band

NAME_LENGTH = 120
MEASURES = tuple(one.name for one in SHARES if one.name not in {"returned", "helped"})
PLACES = tuple(BAND + band.value for band in Band)


class Feature(StrEnum):
    """What a district may begin with at some schools. Never what a student does alone: the line is the same everywhere."""

    REFERRALS = "referrals"
    BY_TEXT = "by_text"
    SIDES = "sides"
    HOURS = "hours"
    GUARDIANS = "guardians"


@dataclass(frozen=True, slots=True)
class Plan:
    """`places`: schools and grade bands as figures name them, none for the whole district; `topics`: none for all.

    In percent: `baseline` before, `target` wished for, `go` and `stop` from where on it is a yes or a no. Less is
    better where the target lies below the baseline. `year`: the school year that is judged. `feature`: what is
    offered at these places; None for what no switch knows of.
    """

    name: str
    places: tuple[str, ...]
    topics: tuple[str, ...]
    feature: Feature | None
    measure: str
    year: int
    baseline: int
    target: int
    go: int
    stop: int

    @property
    def less_is_better(self) -> bool:
        return self.target < self.baseline


Problems = Mapping[str, str]


def checked(
    values: Mapping[str, str], lists: Mapping[str, Collection[str]], schools: Collection[str]
) -> Plan | Problems:
    """The plan, or for each field that is wrong what is wrong with it.

    `values`: fields as typed. `lists`: what was ticked under `places` and `topics`. `schools`: all there are.
    """
    wrong: dict[str, str] = {}
    name = " ".join(values.get("name", "").split())
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        wrong["name"] = "pilot_name"
    places = tuple(sorted(set(lists.get("places", ()))))
    if not set(places) <= {*PLACES, *schools}:
        wrong["places"] = "pilot_place"
    topics = tuple(one for one in TOPICS if one in lists.get("topics", ()))
    measure = values.get("measure", "")
    if measure not in MEASURES:
        wrong["measure"] = "pilot_measure"
    feature = values.get("feature", "")
    if feature not in {"", *Feature}:
        wrong["feature"] = "pilot_feature"
    year = _number(values.get("year", ""), 2000, 2200)
    if year is None:
        wrong["year"] = "pilot_year"
    found: dict[str, int] = {}
    for field in ("baseline", "target", "go", "stop"):
        n = _number(values.get(field, ""), 0, 100)
        if n is None:
            wrong[field] = "pilot_percent"
        else:
            found[field] = n
    if len(found) == 4:  # noqa: PLR2004 -- those four
        wrong.update(_crossed(**found))
    if wrong or year is None:
        return wrong
    return Plan(name, places, topics, Feature(feature) if feature else None, measure, year, **found)


def _crossed(*, baseline: int, target: int, go: int, stop: int) -> Problems:
    """No, yes and target lie one after the other, on the way from the baseline."""
    if baseline == target:
        return {"target": "pilot_target"}
    sign = -1 if target < baseline else 1
    if sign * stop >= sign * go:
        return {"stop": "pilot_stop"}
    if sign * go > sign * target:
        return {"go": "pilot_go"}
    return {}


def _number(text: str, least: int, most: int) -> int | None:
    stripped = text.strip()
    if not stripped.isascii() or not stripped.isdigit() or len(stripped) > 6:  # noqa: PLR2004 -- no such number
        return None
    n = int(stripped)
    return n if least <= n <= most else None


def covers(plan: Plan, school: str, band: str | None, category: str) -> bool:
    """Whether a message of this school, its grade band and this category belongs to the pilot. `school`: its id in hex."""
    here = (
        not plan.places or SCHOOL + school in plan.places or (band is not None and BAND + band in plan.places)
    )
    return here and (not plan.topics or topic_of(category) in plan.topics)


def is_over(plan: Plan, month: int) -> bool:
    """Whether the year that is judged had ended by then: nothing can be expected of it any more."""
    return year_of(month) > plan.year
