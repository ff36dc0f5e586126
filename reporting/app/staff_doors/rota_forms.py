"""Rotations and overrides as people type them, read into what notify keeps, and written back. Pure."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from notify.hours import Hours
from notify.plan import Override
from notify.rotation import Rotation
from notify.wall import DAY, FORBIDDEN, WEEK, clock
from notify.weekly import Slot, WeeklyLayer
from reporting.app.staff_doors.ids import member_id, school_id
from reporting.people.refused import Refused
from reporting.staff.rota_view import LayerForm, OverrideForm, WeeklyForm, WeeklyTurn

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}", re.ASCII)
FIRST, LAST = date(2000, 1, 1), date(2200, 1, 1)


def read_layer(form: LayerForm, *, layer: bytes, zone: str, rank: int) -> Rotation:
    """Raises Refused: rota_members, rota_days, rota_clock, rota_date, rota_school, unknown."""
    members = tuple(member_id(value) for value in form.members if value)
    if not members:
        raise Refused("rota_members", "Choose at least one person.")
    try:
        hours = Hours(form.hours)
    except ValueError:
        raise Refused("unknown", "Choose one of the hours offered.") from None
    school = school_id(form.school) if form.school and hours is not Hours.ALWAYS else None
    if school is None and hours in {Hours.OPEN, Hours.CLOSED}:
        raise Refused("rota_school", "Choose whose school hours are meant.")
    return Rotation(
        layer,
        zone,
        members,
        _date(form.starts_on),
        _minute(form.handoff),
        _number(form.turn, "rota_days"),
        hours,
        school,
        _number(form.position, "rota_position"),
        rank,
        _date(form.ends_on) if form.ends_on.strip() else None,
    )


def write_layer(rotation: Rotation) -> LayerForm:
    return LayerForm(
        members=tuple(member.hex() for member in rotation.members),
        turn=str(rotation.days),
        handoff=clock(rotation.handoff),
        starts_on=rotation.starts_on.isoformat(),
        ends_on=rotation.ends_on.isoformat() if rotation.ends_on else "",
        position=str(rotation.position),
        hours=rotation.hours,
        school=rotation.calendar.hex() if rotation.calendar else "",
    )


def read_weekly(form: WeeklyForm, kept: WeeklyLayer) -> WeeklyLayer:
    """The same layer with other turns. Raises Refused: rota_members, rota_clock, rota_position, unknown."""
    slots = []
    for turn in form.turns:
        if not turn.person:
            continue
        begins = _weekday(turn.from_day) * DAY + _minute(turn.from_clock)
        ends = _weekday(turn.to_day) * DAY + _minute(turn.to_clock)
        slots.append(Slot(begins, ends if ends > begins else ends + WEEK, member_id(turn.person)))
    if not slots:
        raise Refused("rota_members", "Choose at least one person.")
    return replace(
        kept,
        slots=tuple(sorted(slots, key=lambda slot: slot.begins)),
        position=_number(form.position, "rota_position"),
    )


def write_weekly(layer: WeeklyLayer) -> WeeklyForm:
    return WeeklyForm(
        tuple(
            WeeklyTurn(
                slot.person.hex(),
                str(slot.begins // DAY),
                clock(slot.begins),
                str(slot.ends % WEEK // DAY),
                clock(slot.ends),
            )
            for slot in layer.slots
        ),
        str(layer.position),
    )


def read_override(form: OverrideForm, *, override: bytes, zone: str) -> Override:
    """Raises Refused: rota_person, rota_clock, rota_handoff_unsafe, rota_date, unknown."""
    if not form.person:
        raise Refused("rota_person", "Choose who is on call.")
    instead_of = member_id(form.instead_of) if form.instead_of else None
    return Override(
        override,
        read_moment(form.from_day, form.from_clock, zone),
        read_moment(form.to_day, form.to_clock, zone),
        member_id(form.person),
        instead_of,
        None if instead_of else _number(form.position, "rota_position"),
    )


def read_moment(day: str, time_of_day: str, zone: str) -> datetime:
    """Raises Refused: rota_date, rota_clock, rota_handoff_unsafe."""
    minute = _minute(time_of_day)
    wall = datetime.combine(_date(day), time(minute // 60, minute % 60), tzinfo=ZoneInfo(zone))
    # An hour that this night has twice, or not at all, is no time to hand over.
    if minute in FORBIDDEN and wall.utcoffset() != (wall + timedelta(hours=3)).utcoffset():
        raise Refused("rota_handoff_unsafe", "Choose a time before 01:00 or from 03:00 on.")
    return wall.astimezone(UTC)


def read_days(first: str, last: str, zone: str) -> tuple[datetime, datetime]:
    """From the first midnight of the first day to the last midnight of the last one. Raises Refused("rota_date")."""
    begins, ends = _date(first), _date(last) + timedelta(days=1)
    starts, until = (datetime.combine(day, time(), tzinfo=ZoneInfo(zone)) for day in (begins, ends))
    return starts.astimezone(UTC), until.astimezone(UTC)


def _minute(text: str) -> int:
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise Refused("rota_clock", "Write a time like 16:00.")
    return int(found[1]) * 60 + int(found[2])


def _date(text: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise Refused("rota_date", "Choose a day.") from None
    if not FIRST <= day <= LAST:
        raise Refused("rota_date", "Choose a day.")
    return day


def _weekday(text: str) -> int:
    if text not in set("0123456"):
        raise Refused("unknown", "Choose a weekday.")
    return int(text)


def _number(text: str, code: str) -> int:
    if not _NUMBER.fullmatch(text.strip()):
        raise Refused(code, "Write a number.")
    return int(text)
