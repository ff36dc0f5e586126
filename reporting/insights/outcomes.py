"""Sums of attendance and discipline that a district brings from its own system: read, and refused if they point at anybody. Pure.

A file is taken whole or not at all. What is wrong is said by row and column and never repeated: it may be a name.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reporting.insights.cube import BAND, DISTRICT, Outline
from reporting.insights.withholding import FEWEST
from reporting.model.measure import Band

COLUMNS = ("school_year", "place", "outcome", "students", "count")
MOST_ROWS = 2_000
_OF_ONE = re.compile(
    r"(^|_|\b)(student|pupil|person|first|last|name|id|ssid|dob|birth|email|phone|race|gender|sex)(_|\b|$)"
)


class Outcome(StrEnum):
    """Students of whom it is so at least once in the school year."""

    CHRONIC_ABSENCE = "chronic_absence"
    ATTENDED_90 = "attended_90"
    DISCIPLINE = "discipline"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Sum:
    """Of `students`, at that place and in that school year, so many."""

    year: int
    place: str
    outcome: Outcome
    students: int
    count: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """`row`: as a spreadsheet numbers it; `column`: empty for the whole row."""

    row: int
    column: str
    code: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file holds, or what is wrong with it; never both."""

    sums: tuple[Sum, ...] = ()
    wrong: tuple[Wrong, ...] = ()


def look(text: str, names: Mapping[str, str], outline: Outline, kept: Collection[Sum]) -> Looked:
    """`names`: places by the name of the school, in small letters. `kept`: what was taken before, for good."""
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True) if any(row)
        ]
    except csv.Error:
        return Looked(wrong=(Wrong(1, "", "not_csv"),))
    head = [cell.strip().casefold().replace(" ", "_") for cell in rows[0]] if rows else []
    if sorted(head) != sorted(COLUMNS):
        code = "of_one" if any(_OF_ONE.search(cell) for cell in set(head) - set(COLUMNS)) else "columns"
        return Looked(wrong=(Wrong(1, "", code),))
    if len(rows) - 1 > MOST_ROWS:
        return Looked(wrong=(Wrong(MOST_ROWS + 2, "", "too_many"),))
    known = {**names, DISTRICT: DISTRICT, **{band.value: BAND + band.value for band in Band}}
    found: list[tuple[int, Sum]] = []
    wrong: list[Wrong] = []
    for number, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(head):
            wrong.append(Wrong(number, "", "cells"))
            continue
        one = _sum(number, dict(zip(head, (cell.strip() for cell in cells), strict=True)), known)
        if isinstance(one, Sum):
            found.append((number, one))
        else:
            wrong.append(one)
    wrong += _twice(found, kept)
    if not wrong:
        wrong += _apart(found, kept, outline)
    if wrong or not found:
        return Looked(wrong=tuple(wrong) or (Wrong(1, "", "empty"),))
    return Looked(tuple(one for _, one in found))


def _sum(number: int, cells: Mapping[str, str], known: Mapping[str, str]) -> Sum | Wrong:
    year, place = _whole(cells["school_year"]), known.get(cells["place"].casefold())
    if year is None or not 2000 <= year <= 2200:  # noqa: PLR2004 -- school years
        return Wrong(number, "school_year", "year")
    if place is None:
        return Wrong(number, "place", "place")
    if cells["outcome"] not in set(Outcome):
        return Wrong(number, "outcome", "outcome")
    students, count = _whole(cells["students"]), _whole(cells["count"])
    if students is None or count is None:
        return Wrong(number, "students" if students is None else "count", "number")
    code = _few(students, count)
    return Wrong(number, *code) if code else Sum(year, place, Outcome(cells["outcome"]), students, count)


def _few(students: int, count: int) -> tuple[str, str] | None:
    """Column and code, where a number points at few."""
    if min(students, count) < FEWEST:
        return ("students" if students < FEWEST else "count"), "small"
    if count > students:
        return "count", "more"
    return ("count", "nearly_all") if students - count < FEWEST else None


def _whole(text: str) -> int | None:
    plain = text.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 7 else None  # noqa: PLR2004 -- digits


def _twice(found: list[tuple[int, Sum]], kept: Collection[Sum]) -> Iterator[Wrong]:
    seen = {(one.year, one.place, one.outcome) for one in kept}
    before = set(seen)
    for number, one in found:
        key = (one.year, one.place, one.outcome)
        if key in seen:
            # A corrected sum would say by how much it was wrong, so there is none.
            yield Wrong(number, "", "known" if key in before else "twice")
        seen.add(key)


def _apart(found: list[tuple[int, Sum]], kept: Collection[Sum], outline: Outline) -> Iterator[Wrong]:
    """What is left when places are taken from the larger ones that they are part of."""
    rows = {(one.year, one.place, one.outcome): number for number, one in found}
    groups: dict[tuple[int, Outcome], dict[str, Sum]] = {}
    for one in (*kept, *(one for _, one in found)):
        groups.setdefault((one.year, one.outcome), {})[one.place] = one
    for (year, outcome), places in sorted(groups.items()):
        for parent in places:
            code = _left(parent, places, outline)
            if code:
                touched = [rows[key] for place in places if (key := (year, place, outcome)) in rows]
                yield Wrong(rows.get((year, parent, outcome), max(touched, default=1)), "", code)


def _left(parent: str, places: Mapping[str, Sum], outline: Outline) -> str | None:
    schools = [one for one in outline.schools_in(parent) if one != parent]
    if not schools:
        return None
    covered: set[str] = set()
    parts: list[Sum] = []
    for band in sorted({one for one in outline.bands.values() if one is not None and one != parent}):
        inside = outline.schools_in(band)
        if band in places and set(inside) <= set(schools):
            parts.append(places[band])
            covered.update(inside)
    for school in schools:
        if school in places and school not in covered:
            parts.append(places[school])
            covered.add(school)
    whole = places[parent]
    students = whole.students - sum(one.students for one in parts)
    count = whole.count - sum(one.count for one in parts)
    if covered == set(schools):
        return None if students == count == 0 else "adds_up"
    if min(students, count, students - count) < 0:
        return "adds_up"
    if parts and min(students, count, students - count) < FEWEST:
        return "difference"
    return None
