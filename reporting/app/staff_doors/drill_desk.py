"""Drills between their pages and the house."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time

from notify.drill_moments import Habit
from notify.drills.report import Drilled, medians
from notify.pages.drilled import ON
from reporting.app.staff_doors.ids import team_id
from reporting.app.staff_doors.rota_forms import read_moment
from reporting.model.ids import MemberId, TeamId
from reporting.people.doors import PeopleDoors
from reporting.people.drills import Drills
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.staff.drill_view import DrillRow, DrillScreen, HabitForm, MedianRow, StartForm, TeamDrills

MONTHS = {"1": 1, "3": 3}
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


class TeamsDrilled:
    """Satisfies the staff site's `DrillDesk`."""

    def __init__(self, people: PeopleDoors, drills: Drills) -> None:
        self._people = people
        self._drills = drills

    def teams(self, session: StaffSession) -> tuple[TeamDrills, ...]:
        allowed = self._drills.allowed(session)
        if not allowed:
            raise Refused("not_allowed", "Drills are for registrars and for those who lead a team's queues.")
        return tuple(self._team(session, team) for team in allowed)

    def team(self, session: StaffSession, team: str) -> TeamDrills:
        return self._team(session, team_id(team))

    def start(self, session: StaffSession, team: str, form: StartForm) -> None:
        """Raises Refused: rota_date, rota_clock, rota_handoff_unsafe, drill_…"""
        now = not form.day and not form.clock
        starts = None if now else read_moment(form.day, form.clock, self._zone())
        self._drills.announce(session, team_id(team), starts)

    def keep(self, session: StaffSession, team: str, form: HabitForm) -> None:
        """Raises Refused: drill_months, drill_window, rota_clock."""
        self._drills.keep_habit(session, team_id(team), read_habit(form))

    def call_off(self, session: StaffSession, team: str) -> None:
        self._drills.call_off(session, team_id(team))

    def screen(self, session: StaffSession, reference: str) -> DrillScreen:
        found = self._drills.one(session, reference)
        return DrillScreen(
            reference=found.reference,
            team=self._team_name(found.team),
            state=found.state,
            zone=self._zone(),
            starts=datetime.fromtimestamp(found.starts, UTC),
            mine=found.holder == session.member,
            rung=any(one.person == session.member and one.rung is not None for one in found.persons),
            holder=self._name(found.holder),
            delivered_s=found.after(found.delivered),
            acknowledged_s=found.after(found.acknowledged),
            replied_s=found.after(found.replied),
        )

    def take(self, session: StaffSession, reference: str) -> None:
        self._drills.take(session, reference)

    def reply(self, session: StaffSession, reference: str, text: str) -> None:
        self._drills.reply(session, reference, text)

    def _team(self, session: StaffSession, team: TeamId) -> TeamDrills:
        habit, ahead, drilled = self._drills.of_team(session, team)
        middle = medians(drilled)
        return TeamDrills(
            value=team.hex(),
            name=self._team_name(team),
            zone=self._zone(),
            rows=tuple(self._row(one) for one in drilled),
            medians=MedianRow(_whole(middle.delivered), _whole(middle.acknowledged), _whole(middle.replied)),
            missed=self._missed(drilled),
            ahead=datetime.fromtimestamp(ahead[0].starts, UTC) if ahead else None,
            on=next((one.reference for one in drilled if one.state in ON), None),
            habit=written(habit),
        )

    def _row(self, one: Drilled) -> DrillRow:
        return DrillRow(
            reference=one.reference,
            kind=one.kind,
            state=one.state,
            at=datetime.fromtimestamp(one.began or one.starts, UTC),
            began=one.began is not None,
            delivered_s=one.after(one.delivered),
            acknowledged_s=one.after(one.acknowledged),
            replied_s=one.after(one.replied),
            by=one.acknowledged_by,
            holder=self._name(one.holder),
            missed=tuple(self._name(each.person) for each in one.persons if each.missed),
        )

    def _missed(self, drilled: Sequence[Drilled]) -> tuple[tuple[str, int, int], ...]:
        """Most often first: name, how often they did not answer, how often they were rung."""
        reached = [each for one in drilled if one.state != "called_off" for each in one.persons]
        rung = Counter(each.person for each in reached if each.rung is not None or each.missed)
        missed = Counter(each.person for each in reached if each.missed)
        return tuple((self._name(person), count, rung[person]) for person, count in missed.most_common())

    def _name(self, person: bytes | None) -> str:
        return (self._people.directory.name_of(MemberId(person)) or "?") if person else ""

    def _team_name(self, team: bytes) -> str:
        return next((one.name for one in self._people.directory.teams() if one.id == team), "?")

    def _zone(self) -> str:
        return self._people.directory.district().zone


def read_habit(form: HabitForm) -> Habit | None:
    """Raises Refused("drill_months" | "rota_clock")."""
    if not form.months:
        return None
    if form.months not in MONTHS:
        raise Refused("drill_months", "Choose how often.")
    return Habit(
        MONTHS[form.months],
        _clock(form.opens),
        _clock(form.closes),
        weekdays=form.weekdays,
        nights=form.nights,
    )


def written(habit: Habit | None) -> HabitForm:
    if habit is None:
        return HabitForm()
    opens, closes = f"{habit.opens:%H:%M}", f"{habit.closes:%H:%M}"
    return HabitForm(str(habit.months), opens, closes, weekdays=habit.weekdays, nights=habit.nights)


def _clock(text: str) -> time:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise Refused("rota_clock", "Write a time like 16:00.")
    return time(int(match[1]), int(match[2]))


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)
