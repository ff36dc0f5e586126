"""How often pages woke each person in each of the last weeks, and how often for nothing: sleep is what alarms cost."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from notify.pages.tally import Woken, woken
from reporting.cases.ground import Ground
from reporting.cases.overriding import FALSE_PAGE
from reporting.cases.rule_leads import must_lead
from reporting.cases.waking import is_kept_from_somebody
from reporting.model.clock import minute_of
from reporting.model.ids import MemberId, ThreadId
from reporting.people.staff_session import StaffSession
from reporting.store import audit_entries, listings

WEEKS = 4  # what ended thirty days ago is forgotten


@dataclass(frozen=True, slots=True)
class WeekCount:
    """`false`: of these pages, those that somebody said need not have been."""

    pages: int
    false: int


@dataclass(frozen=True, slots=True)
class PersonCount:
    name: str
    weeks: tuple[WeekCount, ...]


@dataclass(frozen=True, slots=True)
class PageCounts:
    """`mondays`: first days of the weeks, oldest first, the running one last; `most`: the longest bar."""

    mondays: tuple[date, ...]
    people: tuple[PersonCount, ...]

    @property
    def most(self) -> int:
        return max((week.pages for person in self.people for week in person.weeks), default=0)


class PagesCounted:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def view(self, session: StaffSession) -> PageCounts:
        """Nothing that is kept from somebody is counted. Raises NotAllowed for who leads no queue."""
        must_lead(session)
        ground, zone = self._ground, self._ground.roll.zone()
        mondays = mondays_until(ground.clock().astimezone(zone).date())
        since = datetime.combine(mondays[0], datetime.min.time(), tzinfo=zone)
        queues = ground.roll.queues()
        with ground.database.read() as conn:
            found = woken(conn, district=ground.district, since=since)
            needless = audit_entries.done_to(conn, ground.district, FALSE_PAGE, minute_of(since, exact=True))
            threads = frozenset[bytes]().union(*(each.abouts for each in found))
            kept = {
                each
                for each in threads
                if is_kept_from_somebody(queues, listings.holders(conn, ground.district, ThreadId(each)))
            }
        told = [each for each in found if not each.abouts & kept]
        names = {each.person: ground.roll.staff_name(MemberId(each.person)) for each in told}
        return PageCounts(mondays, counted(told, needless, mondays, zone, names))


def mondays_until(today: date) -> tuple[date, ...]:
    monday = today - timedelta(days=today.weekday())
    return tuple(monday - timedelta(weeks=back) for back in reversed(range(WEEKS)))


def counted(
    found: Iterable[Woken],
    needless: Collection[bytes],
    mondays: Sequence[date],
    zone: ZoneInfo,
    names: dict[bytes, str],
) -> tuple[PersonCount, ...]:
    """By name. A page is false if everything that it was about need not have paged. Pure."""
    pages: Counter[tuple[bytes, date]] = Counter()
    false: Counter[tuple[bytes, date]] = Counter()
    for each in found:
        day = each.at.astimezone(zone).date()
        week = day - timedelta(days=day.weekday())
        pages[each.person, week] += 1
        if each.abouts and each.abouts <= frozenset(needless):
            false[each.person, week] += 1
    people = {person for person, _ in pages}
    return tuple(
        PersonCount(
            names.get(person) or "?",
            tuple(WeekCount(pages[person, monday], false[person, monday]) for monday in mondays),
        )
        for person in sorted(people, key=lambda one: (names.get(one) or "?", one))
    )
