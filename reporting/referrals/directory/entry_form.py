"""An entry as somebody typed it, in a form or in a row of a table: read field by field, with every mistake named.

What a form or a table does not mention stays as it is. Pure.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from reporting.model.help.organization import Location, Organization
from reporting.model.help.service import Facet, Language, Phone, Schedule, Service
from reporting.model.help.words import Capacity, FacetKind, Insurance, Need, Price, Status
from reporting.model.ids import SchoolId

NAME, LINE, LONG = 200, 400, 4000
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OLDEST = 120
FURTHEST_WAIT = 730
FEWEST_DIGITS, MOST_DIGITS = 3, 20
_MAIL = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]{1,120}\.[^@\s,;<>]{2,}")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_SPLIT = re.compile(r"[;,|]")
_YES, _NO = {"yes", "y", "1", "true", "on", "sí", "si", "x"}, {"no", "n", "0", "false", ""}


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is what pages translate; `said`: what stood there, cut."""

    field: str
    code: str
    said: str = ""


@dataclass(slots=True)
class Reading:
    """One form. Each reader notes what is wrong and gives back what was there before."""

    given: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return name in self.given

    def raw(self, name: str) -> str:
        return self.given.get(name, "").strip()

    def wrong(self, name: str, code: str) -> None:
        self.problems.append(Problem(name, code, self.raw(name)[:60]))

    def text(self, name: str, before: str, limit: int, *, needed: bool = False) -> str:
        if not self.has(name):
            if needed and not before:
                self.wrong(name, "missing")
            return before
        said = self.raw(name)
        if needed and not said:
            self.wrong(name, "missing")
        if len(said) > limit:
            self.wrong(name, "too_long")
            return before
        return said

    def link(self, name: str, before: str) -> str:
        said = self.text(name, before, LINE)
        if self.has(name) and said and not re.match(r"https?://[^\s]+\.[^\s]+$", said):
            self.wrong(name, "not_web")
            return before
        return said

    def mail(self, name: str, before: str) -> str:
        said = self.text(name, before, NAME)
        if self.has(name) and said and not _MAIL.fullmatch(said):
            self.wrong(name, "not_mail")
            return before
        return said

    def phones(self, name: str, before: tuple[Phone, ...]) -> tuple[Phone, ...]:
        """The first of them; the others stay."""
        if not self.has(name):
            return before
        said = self.raw(name)
        if not said:
            return before[1:]
        digits = sum(letter.isdigit() for letter in said)
        if not FEWEST_DIGITS <= digits <= MOST_DIGITS or not re.fullmatch(r"[+()0-9 .x/-]+", said):
            self.wrong(name, "not_number")
            return before
        first = replace(before[0], number=said) if before else Phone(said)
        return (first, *before[1:])

    def number(self, name: str, before: int | None, most: int, code: str) -> int | None:
        if not self.has(name):
            return before
        said = self.raw(name)
        if not said:
            return None
        if not (said.isascii() and said.isdigit() and int(said) <= most):
            self.wrong(name, code)
            return before
        return int(said)

    def yes(self, name: str, *, before: bool) -> bool:
        if not self.has(name):
            return before
        said = self.raw(name).lower()
        if said not in _YES | _NO:
            self.wrong(name, "not_yes_no")
        return said in _YES

    def one(self, name: str, before: Any, kind: type[StrEnum], default: StrEnum) -> Any:
        if not self.has(name):
            return before
        said = self.raw(name).lower()
        if not said:
            return default
        if said not in set(kind):
            self.wrong(name, "unknown_word")
            return before
        return kind(said)

    def many(self, name: str) -> tuple[str, ...]:
        parts = (part.strip() for part in _SPLIT.split(self.raw(name)))
        return tuple(dict.fromkeys(part for part in parts if part))

    def facets(
        self, name: str, kind: FacetKind, words: type[StrEnum], before: tuple[Facet, ...]
    ) -> tuple[Facet, ...]:
        if not self.has(name):
            return tuple(facet for facet in before if facet.kind is kind)
        said = tuple(part.lower() for part in self.many(name))
        if set(said) - set(words):
            self.wrong(name, "unknown_word")
        return tuple(Facet(kind, code) for code in said if code in set(words))

    def languages(self, name: str, before: tuple[Language, ...]) -> tuple[Language, ...]:
        if not self.has(name):
            return before
        known = {one.code: one for one in before}
        codes = tuple(part.lower() for part in self.many(name))
        if any(not _CODE.fullmatch(code) for code in codes):
            self.wrong(name, "not_language")
            return before
        return tuple(known.get(code, Language(code)) for code in codes)

    def days(self, name: str) -> str:
        said = tuple(part.upper()[:2] for part in self.many(name))
        if set(said) - set(DAYS):
            self.wrong(name, "not_day")
            return ""
        return ",".join(day for day in DAYS if day in said)

    def time(self, name: str) -> str:
        said = self.raw(name)
        if not said:
            return ""
        found = _TIME.fullmatch(said)
        if found is None:
            self.wrong(name, "not_time")
            return ""
        return f"{int(found[1]):02}:{found[2]}"

    def hours(self, prefix: str, before: tuple[Schedule, ...]) -> tuple[Schedule, ...]:
        """The first schedule; the others stay. `prefix`: of the fields' names."""
        names = (f"{prefix}days", f"{prefix}opens", f"{prefix}closes")
        if not any(self.has(name) for name in names):
            return before
        days, opens, closes = self.days(names[0]), self.time(names[1]), self.time(names[2])
        if bool(opens) != bool(closes):
            self.wrong(names[2] if opens else names[1], "half_hours")
            return before
        if not (days or opens):
            return before[1:]
        first = before[0] if before else Schedule()
        return (replace(first, days=days, opens=opens, closes=closes), *before[1:])


