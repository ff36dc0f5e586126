"""What is wrong with the fields of the set-up page, by the code of each. Pure; nothing is written anywhere."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from reporting.people.e_mail import normalise, well_formed
from reporting.people.passwords import acceptable
from reporting.people.phones import e164
from reporting.people.plain_fields import checked_lang, checked_name
from reporting.people.refused import Refused
from reporting.staff.zones import zones

Values = Mapping[str, str]
Errors = dict[str, str]

MOST_SCHOOLS = 200
ACCOUNT_SID = re.compile(r"AC[0-9a-fA-F]{32}")
KEY_SID = re.compile(r"SK[0-9a-fA-F]{32}")
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
CHANGING_HOURS = range(1, 3)  # clocks jump here in nearly every zone: a handoff would happen twice or never
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOTLINE_FIELDS = ("number", "staff_number", "nudge_number", "account", "token", "key", "secret")


def code_of(check: Callable[[str], object], text: str) -> str | None:
    """The code with which the house refuses this text, or None."""
    try:
        check(text)
    except Refused as refusal:
        return refusal.code
    return None


def refused(fields: Iterable[tuple[str, Callable[[str], object]]], values: Values) -> Errors:
    found = {field: code_of(check, values.get(field, "")) for field, check in fields}
    return {field: code for field, code in found.items() if code is not None}


def a_zone(zone: str) -> None:
    if zone not in zones():
        raise Refused("zone", "Choose a time zone from the list.")


def no_or(check: Callable[[str], object]) -> Callable[[str], object]:
    """The field may stay empty."""
    return lambda text: check(text) if text.strip() else None


def listed(text: str) -> tuple[str, ...]:
    """Names, one a line; empty lines and repetitions fall away. Raises Refused."""
    found = tuple(dict.fromkeys(checked_name(line) for line in text.splitlines() if line.strip()))
    if not found:
        raise Refused("empty_list", "Write at least one.")
    if len(found) > MOST_SCHOOLS:
        raise Refused("too_much", f"At most {MOST_SCHOOLS}.")
    return found


def rows(values: Values, letter: str, needed: Sequence[str]) -> tuple[str, ...]:
    """Prefixes of the rows in which anything of `needed` was typed: `p3_` for the third person."""
    numbers = sorted({int(found[1]) for key in values if (found := re.match(rf"{letter}(\d{{1,3}})_", key))})
    return tuple(
        prefix
        for prefix in (f"{letter}{number}_" for number in numbers)
        if any(values.get(prefix + part, "").strip() for part in needed)
    )


def person_rows(values: Values) -> tuple[str, ...]:
    return rows(values, "p", ("name", "email", "title", "phone"))


def team_rows(values: Values) -> tuple[str, ...]:
    return rows(values, "m", ("name",))


def turn_rows(values: Values) -> tuple[str, ...]:
    return rows(values, "t", ("email",))


def of_district(values: Values) -> Errors:
    return refused(
        (("district", checked_name), ("line_name", checked_name), ("zone", a_zone), ("lang", checked_lang)),
        values,
    )


def of_places(values: Values, schools: Sequence[str]) -> Errors:
    errors = refused((("schools", listed),), values)
    for prefix in team_rows(values):
        errors |= refused(((f"{prefix}name", checked_name),), values)
        if values.get(f"{prefix}school", "") not in {"", *schools}:
            errors[f"{prefix}school"] = "school"
    return errors


def of_person(values: Values, prefix: str = "") -> Errors:
    return refused(
        (
            (f"{prefix}name", checked_name),
            (f"{prefix}title", checked_name),
            (f"{prefix}email", well_formed),
            (f"{prefix}phone", no_or(e164)),
        ),
        values,
    )


def of_administrator(values: Values) -> Errors:
    errors = of_person(values)
    email, name, password = values.get("email", ""), values.get("name", ""), values.get("password", "")
    code = code_of(lambda text: acceptable(text, email=email, name=name), password)
    if code is not None:
        errors["password"] = code
    elif password != values.get("again", ""):
        errors["again"] = "password_differs"
    return errors


def of_people(values: Values, schools: Sequence[str], administrator: str) -> Errors:
    errors: Errors = {}
    seen = {normalise(administrator)}
    for prefix in person_rows(values):
        errors |= of_person(values, prefix)
        if values.get(f"{prefix}school", "") not in {"", *schools}:
            errors[f"{prefix}school"] = "school"
        email = normalise(values.get(f"{prefix}email", ""))
        if email and email in seen:
            errors[f"{prefix}email"] = "email_twice"
        seen.add(email)
    return errors


def of_hotline(values: Values) -> Errors:
    """All empty is allowed: the line then takes messages by web only, and nobody can be paged by text."""
    if not any(values.get(field, "").strip() for field in HOTLINE_FIELDS):
        return {}
    numbers = (("number", e164), ("staff_number", no_or(e164)), ("nudge_number", no_or(e164)))
    errors = refused(numbers, values)
    if not errors and _used_twice(values):
        errors["nudge_number"] = "nudge_number"
    if not ACCOUNT_SID.fullmatch(values.get("account", "").strip()):
        errors["account"] = "twilio_account"
    if not KEY_SID.fullmatch(values.get("key", "").strip()):
        errors["key"] = "twilio_key"
    return errors | {
        field: "needed_here" for field in ("token", "secret") if not values.get(field, "").strip()
    }


def _used_twice(values: Values) -> bool:
    """A nudge that comes from a number of the line tells whoever reads the phone what it is."""
    nudge = values.get("nudge_number", "").strip()
    others = {values.get(field, "").strip() for field in ("number", "staff_number")} - {""}
    return bool(nudge) and e164(nudge) in {e164(one) for one in others}


def of_turns(values: Values, phones: Mapping[str, str], teams: Sequence[str]) -> Errors:
    """`phones`: each person's number by e-mail address, empty where there is none."""
    errors: Errors = {}
    begins: set[tuple[str, str, str]] = set()
    for prefix in turn_rows(values):
        turn = (
            values.get(f"{prefix}team", ""),
            values.get(f"{prefix}day", ""),
            values.get(f"{prefix}starts", ""),
        )
        errors |= {f"{prefix}{part}": code for part, code in _of_turn(turn, teams).items()}
        email = values.get(f"{prefix}email", "")
        if email not in phones:
            errors[f"{prefix}email"] = "person"
        elif not phones[email]:
            errors[f"{prefix}email"] = "no_phone"
        if turn in begins:
            errors[f"{prefix}starts"] = "same_time"
        begins.add(turn)
    return errors


def _of_turn(turn: tuple[str, str, str], teams: Sequence[str]) -> Errors:
    team, day, clock = turn
    errors: Errors = {}
    if team not in teams:
        errors["team"] = "team"
    if day not in DAYS:
        errors["day"] = "unknown"
    if not CLOCK.fullmatch(clock):
        errors["starts"] = "clock"
    elif int(clock[:2]) in CHANGING_HOURS:
        errors["starts"] = "clock_changes"
    return errors
