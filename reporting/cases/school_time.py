"""The hours that count for a message: its school's, or those of all schools where none is named. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from reporting.cases.promise import answer_due
from reporting.model.timetable import ORDINARY, Timetable
from triage.decision import Severity
from triage.routing import Hours


@dataclass(frozen=True, slots=True)
class SchoolTime:
    """`timetables`: one of each school that it may be; None for a school that has told no hours."""

    zone: ZoneInfo
    timetables: Sequence[Timetable | None]

    def hours(self, now: datetime) -> Hours:
        """Whether school is on. Unknown where a school has told no hours, or the schools differ."""
        local = now.astimezone(self.zone)
        found = {None if one is None else one.is_open(local) for one in self.timetables}
        if len(found) != 1 or None in found:
            return Hours.UNKNOWN
        return Hours.IN if True in found else Hours.OUT

    def due(self, now: datetime, severity: Severity = Severity.ROUTINE) -> datetime:
        """By when an answer is promised; of several schools the latest time, for whoever answers must be able to keep it."""
        soon = severity is not Severity.ROUTINE
        return max(
            answer_due(now, self.zone, one or ORDINARY, soon=soon) for one in self.timetables or (None,)
        )


def as_known(hours: Hours) -> bool | None:
    """As triage is told it."""
    return None if hours is Hours.UNKNOWN else hours is Hours.IN
