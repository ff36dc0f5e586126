"""Yes, no, or not yet enough to say: out of published figures and the plan, and of nothing else. Pure.

No count is asked for and no figure is summed that was not published, so whoever has the published figures could write
the same result, and the result tells nobody more than they do.
"""

from dataclasses import dataclass
from enum import StrEnum

from reporting.insights.coding import Range
from reporting.insights.cube import BAND, DISTRICT
from reporting.insights.report import Report
from reporting.insights.withholding import FEWEST
from reporting.pilots.plan import Plan

ALL = "all"
REACHED = "answered"


class Word(StrEnum):
    GO = "go"
    NO_GO = "no_go"
    OPEN = "open"


class Why(StrEnum):
    """Why nothing can be said yet, or that something can."""

    CLEAR = "clear"
    NOT_OVER = "not_over"
    NOT_SAID = "not_said"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Place:
    """Published of one place: messages by topic (the first is of all), its share. None: not said."""

    place: str
    counts: tuple[tuple[str, int | None], ...]
    share: Range | None


@dataclass(frozen=True, slots=True)
class Result:
    """`between`: the lowest and the highest end of all places' ranges; None where one of them is not said."""

    word: Word
    why: Why
    between: tuple[int, int] | None
    places: tuple[Place, ...]
    reached: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Spent:
    """In whole dollars and hours; `rate`: dollars an hour, 0 where nobody is paid for it more than before."""

    dollars: int
    hours: int
    rate: int

    @property
    def total(self) -> int:
        return self.dollars + self.hours * self.rate


def result(plan: Plan, report: Report | None) -> Result:
    """`report`: of the plan's year; None where nothing of it is decided."""
    if report is None or report.year != plan.year or not report.whole:
        return Result(Word.OPEN, Why.NOT_OVER, None, (), None)
    places = tuple(_place(plan, report, one) for one in judged(plan, report))
    between = _hull([one.share for one in places])
    if between is None:
        return Result(Word.OPEN, Why.NOT_SAID, None, places, _reached(report, places))
    word = _word(plan, between)
    why = Why.BETWEEN if word is Word.OPEN else Why.CLEAR
    return Result(word, why, between, places, _reached(report, places))


def judged(plan: Plan, report: Report) -> tuple[str, ...]:
    """The places whose shares are published: the district, a band where its own is, else each of its schools."""
    if not plan.places:
        return (DISTRICT,)
    own = {
        one
        for one in plan.places
        if one.startswith(BAND) and report.shares.get((report.year, one, plan.measure)) is not None
    }
    return tuple(
        one
        for one in report.places()
        if one in own
        or (one in report.schools and one in plan.places)
        or (one in report.schools and report.bands[one] in plan.places and report.bands[one] not in own)
    )


def _place(plan: Plan, report: Report, place: str) -> Place:
    topics = (ALL, *plan.topics)
    return Place(
        place,
        tuple((one, report.counts.get((report.year, place, one))) for one in topics),
        report.shares.get((report.year, place, plan.measure)),
    )


def _hull(shares: list[Range | None]) -> tuple[int, int] | None:
    """The share of all together lies between the lowest and the highest of each, however large each place is."""
    said = [one for one in shares if one is not None]
    if not said or len(said) != len(shares):
        return None
    return min(one.low for one in said), max(one.high for one in said)


def _word(plan: Plan, between: tuple[int, int]) -> Word:
    low, high = between
    if plan.less_is_better:
        return Word.GO if high <= plan.go else Word.NO_GO if low >= plan.stop else Word.OPEN
    return Word.GO if low >= plan.go else Word.NO_GO if high <= plan.stop else Word.OPEN


def _reached(report: Report, places: tuple[Place, ...]) -> tuple[int, int] | None:
    """How many messages a person answered, at least and at most; None where a part of it is not said."""
    least = most = 0
    for one in places:
        n = dict(one.counts)[ALL]
        share = report.shares.get((report.year, one.place, REACHED))
        if n is None or share is None:
            return None
        least += -(-n * share.low // 100)
        most += n * share.high // 100
    return (least, most) if most >= FEWEST else None


def cost_each(spent: int, reached: tuple[int, int] | None) -> tuple[int, int | None] | None:
    """In whole dollars for each who was reached, at least and at most; no most where it may be that nobody was."""
    if reached is None or not spent:
        return None
    least, most = reached
    return spent // most, (-(-spent // least) if least else None)
