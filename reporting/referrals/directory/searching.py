"""Who helps with this? Pure: a wish and the directory in, entries in the order of use out. Nothing is kept of a wish."""

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reporting.model.help.organization import Location
from reporting.model.help.words import Capacity, FacetKind, Insurance, Need, Price
from reporting.model.ids import SchoolId
from reporting.referrals.directory.directory import Entry, HelpDirectory

# From, to: both included. A school year's pupils, and those who are of age.
AGES: tuple[tuple[int, int], ...] = ((0, 11), (12, 13), (14, 15), (16, 17), (18, 120))
NEAR_M = 5_000
_METRES_A_DEGREE = 111_320
_MICRO = 1_000_000
_ROOM = (Capacity.OPEN, Capacity.UNKNOWN, Capacity.WAITLIST, Capacity.FULL)


class Cost(StrEnum):
    """What a person can pay with."""

    FREE = "free"
    LITTLE = "little"
    MEDICAID = "medicaid"
    UNINSURED = "uninsured"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for; empty: anything. `age`: the first of one of `AGES`."""

    need: Need | None = None
    age: int | None = None
    language: str = ""
    cost: Cost | None = None
    school: SchoolId | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """`metres` to the school that was chosen, where both are known; `in_school`: in its very building."""

    entry: Entry
    in_school: bool = False
    metres: int | None = None


def find(directory: HelpDirectory, wish: Wish) -> tuple[Found, ...]:
    """Those that the public page lists: in the school first, then near ones, then by room, then by name."""
    shown = [entry for entry in directory.entries() if entry.shown and fits(entry, wish)]
    school = _points(one for one in directory.locations.values() if wish.school and one.school == wish.school)
    found = [_found(entry, wish, school) for entry in shown]
    return tuple(sorted((one for one in found if _reachable(one, wish)), key=_order))


def fits(entry: Entry, wish: Wish) -> bool:
    """Whether it answers the wish, but for the way there."""
    service = entry.service
    if wish.need is not None and not service.has(FacetKind.NEED, wish.need):
        return False
    if wish.age is not None and not _of_age(entry, wish.age):
        return False
    if wish.language and wish.language not in entry.languages:
        return False
    if wish.cost is not None and not _payable(entry, wish.cost):
        return False
    return _says(entry, wish.text)


def languages(directory: HelpDirectory) -> tuple[str, ...]:
    """Codes that somebody in the directory speaks."""
    return tuple(sorted({code for entry in directory.entries() if entry.shown for code in entry.languages}))


def _of_age(entry: Entry, age: int) -> bool:
    low, high = next(((low, high) for low, high in AGES if low == age), (age, age))
    service = entry.service
    return (service.min_age is None or service.min_age <= high) and (
        service.max_age is None or service.max_age >= low
    )


def _payable(entry: Entry, cost: Cost) -> bool:
    service = entry.service
    if service.price is Price.FREE:
        return True
    if cost is Cost.LITTLE:
        return service.price is Price.SLIDING
    if cost is Cost.MEDICAID:
        return service.has(FacetKind.INSURANCE, Insurance.MEDICAID)
    if cost is Cost.UNINSURED:
        return any(
            service.has(FacetKind.INSURANCE, one) for one in (Insurance.UNINSURED, Insurance.NONE_NEEDED)
        )
    return False


def _says(entry: Entry, text: str) -> bool:
    """Every word of it stands somewhere in the entry, whatever its accents and capitals."""
    service, organization = entry.service, entry.organization
    said = plain(
        " ".join(
            (
                organization.name,
                organization.name_es,
                organization.about,
                service.name,
                service.name_es,
                service.about,
                service.about_es,
                *service.codes(FacetKind.NEED),
                *(location.city for _, location in entry.where),
            )
        )
    )
    return all(word in said for word in plain(text).split())


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _found(entry: Entry, wish: Wish, school: tuple[tuple[int, int], ...]) -> Found:
    places = [location for _, location in entry.where]
    inside = wish.school is not None and any(one.school == wish.school for one in places)
    distances = [_metres(a, b) for a in school for b in _points(places)]
    return Found(entry, inside, 0 if inside else min(distances, default=None))


def _points(places: Iterable[Location]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (one.latitude, one.longitude)
        for one in places
        if one.latitude is not None and one.longitude is not None
    )


def _metres(a: tuple[int, int], b: tuple[int, int]) -> int:
    """On a flat piece of the earth: right to a few metres within a town."""
    north = (a[0] - b[0]) / _MICRO * _METRES_A_DEGREE
    east = (a[1] - b[1]) / _MICRO * _METRES_A_DEGREE * math.cos(math.radians(a[0] / _MICRO))
    return round(math.hypot(north, east))


def _reachable(found: Found, wish: Wish) -> bool:
    """Only what is known to be far, and comes neither by phone nor by ride, is left out."""
    service = found.entry.service
    if wish.school is None or found.metres is None or service.telehealth or service.transport:
        return True
    return found.metres <= NEAR_M


def _order(found: Found) -> tuple[bool, bool, float, int, str]:
    service = found.entry.service
    return (
        not service.any_hour,
        not found.in_school,
        math.inf if found.metres is None else found.metres // 1000,
        _ROOM.index(service.capacity),
        plain(service.name),
    )
