"""The hours and days off of the district's schools, as rotas count by them."""

from notify.hours import Calendar
from reporting.model.ids import SchoolId
from reporting.people.directory import Directory


class SchoolCalendars:
    """Satisfies notify's `Calendars`: a school's id names its calendar. Answered from RAM, inside units of work too."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def __call__(self, key: bytes) -> Calendar | None:
        timetable = self._directory.school_context(SchoolId(key)).timetable
        if timetable is None:
            return None
        days = {weekday: (hours.opens, hours.closes) for weekday, hours in timetable.days.items()}
        return Calendar(days, timetable.off)
