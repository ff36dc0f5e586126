"""A calendar from outside is read by its conventions, or refused with the line and the reason."""

from datetime import UTC, datetime, timedelta

import pytest

from notify.ical_reading import (
    LARGEST,
    CalendarRefused,
    Entry,
    read_calendar,
    without_overlaps,
)

START = datetime(2026, 3, 1, tzinfo=UTC)
END = START + timedelta(days=28)


def calendar(*events: str, zone: str = "America/New_York") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN"]
    lines += [f"X-WR-TIMEZONE:{zone}"] if zone else []
    for number, event in enumerate(events):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}",
            "DTSTAMP:20260101T000000Z",
            *event.split("\n"),
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read(*events: str, zone: str = "America/New_York") -> list[tuple[str, str, str]]:
    found = read_calendar(calendar(*events, zone=zone), "America/Chicago", START, END)
    return [(f"{one.starts:%m-%d %H:%M}", f"{one.ends:%m-%d %H:%M}", one.title) for one in found]


def test_whole_days_hold_from_midnight_to_midnight_in_the_calendars_zone() -> None:
    # Over the night in which New York's clocks go forward.
    assert read("DTSTART;VALUE=DATE:20260307\nDTEND;VALUE=DATE:20260309\nSUMMARY:Ana Ruiz") == [
        ("03-07 05:00", "03-09 04:00", "Ana Ruiz")
    ]


def test_times_without_a_zone_count_in_the_calendars_zone_else_in_the_districts() -> None:
    event = "DTSTART:20260310T080000\nDTEND:20260310T160000\nSUMMARY:Ana"
    assert read(event) == [("03-10 12:00", "03-10 20:00", "Ana")]
    assert read(event, zone="") == [("03-10 13:00", "03-10 21:00", "Ana")]
    assert read(event, zone="Mars/Olympus") == [("03-10 13:00", "03-10 21:00", "Ana")]


def test_a_shift_that_repeats_keeps_its_hour_on_the_wall() -> None:
    event = (
        "DTSTART;TZID=America/New_York:20260306T160000\nDTEND;TZID=America/New_York:20260307T080000\n"
        "RRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=America/New_York:20260307T160000\nSUMMARY:Ben"
    )
    assert read(event) == [("03-06 21:00", "03-07 13:00", "Ben"), ("03-08 20:00", "03-09 12:00", "Ben")]


def test_what_is_cancelled_is_nobodys_shift() -> None:
    assert read("DTSTART:20260310T080000Z\nDTEND:20260310T160000Z\nSTATUS:CANCELLED\nSUMMARY:Ana") == []


def test_of_two_at_once_the_later_beginning_counts_and_the_other_goes_on_after_it() -> None:
    def entry(begins: int, ends: int, title: str) -> Entry:
        return Entry(START + timedelta(hours=begins), START + timedelta(hours=ends), title, days=False)

    found = without_overlaps([entry(0, 24, "Ana"), entry(8, 12, "Ben"), entry(30, 31, "Ana")])
    assert [((one.starts - START) // timedelta(hours=1), one.title) for one in found] == [
        (0, "Ana"),
        (8, "Ben"),
        (12, "Ana"),
        (30, "Ana"),
    ]


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"", "calendar_text", 1),
        (b"<html>not here</html>", "calendar_text", 1),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\nSUMMARY:\xff\nEND:VCALENDAR\n", "calendar_text", 3),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\nhello\nEND:VCALENDAR\n", "calendar_line", 3),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "calendar_line", 3),
        (b"BEGIN:VCALENDAR\n" + b"x" * LARGEST, "calendar_size", 0),
        (calendar("DTSTART:20260310T080000Z\nDTEND:2026AA10T160000Z\nSUMMARY:Ana"), "calendar_event", 0),
        (calendar("DTSTART:20260310T080000Z\nDTEND:20260310T070000Z\nSUMMARY:Ana"), "calendar_event", 0),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line_and_without_its_words(
    raw: bytes, code: str, line: int
) -> None:
    with pytest.raises(CalendarRefused) as refusal:
        read_calendar(raw, "UTC", START, END)
    assert (refusal.value.code, refusal.value.line) == (code, line)
    assert "Ana" not in str(refusal.value)
    assert "hello" not in str(refusal.value)
