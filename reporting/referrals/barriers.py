"""What would make help hard to use, and what a service has against it. Pure; from the directory alone."""

from collections.abc import Iterator

from reporting.model.help.service import Schedule
from reporting.model.help.words import Barrier, FacetKind, Insurance, LocationKind, Price
from reporting.referrals.directory.directory import Entry

_EVENING = "17:30"  # whoever closes later can be reached after school and practice
_WEEKEND = frozenset({"SA", "SU"})


def answer_to(entry: Entry, barrier: Barrier) -> str | None:
    """By what a service helps with it, as a word for the page; None where the directory knows of nothing."""
    return next(_ANSWERS[barrier](entry), None)


def answered(entry: Entry) -> tuple[Barrier, ...]:
    return tuple(one for one in Barrier if answer_to(entry, one) is not None)


def _way(entry: Entry) -> Iterator[str]:
    if _at_school(entry):
        yield "at_school"
    if entry.service.transport:
        yield "fetches"
    if entry.service.telehealth:
        yield "telehealth"


def _hours(entry: Entry) -> Iterator[str]:
    if entry.service.any_hour:
        yield "any_hour"
    if _at_school(entry):
        yield "at_school"
    schedules = [*entry.service.schedules, *(one for place, _ in entry.where for one in place.schedules)]
    if any(one.closes >= _EVENING for one in schedules if one.closes):
        yield "evening"
    if any(_days(one) & _WEEKEND for one in schedules):
        yield "weekend"


def _cost(entry: Entry) -> Iterator[str]:
    codes = entry.service.codes(FacetKind.INSURANCE)
    if entry.service.price is Price.FREE:
        yield "free"
    if Insurance.NONE_NEEDED in codes or Insurance.UNINSURED in codes:
        yield "no_insurance"
    if entry.service.price is Price.SLIDING:
        yield "sliding"


def _room(entry: Entry) -> Iterator[str]:
    """Somewhere to talk that is not home: a room in the school's building, or a place of the service's own."""
    if _at_school(entry):
        yield "at_school"
    if any(location.kind is LocationKind.PHYSICAL for _, location in entry.where):
        yield "own_place"


def _at_school(entry: Entry) -> bool:
    return any(location.school is not None for _, location in entry.where)


def _days(schedule: Schedule) -> frozenset[str]:
    return frozenset(schedule.days.split(","))


_ANSWERS = {
    Barrier.TRANSPORT: _way,
    Barrier.SCHEDULE: _hours,
    Barrier.INSURANCE: _cost,
    Barrier.SPACE: _room,
}
