"""A calendar that any program reads: RFC 5545 lines, UTC, a UID that stays, nothing that a name could smuggle in."""

from datetime import UTC, datetime, timedelta

from notify.ical import Event, calendar

NOW = datetime(2026, 3, 8, 1, 30, tzinfo=UTC)


def event(title: str = "On call: North", key: bytes = b"k") -> Event:
    return Event(key, NOW, NOW + timedelta(days=7), title)


def lines(*events: Event) -> list[str]:
    text = calendar("Quietline on call", events, NOW)
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_a_shift_is_an_event_in_utc() -> None:
    found = lines(event())
    assert found[0] == "BEGIN:VCALENDAR"
    assert found[-1] == "END:VCALENDAR"
    assert {"DTSTART:20260308T013000Z", "DTEND:20260315T013000Z", "SUMMARY:On call: North"} <= set(found)


def test_the_same_shift_keeps_its_uid_and_another_has_another() -> None:
    one, same, other = (
        next(line for line in lines(each) if line.startswith("UID:"))
        for each in (event(), event("On call: renamed"), event(key=b"other"))
    )
    assert one == same != other


def test_no_line_is_longer_than_75_octets_and_none_is_cut_in_a_letter() -> None:
    title = "Ñandú " * 40
    text = calendar(title, [event(title)], NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"SUMMARY:{title.strip()}" in lines(event(title))


def test_a_name_cannot_write_lines_of_its_own() -> None:
    found = lines(event("On call: a;b,c\\\r\nATTENDEE:mailto:x@y.example"))
    assert [line for line in found if line.startswith("ATTENDEE")] == []
    assert "SUMMARY:On call: a\\;b\\,c\\\\ ATTENDEE:mailto:x@y.example" in found


def test_nobody_on_call_is_an_empty_calendar() -> None:
    assert "BEGIN:VEVENT" not in lines()
