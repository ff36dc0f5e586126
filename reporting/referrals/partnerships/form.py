"""An agreement as somebody typed it, read field by field with every mistake named. Pure."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from reporting.model.clock import date_of
from reporting.model.help.partnership import Duty, Partnership, People
from reporting.model.help.words import AgreementState, SharedField, Side
from reporting.model.ids import SchoolId
from reporting.referrals.directory.entry_form import LONG, Problem, Reading

EPOCH = date(1970, 1, 1)
LONGEST_TASK = 400
MOST_TASKS = 40
_BOUNDS = {
    "answer_hours": (1, 24 * 30),
    "visit_days": (1, 365),
    "nudge_first": (1, 90),
    "nudge_second": (1, 180),
    "nudge_third": (1, 365),
    "share_days": (1, 365),
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_agreement(
    given: Mapping[str, str], before: Partnership, schools: frozenset[SchoolId]
) -> tuple[Partnership, tuple[Problem, ...]]:
    """What was not typed stays. An agreement in force needs tasks of both sides and a day on which it is reviewed."""
    reading = Reading(given)
    numbers = {name: _number(reading, name, before) for name in _BOUNDS}
    nudges = (numbers["nudge_first"], numbers["nudge_second"], numbers["nudge_third"])
    if not nudges[0] < nudges[1] < nudges[2]:
        reading.wrong("nudge_second", "nudges_crossed")
    read = replace(
        before,
        school=_school(reading, before.school, schools),
        state=reading.one("state", before.state, AgreementState, AgreementState.DRAFT),
        populations=reading.text("populations", before.populations, LONG),
        purpose=reading.text("purpose", before.purpose, LONG),
        hours=reading.text("partner_hours", before.hours, LONG),
        answer_hours=numbers["answer_hours"],
        visit_days=numbers["visit_days"],
        nudges=nudges,
        share_days=numbers["share_days"],
        shared=_shared(reading, before),
        starts_day=_day(reading, "starts", before.starts_day),
        review_day=_day(reading, "review", before.review_day),
        duties=_duties(reading, before),
        people=People(
            reading.text("people_school", before.people.school, LONGEST_TASK),
            reading.text("people_partner", before.people.partner, LONGEST_TASK),
            reading.text("people_danger", before.people.danger, LONGEST_TASK),
        ),
    )
    if read.state is AgreementState.IN_FORCE:
        _must_be_whole(reading, read)
    if read.review_day != before.review_day:
        read = replace(read, reminded_day=None)
    return read, tuple(reading.problems)


def iso(day: int | None) -> str:
    return "" if day is None else date_of(day).isoformat()


def _must_be_whole(reading: Reading, read: Partnership) -> None:
    sides = {duty.side for duty in read.duties}
    for side in (Side.SCHOOL, Side.PARTNER):
        if side not in sides and Side.BOTH not in sides:
            reading.wrong(f"duties_{side}", "missing")
    if read.review_day is None:
        reading.wrong("review", "missing")
    if not read.people.danger:
        reading.wrong("people_danger", "missing")


def _number(reading: Reading, name: str, before: Partnership) -> int:
    low, high = _BOUNDS[name]
    at = ("nudge_first", "nudge_second", "nudge_third")
    held: int = before.nudges[at.index(name)] if name in at else getattr(before, name)
    if not reading.has(name):
        return held
    said = reading.raw(name)
    if not (said.isascii() and said.isdigit() and low <= int(said) <= high):
        reading.wrong(name, "not_between")
        return held
    return int(said)


def _school(reading: Reading, before: SchoolId | None, schools: frozenset[SchoolId]) -> SchoolId | None:
    if not reading.has("school"):
        return before
    said = reading.raw("school")
    found = next((one for one in schools if one.hex() == said), None)
    if said and found is None:
        reading.wrong("school", "unknown_school")
    return found


def _shared(reading: Reading, before: Partnership) -> tuple[SharedField, ...]:
    if not reading.has("shared"):
        return before.shared
    said = reading.many("shared")
    return tuple(one for one in SharedField if one in said)


def _day(reading: Reading, name: str, before: int | None) -> int | None:
    if not reading.has(name):
        return before
    said = reading.raw(name)
    if not said:
        return None
    try:
        day = date.fromisoformat(said) if _DATE.fullmatch(said) else None
    except ValueError:
        day = None
    if day is None:
        reading.wrong(name, "not_date")
        return before
    return (day - EPOCH).days


def _duties(reading: Reading, before: Partnership) -> tuple[Duty, ...]:
    """One a line, for each side."""
    found: list[Duty] = []
    for side in Side:
        name = f"duties_{side}"
        if not reading.has(name):
            found += [duty for duty in before.duties if duty.side is side]
            continue
        lines = [line.strip() for line in reading.raw(name).splitlines() if line.strip()]
        if len(lines) > MOST_TASKS or any(len(line) > LONGEST_TASK for line in lines):
            reading.wrong(name, "too_long")
        found += [Duty(side, line) for line in lines]
    return tuple(found)


def values_of(agreement: Partnership) -> dict[str, Any]:
    """As a form shows it."""
    first, second, third = agreement.nudges
    return {
        "school": agreement.school.hex() if agreement.school else "",
        "state": agreement.state.value,
        "populations": agreement.populations,
        "purpose": agreement.purpose,
        "partner_hours": agreement.hours,
        "answer_hours": agreement.answer_hours,
        "visit_days": agreement.visit_days,
        "nudge_first": first,
        "nudge_second": second,
        "nudge_third": third,
        "share_days": agreement.share_days,
        "shared": ";".join(agreement.shared),
        "starts": iso(agreement.starts_day),
        "review": iso(agreement.review_day),
        "people_school": agreement.people.school,
        "people_partner": agreement.people.partner,
        "people_danger": agreement.people.danger,
        **{
            f"duties_{side}": "\n".join(duty.task for duty in agreement.duties if duty.side is side)
            for side in Side
        },
    }
