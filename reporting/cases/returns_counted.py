"""How many of those who wrote by web came back, and whether they say that it helped: a health figure of the line.

Of no one student: a count below ten is not shown, a share only in steps of five and never as nobody or everybody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from reporting.cases.ground import Ground
from reporting.cases.own_mark import Rating
from reporting.cases.return_counter import RETURNED, TOLD, ReturnCounter, week_of
from reporting.cases.rule_leads import must_lead
from reporting.people.staff_session import StaffSession
from reporting.store import return_tallies
from reporting.store.return_tallies import ReturnTally

WEEKS = 8
FEWEST = 10
AIM = 70
STEP = 5


@dataclass(frozen=True, slots=True)
class Share:
    """`of`: how many it is a share of. `percent` in steps of five; `bound` is "<" or ">" where it says no more."""

    of: int
    percent: int
    bound: str = ""


@dataclass(frozen=True, slots=True)
class WeekReturns:
    """`share` is None for fewer than ten."""

    monday: date
    share: Share | None


@dataclass(frozen=True, slots=True)
class ReturnFigures:
    """`weeks` oldest first, by when they wrote; `ratings`: a count for each answer, None for fewer than ten."""

    weeks: tuple[WeekReturns, ...]
    whole: Share | None
    ratings: tuple[tuple[str, int | None], ...]


class ReturnsCounted:
    def __init__(self, ground: Ground, counter: ReturnCounter) -> None:
        self._ground = ground
        self._counter = counter

    def view(self, session: StaffSession) -> ReturnFigures:
        """Raises NotAllowed for who leads no queue."""
        must_lead(session)
        ground = self._ground
        now = week_of(ground.clock())
        weeks = tuple(now - 7 * back for back in reversed(range(WEEKS)))
        with ground.database.read() as conn:
            written = return_tallies.since(conn, ground.district, weeks[0])
        return figures((*written, *self._counter.gathered()), weeks)


def figures(tallies: Iterable[ReturnTally], weeks: tuple[int, ...]) -> ReturnFigures:
    """`weeks`: unix days of Mondays. Pure."""
    counts: Counter[tuple[int, str]] = Counter()
    for one in tallies:
        if one.week in weeks:
            counts[one.week, one.event] += one.n
    whole: Counter[str] = Counter()
    for (_, event), n in counts.items():
        whole[event] += n
    return ReturnFigures(
        weeks=tuple(
            WeekReturns(_day(week), share(counts[week, RETURNED], counts[week, TOLD])) for week in weeks
        ),
        whole=share(whole[RETURNED], whole[TOLD]),
        ratings=tuple((one.value, whole[one] if whole[one] >= FEWEST else None) for one in Rating),
    )


def share(part: int, of: int) -> Share | None:
    """None for fewer than ten."""
    if of < FEWEST:
        return None
    percent = STEP * round(100 * min(part, of) / of / STEP)
    if percent < STEP:
        return Share(of, STEP, "<")
    return Share(of, 100 - STEP, ">") if percent > 100 - STEP else Share(of, percent)


def _day(week: int) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=week)).date()
