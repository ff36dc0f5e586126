"""What a school calls its places and when it is open, between its page and the house."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from reporting.app.staff_doors.ids import school_id
from reporting.model.timetable import Timetable
from reporting.people.doors import PeopleDoors
from reporting.people.refused import Refused
from reporting.people.rota_clock import RotaClock
from reporting.people.school_context import read_days_off, read_hours, read_places
from reporting.people.staff_session import StaffSession
from reporting.staff.school_view import SchoolForm, SchoolPage
from reporting.store.school_context import SchoolContext
from reporting.store.schools import School


class SchoolDesks:
    """Satisfies the staff site's `Schools`."""

    def __init__(self, people: PeopleDoors, clock: RotaClock) -> None:
        self._people = people
        self._clock = clock

    def page(self, session: StaffSession, value: str) -> SchoolPage:
        school, contexts = self._school(value), self._people.school_contexts
        context = self._people.directory.school_context(school.id)
        return SchoolPage(
            value=value,
            name=school.name,
            told=_written(context),
            may=contexts.may_change(session, school.id),
            may_everywhere=contexts.may_change_all(session),
        )

    def tell(self, session: StaffSession, value: str, form: SchoolForm) -> None:
        """Raises Refused: places, hours, days_off and the like, not_allowed, unknown."""
        school = self._school(value)
        days = read_hours(form.opens, form.closes)
        off = read_days_off(form.off)
        if off and not days:
            raise Refused("hours_first", "Days off count only where school hours are written too.")
        context = SchoolContext(read_places(form.places), Timetable(days, off) if days else None)
        self._people.school_contexts.tell(session, school.id, context, everywhere=form.everywhere)
        # Who is on call may follow the school's hours.
        self._clock.renew()

    def _school(self, value: str) -> School:
        which = school_id(value)
        found = [one for one in self._people.directory.picture().schools if one.id == which]
        if not found:
            raise Refused("unknown", "Choose a school of this district.")
        return found[0]


def _written(context: SchoolContext) -> SchoolForm:
    days = context.timetable.days if context.timetable else {}
    return SchoolForm(
        places="\n".join(context.places),
        opens={day: _clock(hours.opens) for day, hours in days.items()},
        closes={day: _clock(hours.closes) for day, hours in days.items()},
        off="\n".join(_ranges(context.timetable.off if context.timetable else ())),
    )


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _ranges(days: Iterable[date]) -> Iterator[str]:
    """Days that follow each other on one line, as they are typed."""
    first: date | None = None
    last: date | None = None
    for day in sorted(days):
        if last is not None and day == last + timedelta(days=1):
            last = day
            continue
        if first is not None and last is not None:
            yield _line(first, last)
        first = last = day
    if first is not None and last is not None:
        yield _line(first, last)


def _line(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} - {last.isoformat()}"
