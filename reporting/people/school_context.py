"""Staff tell what their school calls its places and when it is open: what messages are read and promised by."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from reporting.model.ids import SchoolId
from reporting.model.timetable import OpenHours
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.store import school_context
from reporting.store.school_context import SchoolContext

MOST_PLACES = 80
LONGEST_PLACE = 60
MOST_DAYS_OFF = 400
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_DATE = r"\d{4}-\d{2}-\d{2}"
_DATES = re.compile(rf"({_DATE})(?:\s*(?:to|a|al|hasta|\.\.|[-\u2013\u2014])\s*({_DATE}))?", re.ASCII)


class SchoolContexts:
    def __init__(self, ground: Ground, directory: Directory) -> None:
        self._ground = ground
        self._directory = directory

    def may_change(self, session: StaffSession, school: SchoolId) -> bool:
        """Registrars; who leads a queue of the school, or one of the whole district."""
        return self.may_change_all(session) or school in self._led(session)

    def may_change_all(self, session: StaffSession) -> bool:
        return session.principal.registrar or None in self._led(session)

    def tell(
        self, session: StaffSession, school: SchoolId, context: SchoolContext, *, everywhere: bool = False
    ) -> None:
        """In force with the next message. `everywhere`: the hours, not the places, count for all schools.

        Raises Refused("not_allowed" | "unknown").
        """
        if not (self.may_change_all(session) if everywhere else self.may_change(session, school)):
            raise Refused("not_allowed", "Registrars change this, and who leads the queues of the school.")
        known = {one.id for one in self._directory.picture().schools}
        if school not in known:
            raise Refused("unknown", "Choose a school of this district.")
        others = known if everywhere else {school}
        ground = self._ground

        def unit(conn: Connection) -> None:
            school_context.put_places(conn, ground.district, school, context.places)
            for one in sorted(others):
                school_context.put_timetable(conn, ground.district, one, context.timetable)
                ground.witness.record(
                    conn, minute=ground.minute(), act="changed_school", actor=session.member, about=one
                )

        ground.database.write(unit)
        self._directory.refresh()

    def _led(self, session: StaffSession) -> frozenset[SchoolId | None]:
        """The schools whose queues this person leads; None among them for the district's."""
        of = {queue.id: queue.school for queue in self._directory.queues()}
        return frozenset(of[queue] for queue in session.principal.leads if queue in of)


def read_places(text: str) -> tuple[str, ...]:
    """Names, one a line; empty lines and repetitions fall away. Raises Refused("places" | "too_many_places")."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    found: dict[str, str] = {}
    for line in filter(None, lines):
        found.setdefault(line.casefold(), line)
    if len(found) > MOST_PLACES:
        raise Refused("too_many_places", f"At most {MOST_PLACES} places.")
    for line in found.values():
        letters = sum(character.isalnum() for character in line)
        if len(line) > LONGEST_PLACE or not line.isprintable() or letters < 2:  # noqa: PLR2004 -- one letter is no name
            raise Refused("places", f"A place has two to {LONGEST_PLACE} letters.")
    return tuple(found.values())


def read_days_off(text: str) -> frozenset[date]:
    """Dates like 2026-12-24, one a line, or the first and the last of several. Raises Refused("days_off" | "too_many_days")."""
    days: set[date] = set()
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _DATES.fullmatch(line)
        first, last = (_date(found[1]), _date(found[2] or found[1])) if found else (None, None)
        if first is None or last is None or last < first:
            raise Refused("days_off", "Write dates like 2026-12-24, one a line.")
        if (last - first).days + len(days) >= MOST_DAYS_OFF:
            raise Refused("too_many_days", f"At most {MOST_DAYS_OFF} days off.")
        days |= {first + timedelta(days=more) for more in range((last - first).days + 1)}
    return frozenset(days)


def read_hours(opens: Mapping[int, str], closes: Mapping[int, str]) -> dict[int, OpenHours]:
    """Hours by weekday from clock times as typed; a day on which both are empty has no school. Raises Refused("hours")."""
    days: dict[int, OpenHours] = {}
    for weekday in sorted({*opens, *closes}):
        first, last = opens.get(weekday, "").strip(), closes.get(weekday, "").strip()
        if not first and not last:
            continue
        begins, ends = _minute(first), _minute(last)
        if begins is None or ends is None or ends <= begins:
            raise Refused("hours", "Write when school begins and ends, like 08:00 and 15:00.")
        days[weekday] = OpenHours(begins, ends)
    return days


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _minute(text: str) -> int | None:
    found = _CLOCK.fullmatch(text)
    return int(found[1]) * 60 + int(found[2]) if found else None
