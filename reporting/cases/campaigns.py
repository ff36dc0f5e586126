"""Campaigns: begun and ended by who leads, shown to all staff, counted by week and never below ten."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from reporting.cases.campaign_counter import CODE_LENGTH, CampaignCounter
from reporting.cases.ground import Ground
from reporting.cases.refusals import NotAllowed
from reporting.cases.return_counter import week_of
from reporting.cases.returns_counted import FEWEST
from reporting.model.clock import day_of, minute_of
from reporting.model.ids import SchoolId
from reporting.model.reference import ALPHABET
from reporting.people.ground import Witness
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.store import campaigns
from reporting.store.campaigns import Campaign, CampaignTally
from reporting.store.tables.columns import NAME_LENGTH

WEEKS = 12
MOST = 200


@dataclass(frozen=True, slots=True)
class WeekVisits:
    """`n` is None for fewer than ten."""

    monday: date
    n: int | None


@dataclass(frozen=True, slots=True)
class Visits:
    """`weeks` oldest first. `at_least`: the sum of those that are shown, so that no difference gives away the others."""

    weeks: tuple[WeekVisits, ...]
    at_least: int

    @property
    def most(self) -> int:
        return max((week.n or 0 for week in self.weeks), default=0)


class Campaigns:
    def __init__(self, ground: Ground, counter: CampaignCounter, witness: Witness) -> None:
        self._ground = ground
        self._counter = counter
        self._witness = witness

    def all(self) -> tuple[Campaign, ...]:
        """The newest first."""
        with self._ground.database.read() as conn:
            return campaigns.all_of(conn, self._ground.district)

    def one(self, code: str) -> Campaign:
        """Raises Refused("no_campaign")."""
        found = [one for one in self.all() if one.code == code]
        if not found:
            raise Refused("no_campaign", "Choose a campaign of the list.")
        return found[0]

    def begin(self, session: StaffSession, name: str, school: SchoolId | None, lang: str) -> Campaign:
        """Raises NotAllowed, Refused("campaign_name" | "campaigns_many")."""
        must_run(session)
        called = " ".join(name.split())
        if not called or len(called) > NAME_LENGTH or not called.isprintable():
            raise Refused("campaign_name", f"Give it a name of up to {NAME_LENGTH} letters.")
        ground = self._ground
        now = ground.clock()
        taken = {one.code for one in self.all()}
        if len(taken) >= MOST:
            raise Refused("campaigns_many", f"At most {MOST} campaigns.")
        code = self._code()
        while code in taken:
            code = self._code()
        campaign = Campaign(code, called, school, lang, day_of(now))

        def unit(conn: Connection) -> None:
            campaigns.put(conn, ground.district, campaign)
            self._witness.record(
                conn,
                minute=minute_of(now, exact=True),
                act="began_campaign",
                actor=session.member,
                about=school,
            )

        ground.database.write(unit)
        return campaign

    def end(self, session: StaffSession, code: str) -> None:
        """Its paper still leads to the page; nobody is counted any more. Raises NotAllowed, Refused("no_campaign")."""
        must_run(session)
        campaign, ground = self.one(code), self._ground
        minute = minute_of(ground.clock(), exact=True)

        def unit(conn: Connection) -> None:
            campaigns.end(conn, ground.district, campaign.code)
            self._witness.record(
                conn, minute=minute, act="ended_campaign", actor=session.member, about=campaign.school
            )

        ground.database.write(unit)

    def visits(self, session: StaffSession, code: str) -> Visits | None:
        """None for who may not see counts."""
        if not may_run(session):
            return None
        ground = self._ground
        now = week_of(ground.clock())
        weeks = tuple(now - 7 * back for back in reversed(range(WEEKS)))
        with ground.database.read() as conn:
            written = campaigns.visits_since(conn, ground.district, weeks[0])
        return visits((*written, *self._counter.gathered()), code, weeks)

    def _code(self) -> str:
        return "".join(self._ground.choose(ALPHABET) for _ in range(CODE_LENGTH))


def may_run(session: StaffSession) -> bool:
    """Registrars, and who leads a queue."""
    return session.principal.registrar or bool(session.principal.leads)


def must_run(session: StaffSession) -> None:
    """Raises NotAllowed."""
    if not may_run(session):
        raise NotAllowed


def visits(tallies: Iterable[CampaignTally], code: str, weeks: tuple[int, ...]) -> Visits:
    """`weeks`: unix days of Mondays. Pure."""
    counts: Counter[int] = Counter()
    for one in tallies:
        if one.code == code:
            counts[one.week] += one.n
    shown = tuple(WeekVisits(_day(week), counts[week] if counts[week] >= FEWEST else None) for week in weeks)
    return Visits(shown, sum(week.n or 0 for week in shown))


def _day(week: int) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=week)).date()
