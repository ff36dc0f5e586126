"""The ledger grows: a month is closed ten days after its end, and its figures are decided an hour later, for good.

A year follows its last month. Everybody reads the same ledger: page, CSV, PDF and statement have one source.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Protocol

from sqlalchemy import Connection

from reporting.insights import shares
from reporting.insights.coding import Range
from reporting.insights.cube import BAND, DISTRICT, SCHOOL, TOPIC, Base, Cell, Outline
from reporting.insights.school_year import is_month, months_of, year_of
from reporting.insights.topics import TOPICS, topic_of
from reporting.insights.withholding import decide
from reporting.model.clock import Clock, minute_of, month_after, month_of
from reporting.model.ids import DistrictId, SchoolId
from reporting.store import measure_tallies, referral_tallies, releases, return_tallies, schools, tallies
from reporting.store.database import Database
from reporting.store.errors import StoreConflict
from reporting.store.releases import Release, Released
from reporting.store.tallies import NO_SCHOOL

CLOSED_AFTER_DAYS = 10
DECIDED_AFTER_MINUTES = 60
ALL_WORD = "all"
SHARE_WORD = "share_"
TENS_WORD = "tens_"
_RATED = ("helped", "some", "not")


class Ledgered(Protocol):
    """Whose figures, where they are kept, and what time it is."""

    @property
    def district(self) -> DistrictId: ...

    @property
    def database(self) -> Database: ...

    @property
    def clock(self) -> Clock: ...


class Releases:
    def __init__(self, ground: Ledgered) -> None:
        self._ground = ground

    def look(self) -> None:
        """Close what is over, decide what was closed."""
        now = self._ground.clock()
        self._close(now)
        self._decide(now)

    def _close(self, now: datetime) -> None:
        ground = self._ground
        with ground.database.read() as conn:
            first = tallies.first_month(conn, ground.district)
            known = {one.period for one in releases.releases(conn, ground.district)}
        minute = minute_of(now, exact=True)
        for period in due(first, now):
            if period not in known:
                with suppress(StoreConflict):  # another process was quicker
                    ground.database.write(
                        partial(releases.close, district=ground.district, period=period, minute=minute)
                    )

    def _decide(self, now: datetime) -> None:
        ground = self._ground
        with ground.database.read() as conn:
            known = releases.releases(conn, ground.district)
        minute = minute_of(now, exact=True)
        for release in in_order(known):
            if release.decided is not None:
                continue
            if minute - release.closed < DECIDED_AFTER_MINUTES:
                return  # what follows it must know its figures
            self.decide(release.period, minute)

    def decide(self, period: int, minute: int) -> None:
        """Of a period that is closed. All before it in its school year are decided."""
        ground = self._ground
        with ground.database.read() as conn:
            outline, new = self._outline(conn, year_of(period) if is_month(period) else period)
            found = tuple(self._figures(conn, outline, period))
        year = year_of(period) if is_month(period) else period

        def unit(conn: Connection) -> None:
            if releases.decide(conn, ground.district, period, minute, found):
                releases.add_places(conn, ground.district, year, new)

        ground.database.write(unit)

    def _outline(self, conn: Connection, year: int) -> tuple[Outline, Mapping[str, str]]:
        """The places of the year's figures as they were decided at first, and those that are new."""
        ground = self._ground
        known = releases.places(conn, ground.district, year)
        bands = releases.bands(conn, ground.district)
        ids = [school.id for school in schools.schools(conn, ground.district)]
        # That nobody wrote without naming a school is no secret of any school, and would make one hide it.
        months = months_of(year)
        if any(
            t.school == NO_SCHOOL for t in tallies.of_months(conn, ground.district, months[0], months[-1])
        ):
            ids.append(NO_SCHOOL)
        new = {
            place_of(school): (BAND + bands[school].value if school in bands else "")
            for school in ids
            if place_of(school) not in known
        }
        together = {**known, **new}
        return Outline({place: together[place] or None for place in sorted(together)}), new

    def _figures(self, conn: Connection, outline: Outline, period: int) -> Iterator[Released]:
        ground = self._ground
        year = year_of(period) if is_month(period) else period
        months = months_of(year)
        counts: dict[Base, int] = {}
        for tally in tallies.of_months(conn, ground.district, months[0], months[-1]):
            if tally.month <= period or not is_month(period):
                base = Base(place_of(tally.school), topic_of(tally.category), tally.month)
                counts[base] = counts.get(base, 0) + tally.n
        before = releases.figures(conn, ground.district, [month for month in months if month != period])
        earlier = {
            Cell(one.place, "" if one.figure == ALL_WORD else one.figure, one.period): one.low is not None
            for one in before
            if not one.figure.startswith((SHARE_WORD, TENS_WORD))
        }
        for cell, n in decide(counts, outline, TOPICS, earlier, period).items():
            yield Released(period, cell.place, cell.topic or ALL_WORD, n, n)
        said, tens = self._ranges(conn, outline, period)
        for word, ranges in ((SHARE_WORD, said), (TENS_WORD, tens)):
            for (place, name), one in ranges.items():
                yield _range(period, place, word + name, one)

    def _ranges(self, conn: Connection, outline: Outline, period: int) -> tuple[shares.Ranges, shares.Ranges]:
        """Shares, and counts by the ten."""
        if is_month(period):
            events = self._events(conn, period)
            return shares.of_month(events), shares.tens_of_month(events)
        each = [self._events(conn, month) for month in months_of(period)]
        return shares.of_year(each, outline), shares.tens_of_year(each, outline)

    def _events(self, conn: Connection, month: int) -> shares.Events:
        ground = self._ground
        found: dict[tuple[str, str], int] = {}

        def add(place: str, event: str, n: int) -> None:
            found[place, event] = found.get((place, event), 0) + n

        for tally in measure_tallies.of_month(conn, ground.district, month):
            add(place_of(tally.school), tally.event, tally.n)
            add(DISTRICT, tally.event, tally.n)
        for step in referral_tallies.of_month(conn, ground.district, month):
            add(place_of(step.school), step.step, step.n)
            add(DISTRICT, step.step, step.n)
            add(TOPIC + topic_of(step.category), step.step, step.n)
        for week in return_tallies.of_month(conn, ground.district, month):
            add(DISTRICT, week.event, week.n)
            if week.event in _RATED:
                add(DISTRICT, "rated", week.n)
        return found


def place_of(school: SchoolId) -> str:
    return SCHOOL + school.hex()


def due(first: int | None, now: datetime) -> Iterator[int]:
    """Months that are over for ten days, from the first with a count on, each year after its last month. Pure."""
    if first is None:
        return
    month, this = first, month_of(now)
    while month < this and (month_after(month) < this or now.day > CLOSED_AFTER_DAYS):
        yield month
        if month == months_of(year_of(month))[-1]:
            yield year_of(month)
        month = month_after(month)


def in_order(known: Iterable[Release]) -> Sequence[Release]:
    """A year after its last month. Pure."""

    def place(one: Release) -> tuple[int, int]:
        return (one.period, 0) if is_month(one.period) else (months_of(one.period)[-1], 1)

    return sorted(known, key=place)


def _range(period: int, place: str, figure: str, found: Range | None) -> Released:
    low, high = (found.low, found.high) if found is not None else (None, None)
    return Released(period, place, figure, low, high)
