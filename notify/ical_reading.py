"""Reads an iCalendar text (RFC 5545) into times and titles. Pure; whatever comes from outside is refused with a reason.

The conventions: SUMMARY is a person's name as in the roster. An event of whole days holds from midnight to midnight in
the calendar's zone (X-WR-TIMEZONE, else the district's), and so do times without a zone. What is cancelled counts not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

LARGEST = 512 * 1024
MOST_EVENTS = 5000
LONGEST = timedelta(days=366)


class CalendarRefused(ValueError):
    """`code` is for pages; `line` counts from 1, 0 where no line is meant. The text is the reason."""

    def __init__(self, code: str, text: str, line: int = 0) -> None:
        super().__init__(text)
        self.code = code
        self.line = line


@dataclass(frozen=True, slots=True)
class Entry:
    """From `starts` until just before `ends`, aware UTC. `title`: one line. `days`: it is of whole days."""

    starts: datetime
    ends: datetime
    title: str
    days: bool


def read_calendar(raw: bytes, zone: str, start: datetime, end: datetime) -> tuple[Entry, ...]:
    """What happens between two instants, repetitions included, by start; not cut at them.

    Raises CalendarRefused: calendar_size, calendar_text, calendar_line, calendar_event, calendar_many.
    """
    found = _calendar(raw)
    named = str(found.get("X-WR-TIMEZONE", ""))
    home = _zone(named, zone)
    if home.key != named:
        found.pop("X-WR-TIMEZONE", None)  # a zone that nobody knows
    entries: list[Entry] = []
    try:
        backwards = any(_backwards(event, home) for event in found.walk("VEVENT"))
        events = recurring_ical_events.of(found).between(start, end)
    except Exception as error:  # noqa: BLE001 -- a foreign text, read by a library that raises what it likes
        raise CalendarRefused("calendar_event", f"An event cannot be read: {_kind(error)}.") from None
    if backwards:
        raise CalendarRefused("calendar_event", "An event ends before it begins.")
    for event in events:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        if len(entries) >= MOST_EVENTS:
            raise CalendarRefused("calendar_many", f"More than {MOST_EVENTS} events.")
        entries.append(_entry(event, home))
    return tuple(sorted(entries, key=lambda one: (one.starts, one.ends, one.title)))


def without_overlaps(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Of two at the same time the one that begins later counts, and after it the earlier one goes on."""
    edges = sorted({edge for one in entries for edge in (one.starts, one.ends)})
    cut: list[Entry] = []
    for here, there in pairwise(edges):
        held = [one for one in entries if one.starts <= here < one.ends]
        if not held:
            continue
        best = max(held, key=lambda one: (one.starts, one.title))
        if cut and (cut[-1].ends, cut[-1].title) == (here, best.title):
            cut[-1] = Entry(cut[-1].starts, there, best.title, cut[-1].days)
        else:
            cut.append(Entry(here, there, best.title, best.days))
    return tuple(cut)


def _calendar(raw: bytes) -> Calendar:
    if len(raw) > LARGEST:
        raise CalendarRefused("calendar_size", f"More than {LARGEST // 1024} KiB.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CalendarRefused("calendar_text", "These are not letters in UTF-8.", line) from None
    lines = text.splitlines()
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise CalendarRefused("calendar_text", "A calendar begins with BEGIN:VCALENDAR.", 1)
    for number, written in enumerate(lines, 1):
        if written.strip() and not written.startswith((" ", "\t")) and ":" not in written:
            raise CalendarRefused("calendar_line", "A line is a name, a colon and a value.", number)
    try:
        found = Calendar.from_ical(text)
    except (ValueError, KeyError, IndexError) as error:
        raise CalendarRefused("calendar_line", f"It cannot be read: {_kind(error)}.", _last(lines)) from None
    if not isinstance(found, Calendar):
        raise CalendarRefused("calendar_text", "A calendar begins with BEGIN:VCALENDAR.", 1)
    return found


def _entry(event: Any, home: ZoneInfo) -> Entry:
    begins, finishes = event["DTSTART"].dt, event["DTEND"].dt
    title = " ".join(str(event.get("SUMMARY", "")).split())
    whole = not isinstance(begins, datetime)
    starts, ends = _instant(begins, home), _instant(finishes, home)
    if not starts < ends <= starts + LONGEST:
        raise CalendarRefused("calendar_event", f"An event of {begins:%Y-%m-%d} ends before it begins.")
    return Entry(starts, ends, title, whole)


def _backwards(event: Any, home: ZoneInfo) -> bool:
    """A library would turn such an event round; whoever wrote it meant something else."""
    if "DTEND" not in event:
        return False
    return _instant(event["DTEND"].dt, home) < _instant(event["DTSTART"].dt, home)


def _instant(moment: date | datetime, home: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), tzinfo=home).astimezone(UTC)
    return (moment if moment.tzinfo else moment.replace(tzinfo=home)).astimezone(UTC).replace(microsecond=0)


def _zone(named: str, otherwise: str) -> ZoneInfo:
    try:
        return ZoneInfo(named or otherwise)
    except (ValueError, LookupError, OSError):
        return ZoneInfo(otherwise)


def _last(lines: Sequence[str]) -> int:
    """Nothing ends where a calendar is cut off."""
    return len(lines)


def _kind(error: Exception) -> str:
    """Never the words of the text."""
    return type(error).__name__
