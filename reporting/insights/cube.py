"""Counts by school, grade band, topic and month, and the published figures that are sums of them.

A figure (`Cell`) is named by place, topic and period. Four tables are published, and no others:

- months: the district, each band and each school, all topics together; the district by topic;
- school years: the district, each band and each school, all topics together and by topic.

A school by topic by month is never a figure: its counts are the ones that the published sums must not give away.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from reporting.insights.school_year import is_month, year_of

DISTRICT = "district"
ALL = ""
BAND, SCHOOL = "band:", "school:"
TOPIC = "topic:"  # a place of ranges alone: what referrals were about, in the whole district


class Base(NamedTuple):
    """What is counted. `school`: a place; `month`: 202611."""

    school: str
    topic: str
    month: int


class Cell(NamedTuple):
    """A published figure. `topic`: `ALL` for all together; `period`: a month or a school year."""

    place: str
    topic: str
    period: int


Counts = Mapping[Base, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """`bands`: of each school its grade band, both as places; None for a school of no band."""

    bands: Mapping[str, str | None]

    def over(self, school: str) -> tuple[str, ...]:
        """The places that a school's counts are part of, itself first."""
        band = self.bands.get(school)
        return (school, DISTRICT) if band is None else (school, band, DISTRICT)

    def places(self) -> tuple[str, ...]:
        """The district first, then bands, then schools."""
        bands = sorted({band for band in self.bands.values() if band is not None})
        return (DISTRICT, *bands, *self.bands)

    def schools_in(self, place: str) -> tuple[str, ...]:
        return tuple(school for school in self.bands if place in self.over(school))


def cells_over(base: Base, outline: Outline) -> Iterator[Cell]:
    """Every figure that this count is part of."""
    year = year_of(base.month)
    for place in outline.over(base.school):
        yield Cell(place, ALL, base.month)
        yield Cell(place, ALL, year)
        yield Cell(place, base.topic, year)
    yield Cell(DISTRICT, base.topic, base.month)


def cells_of(period: int, outline: Outline, topics: Collection[str]) -> Iterator[Cell]:
    """All figures of one period, most general first."""
    places = outline.places()
    for place in places:
        yield Cell(place, ALL, period)
    for place in (DISTRICT,) if is_month(period) else places:
        for topic in topics:
            yield Cell(place, topic, period)


def summed(counts: Counts, outline: Outline) -> Counter[Cell]:
    """The true value of every figure; those of nothing are missing and read as 0."""
    found: Counter[Cell] = Counter()
    for base, n in counts.items():
        for cell in cells_over(base, outline):
            found[cell] += n
    return found
