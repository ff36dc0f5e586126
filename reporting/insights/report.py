"""The figures of a school year as they were published: read from the ledger, counted anew nowhere.

Page, CSV, PDF and statement are made of one `Report`, so they say the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from reporting.cases.ground import Ground
from reporting.cases.refusals import NotAllowed
from reporting.insights.coding import Range
from reporting.insights.cube import DISTRICT, TOPIC
from reporting.insights.releasing import ALL_WORD, SHARE_WORD, TENS_WORD, place_of
from reporting.insights.school_year import is_month, months_of, year_of
from reporting.insights.topics import TOPICS
from reporting.model.ids import SchoolId
from reporting.model.measure import SHARES, TENS, Band
from reporting.people.staff_session import StaffSession
from reporting.store import releases, schools
from reporting.store.releases import Released

Counted = tuple[int, str, str]  # period, place, topic or "all"
Shared = tuple[int, str, str]  # period, place, share


@dataclass(frozen=True, slots=True)
class Report:
    """`years` and `months` that are decided, oldest first; `whole`: the year itself is decided, not only its months.

    `schools`: names by place; `bands`: the grade band of each of them, "" for none. `counts`: None where a figure is
    withheld; what is missing was never asked. `shares` and `tens`: the same. `tens`: lowest and highest count.
    """

    year: int
    years: tuple[int, ...]
    months: tuple[int, ...]
    whole: bool
    schools: Mapping[str, str]
    bands: Mapping[str, str]
    counts: Mapping[Counted, int | None]
    shares: Mapping[Shared, Range | None]
    tens: Mapping[Shared, Range | None] = field(default_factory=dict)

    def places(self) -> tuple[str, ...]:
        bands = sorted({band for band in self.bands.values() if band}, key=list(_BANDS).index)
        return (DISTRICT, *bands, *sorted(self.schools, key=lambda one: (self.schools[one] or "~", one)))

    def rows(self) -> Iterator[Released]:
        """Every figure of the year, in one order: what the CSV holds."""
        for period in (*self.months, *([self.year] if self.whole else [])):
            for place in self.places():
                for topic in (ALL_WORD, *TOPICS):
                    key = (period, place, topic)
                    if key in self.counts:
                        yield Released(period, place, topic, self.counts[key], self.counts[key])
                yield from self._ranges(period, place)
            for topic in TOPICS:
                yield from self._ranges(period, TOPIC + topic)

    def _ranges(self, period: int, place: str) -> Iterator[Released]:
        for word, names, ranges in (
            (SHARE_WORD, [share.name for share in SHARES], self.shares),
            (TENS_WORD, list(TENS), self.tens),
        ):
            for name in names:
                if (found := (period, place, name)) in ranges:
                    one = ranges[found]
                    low, high = (one.low, one.high) if one else (None, None)
                    yield Released(period, place, word + name, low, high)


_BANDS = {f"band:{band.value}": band for band in Band}


class Reports:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def of(self, session: StaffSession, year: int | None = None) -> Report | None:
        """The newest year where none is asked for; None while nothing was decided, or for an unknown year.

        Raises NotAllowed for who neither leads a queue nor is a registrar.
        """
        if not may_read(session):
            raise NotAllowed
        return self.published(year)

    def published(self, year: int | None = None) -> Report | None:
        """The same for whoever may read what is published: what is withheld stands in no row."""
        ground = self._ground
        with ground.database.read() as conn:
            decided = [
                one.period for one in releases.releases(conn, ground.district) if one.decided is not None
            ]
            years = tuple(sorted({year_of(one) if is_month(one) else one for one in decided}))
            chosen = year if year is not None else (years[-1] if years else None)
            if chosen is None or chosen not in years:
                return None
            months = tuple(month for month in months_of(chosen) if month in decided)
            names = {place_of(one.id): one.name for one in schools.schools(conn, ground.district)}
            bands = releases.places(conn, ground.district, chosen)
            found = releases.figures(conn, ground.district, (*months, chosen))
        counts: dict[Counted, int | None] = {}
        shares: dict[Shared, Range | None] = {}
        tens: dict[Shared, Range | None] = {}
        for one in found:
            kept = None if one.low is None or one.high is None else Range(one.low, one.high)
            if one.figure.startswith(SHARE_WORD):
                shares[one.period, one.place, one.figure.removeprefix(SHARE_WORD)] = kept
            elif one.figure.startswith(TENS_WORD):
                tens[one.period, one.place, one.figure.removeprefix(TENS_WORD)] = kept
            else:
                counts[one.period, one.place, one.figure] = one.low
        return Report(
            chosen,
            years,
            months,
            chosen in decided,
            {place: names.get(place, "") for place in bands},
            bands,
            counts,
            shares,
            tens,
        )


class GradeBands:
    """Which grades each school has: from the next school year on, the figures are summed by them."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def all(self) -> tuple[tuple[SchoolId, str, Band | None], ...]:
        """Id, name and band of each school, in the order of the public form."""
        ground = self._ground
        with ground.database.read() as conn:
            known = releases.bands(conn, ground.district)
            return tuple(
                (one.id, one.name, known.get(one.id)) for one in schools.schools(conn, ground.district)
            )

    def put(self, session: StaffSession, chosen: Mapping[SchoolId, Band | None]) -> None:
        """Raises NotAllowed for who is no registrar."""
        if not session.principal.registrar:
            raise NotAllowed
        ground, known = self._ground, {school for school, _, _ in self.all()}

        def unit(conn: Connection) -> None:
            for school, band in sorted(chosen.items()):
                if school in known:
                    releases.put_band(conn, ground.district, school, band)

        ground.database.write(unit)


def may_read(session: StaffSession) -> bool:
    return session.principal.registrar or bool(session.principal.leads)