def read_organization(reading: Reading, before: Organization) -> Organization:
    return replace(
        before,
        name=reading.text("name", before.name, NAME, needed=True),
        name_es=reading.text("name_es", before.name_es, NAME),
        about=reading.text("about", before.about, LONG),
        about_es=reading.text("about_es", before.about_es, LONG),
        website=reading.link("website", before.website),
        email=reading.mail("email", before.email),
        phones=reading.phones("phone", before.phones),
        active=reading.yes("active", before=before.active),
    )


def read_service(reading: Reading, before: Service) -> Service:
    """All but the places."""
    low = reading.number("min_age", before.min_age, OLDEST, "not_age")
    high = reading.number("max_age", before.max_age, OLDEST, "not_age")
    if low is not None and high is not None and low > high:
        reading.wrong("max_age", "ages_crossed")
    others = tuple(one for one in before.facets if one.kind is FacetKind.POPULATION)
    text: Callable[[str], str] = lambda name: reading.text(name, getattr(before, name), LONG)  # noqa: E731
    return replace(
        before,
        name=reading.text("service", before.name, NAME, needed=True),
        name_es=reading.text("service_es", before.name_es, NAME),
        about=text("about"),
        about_es=text("about_es"),
        status=reading.one("status", before.status, Status, Status.ACTIVE),
        min_age=low,
        max_age=high,
        eligibility=text("eligibility"),
        eligibility_es=text("eligibility_es"),
        fees=text("fees"),
        fees_es=text("fees_es"),
        price=reading.one("price", before.price, Price, Price.UNKNOWN),
        how=text("how"),
        how_es=text("how_es"),
        url=reading.link("url", before.url),
        telehealth=reading.yes("telehealth", before=before.telehealth),
        transport=reading.yes("transport", before=before.transport),
        any_hour=reading.yes("any_hour", before=before.any_hour),
        takes_referrals=reading.yes("takes_referrals", before=before.takes_referrals),
        capacity=reading.one("capacity", before.capacity, Capacity, Capacity.UNKNOWN),
        wait_days=reading.number("wait_days", before.wait_days, FURTHEST_WAIT, "not_days"),
        languages=reading.languages("languages", before.languages),
        phones=reading.phones("phone", before.phones),
        schedules=reading.hours("", before.schedules),
        facets=(
            *reading.facets("needs", FacetKind.NEED, Need, before.facets),
            *reading.facets("insurance", FacetKind.INSURANCE, Insurance, before.facets),
            *others,
        ),
    )


def read_location(reading: Reading, before: Location, schools: Mapping[str, SchoolId]) -> Location:
    """`schools`: by what a form calls them: the id in hex, or the name as it is printed."""
    school = before.school
    if reading.has("school"):
        said = reading.raw("school")
        school = schools.get(said.casefold()) if said else None
        if said and school is None:
            reading.wrong("school", "unknown_school")
    return replace(
        before,
        name=reading.text("place", before.name, NAME),
        street=reading.text("street", before.street, LINE),
        city=reading.text("city", before.city, NAME),
        state=reading.text("state", before.state, NAME),
        postal=reading.text("postal", before.postal, 64),
        latitude=_degrees(reading, "latitude", before.latitude, 90),
        longitude=_degrees(reading, "longitude", before.longitude, 180),
        transportation=reading.text("transportation", before.transportation, LONG),
        transportation_es=reading.text("transportation_es", before.transportation_es, LONG),
        step_free=reading.yes("step_free", before=before.step_free),
        school=school,
    )


def _degrees(reading: Reading, name: str, before: int | None, most: int) -> int | None:
    """In millionths."""
    if not reading.has(name):
        return before
    said = reading.raw(name)
    if not said:
        return None
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,9})?", said) or abs(float(said)) > most:
        reading.wrong(name, "not_degrees")
        return before
    return round(float(said) * 1_000_000)
