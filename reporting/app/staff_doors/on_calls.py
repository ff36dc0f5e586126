"""Who is on call now, next, and through a week, team by team, with the times on which nobody can rely."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from notify.declared import spans
from reporting.app.staff_doors.stretches import at as stretch_at
from reporting.app.staff_doors.stretches import handoffs_of, stretches
from reporting.people.coverage import Coverage
from reporting.people.doors import PeopleDoors
from reporting.people.staff_session import StaffSession
from reporting.staff.people_view import OnCallPerson, OnCallView, Stretch, TeamOnCall
from reporting.store.schools import Team

AROUND = timedelta(days=8)  # a weekly turn that holds now began, and its follower begins, within this


class TeamsOnCall:
    """Satisfies the staff site's `OnCalls`."""

    def __init__(self, people: PeopleDoors, coverage: Coverage) -> None:
        self._people = people
        self._coverage = coverage

    def view(self, session: StaffSession, first: date | None, at: datetime | None) -> OnCallView:  # noqa: ARG002 -- every colleague may see this
        zone = ZoneInfo(self._people.directory.district().zone)
        now = self._people.ground.clock()
        today = now.astimezone(zone).date()
        first = first or today
        start, end = _midnight(first, zone), _midnight(first + timedelta(days=7), zone)
        teams = tuple(self._team(team, start, end, at) for team in self._people.directory.teams())
        return OnCallView(zone.key, now, first, teams)

    def _team(self, team: Team, start: datetime, end: datetime, asked: datetime | None) -> TeamOnCall:
        now = self._people.ground.clock()
        near = self._between(team, now - AROUND, now + AROUND, by_turn=True)
        current = stretch_at(near, now)
        following = next((one for one in near if one.starts > now), None)
        return TeamOnCall(
            team.name,
            now=None if current is None or _endless(current, now + AROUND) else current,
            following=None if following is None or _endless(following, now + AROUND) else following,
            # What was not covered and is over cannot be mended: it is left blank, and no list of gaps names it.
            week=tuple(one for one in self._between(team, start, end) if one.gap is None or one.ends > now),
            asked=stretch_at(self._between(team, asked - AROUND, asked + AROUND), asked) if asked else None,
            value=team.id.hex(),
        )

    def _between(
        self, team: Team, start: datetime, end: datetime, *, by_turn: bool = False
    ) -> tuple[Stretch, ...]:
        intervals = self._people.on_call.intervals(team.id, start, end)
        persons = tuple(dict.fromkeys(one.person for one in intervals))
        people = {
            bytes(one.member): OnCallPerson(one.name, one.reachable, one.holds_key)
            for one in self._people.on_call.people(team.id, persons)
        }
        handoffs = handoffs_of(self._people.on_call.layers(team.id), start, end) if by_turn else ()
        declared = spans(self._coverage.declared(team.id, start, end))
        return stretches(
            intervals,
            people,
            start,
            end,
            handoffs,
            reliable=self._people.on_call.reliance(team.id, start, end),
            declared=declared,
        )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def _endless(stretch: Stretch, horizon: datetime) -> bool:
    """An uncovered time that only ends because nobody looked further has no end to show."""
    return stretch.gap == "uncovered" and stretch.ends >= horizon
