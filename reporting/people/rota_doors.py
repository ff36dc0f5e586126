"""All use-cases of on-call time over one district, made in one place."""

from dataclasses import dataclass

from notify.shift_post import Notices
from reporting.people.absences import Absences
from reporting.people.calendar_fetch import CalendarFetch
from reporting.people.calendar_links import CalendarLinks
from reporting.people.coverage import Coverage
from reporting.people.doors import PeopleDoors
from reporting.people.gap_post import GapPost
from reporting.people.rota_clock import RotaClock
from reporting.people.rota_sources import RotaSources
from reporting.people.rotas import Rotas
from reporting.people.school_calendars import SchoolCalendars
from reporting.people.shift_acts import ShiftActs
from reporting.people.shifts import Shifts
from reporting.people.taking_over import TakingOver


@dataclass(frozen=True, slots=True)
class RotaDoors:
    rotas: Rotas
    shifts: Shifts
    taking_over: TakingOver
    links: CalendarLinks
    clock: RotaClock
    coverage: Coverage
    absences: Absences
    sources: RotaSources


def open_rota_doors(
    people: PeopleDoors, base: str, *, mail: bool, fetch: CalendarFetch | None = None
) -> RotaDoors:
    """`base` is the address of the staff site; `mail`: whether a mail server is set."""
    ground, directory = people.ground, people.directory
    calendars = SchoolCalendars(directory)
    notices = Notices(people.service, f"{base}/on-call/mine", mail)
    post = GapPost(ground, directory, people.book, people.service, f"{base}/on-call/teams", mail=mail)
    coverage = Coverage(ground, directory, people.book, post)
    acts = ShiftActs(ground, directory, calendars, notices)
    rotas = Rotas(ground, directory, people.on_call, calendars, notices)
    clock = RotaClock(ground, directory, calendars, notices)
    return RotaDoors(
        rotas=rotas,
        shifts=Shifts(acts),
        taking_over=TakingOver(acts),
        links=CalendarLinks(ground, directory, people.trust.server_key),
        clock=clock,
        coverage=coverage,
        absences=Absences(ground, directory, people.book, coverage),
        sources=RotaSources(
            ground, directory, rotas, clock, service=people.service, fetch=fetch or CalendarFetch()
        ),
    )
