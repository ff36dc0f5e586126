"""Made-up years of a made-up district: the counts that the service would have written, month by month, and their figures.

No message is made: figures rest on counts that are tied to no thread. The same number makes the same district.
"""

import hashlib
import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import accumulate

from sqlalchemy import Connection

from reporting.insights.releasing import Ledgered, Releases
from reporting.insights.school_year import months_of, year_of
from reporting.model.clock import minute_of, month_of
from reporting.model.ids import SchoolId
from reporting.model.measure import Band, Event
from reporting.store import measure_tallies, releases, return_tallies, schools, tallies
from reporting.store.measure_tallies import MeasureTally
from reporting.store.return_tallies import ReturnTally
from reporting.store.schools import School
from reporting.store.tallies import Tally

_FIRST = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum", "Hazel", "Ivy", "Juniper")
_SECOND = ("Creek", "Hill", "Park", "Ridge")
_NAMES = len(_FIRST) * len(_SECOND)
_KINDS = ((Band.ELEMENTARY, "Elementary", 0.35), (Band.MIDDLE, "Middle", 1.2), (Band.HIGH, "High", 2.0))
# How often a category is what a message is about, of every hundred.
_CATEGORIES = {
    "bullying": 26, "suicide_selfharm": 13, "depression_anxiety": 11, "substance_use": 12, "threat": 6,
    "fight": 5, "family_stress": 6, "basic_needs": 4, "abuse_neglect": 3, "sexual_assault": 2, "sextortion": 2,
    "grief": 2, "theft_vandalism": 3, "unsorted": 5,
}  # fmt: skip
# From July on: nobody is at school, then everybody, then before the winter and in spring most.
_SEASON = (0.2, 0.6, 1.1, 1.3, 1.2, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 0.5)
# Of a hundred messages: read, answered, within a day, answer seen; and of a hundred pages. Better every year.
_FATE = {Event.OPENED: 97, Event.ANSWERED: 86, Event.ANSWERED_DAY: 74, Event.FETCHED: 61}
_PAGES = {Event.PAGED_MINUTE: 98, Event.TAKEN_FIVE: 84, Event.TAKEN_QUARTER: 96}
_REFERRALS = {Event.REFERRAL_ACCEPTED: 71, Event.REFERRAL_WAITING: 22, Event.FIRST_APPOINTMENT: 58}
_PAGED = 0.08
_TOLD, _CAME_BACK, _RATED = 0.8, 0.72, 0.3
_MONDAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Size:
    """Of what is made: `years` end with the last whole school year."""

    schools: int = 40
    years: int = 3
    messages: int = 60_000
    referrals: int = 9_000
    number: int = 1


@dataclass(frozen=True, slots=True)
class _School:
    id: SchoolId
    name: str
    band: Band
    weight: float


class Seeding:
    def __init__(self, ground: Ledgered, size: Size) -> None:
        self._ground = ground
        self._size = size
        self._random = random.Random(size.number)  # noqa: S311 -- the same number makes the same district
        self._schools = tuple(self._made_up())
        last = year_of(month_of(ground.clock())) - 1
        self._years = tuple(range(last - size.years + 1, last + 1))

    def steps(self) -> int:
        return len(self._years) * 13

    def run(self) -> Iterator[str]:
        """Says after each month and year what was done. Raises ValueError where figures exist already."""
        ground = self._ground
        with ground.database.read() as conn:
            if releases.releases(conn, ground.district) or tallies.first_month(conn, ground.district):
                raise ValueError("This district has figures already: begin with a fresh demo.")
        ground.database.write(self._found)
        counts, sent = self._counts(), self._spread(self._size.referrals)
        ledger = Releases(ground)
        minute = minute_of(ground.clock(), exact=True)
        for year in self._years:
            for month in months_of(year):
                write = partial(self._month, month=month, counts=counts[month], sent=sent[month])
                ground.database.write(write)
                ledger.decide(month, minute)
                yield f"{month // 100}-{month % 100:02}"
            ground.database.write(
                partial(releases.close, district=ground.district, period=year, minute=minute)
            )
            ledger.decide(year, minute)
            yield f"{year}/{year + 1}"

    def _made_up(self) -> Iterator[_School]:
        for at in range(self._size.schools):
            band, kind, weight = _KINDS[at * 7 % 20 % 3]
            again = f" {at // _NAMES + 1}" if at >= _NAMES else ""
            name = f"{_FIRST[at % 10]} {_SECOND[at // 10 % 4]} {kind}{again}"
            made = hashlib.sha256(f"{self._size.number} {name}".encode()).digest()
            yield _School(SchoolId(made[:16]), name, band, weight * self._random.uniform(0.3, 1.7))

    def _found(self, conn: Connection) -> None:
        """Schools of the figures alone: the public form does not offer them."""
        for at, one in enumerate(self._schools):
            schools.put_school(conn, self._ground.district, School(one.id, one.name, 1000 + at, active=False))
            releases.put_band(conn, self._ground.district, one.id, one.band)

    def _counts(self) -> dict[int, Counter[tuple[SchoolId, str]]]:
        """Exactly as many messages as were asked for."""
        months = [(month, _SEASON[at]) for year in self._years for at, month in enumerate(months_of(year))]
        found: dict[int, Counter[tuple[SchoolId, str]]] = {month: Counter() for month, _ in months}
        when = self._drawn([weight for _, weight in months])
        where = self._drawn([one.weight for one in self._schools])
        what = self._drawn(list(_CATEGORIES.values()))
        names = tuple(_CATEGORIES)
        for _ in range(self._size.messages):
            found[months[when()][0]][self._schools[where()].id, names[what()]] += 1
        return found

    def _spread(self, n: int) -> dict[int, Counter[SchoolId]]:
        months = [(month, _SEASON[at]) for year in self._years for at, month in enumerate(months_of(year))]
        found: dict[int, Counter[SchoolId]] = {month: Counter() for month, _ in months}
        when, where = self._drawn([w for _, w in months]), self._drawn([one.weight for one in self._schools])
        for _ in range(n):
            found[months[when()][0]][self._schools[where()].id] += 1
        return found

    def _drawn(self, weights: Sequence[float]) -> "_Draw":
        return _Draw(self._random, tuple(accumulate(weights)))

    def _month(
        self, conn: Connection, month: int, counts: Counter[tuple[SchoolId, str]], sent: Counter[SchoolId]
    ) -> None:
        district = self._ground.district
        rows = [Tally(month, school, category, n) for (school, category), n in counts.items()]
        tallies.add(conn, district, rows)
        measure_tallies.add(conn, district, self._measures(month, counts, sent))
        return_tallies.add(conn, district, self._returns(month, counts.total()))
        releases.close(conn, district, month, minute_of(self._ground.clock(), exact=True))

    def _measures(
        self, month: int, counts: Counter[tuple[SchoolId, str]], sent: Counter[SchoolId]
    ) -> Iterator[MeasureTally]:
        better = 2 * self._years.index(year_of(month))
        came: Counter[SchoolId] = Counter()
        for (school, _), n in counts.items():
            came[school] += n
        for whole, event, fate in (
            (came, Event.ARRIVED, _FATE),
            (Counter({one: self._some(n, _PAGED) for one, n in came.items()}), Event.PAGED, _PAGES),
            (sent, Event.REFERRAL_SENT, _REFERRALS),
        ):
            for school, n in sorted(whole.items()):
                yield MeasureTally(month, school, event, n)
                for part, percent in fate.items():
                    yield MeasureTally(
                        month, school, part, self._some(n, min(0.99, (percent + better) / 100))
                    )

    def _returns(self, month: int, n: int) -> Iterator[ReturnTally]:
        first = datetime(month // 100, month % 100, 1, tzinfo=UTC)
        day = int(first.timestamp()) // _MONDAY_S
        monday = day + (4 - day) % 7  # the first one of the month
        told = self._some(n, _TOLD)
        came = self._some(told, _CAME_BACK)
        rated = self._some(came, _RATED)
        helped = self._some(rated, 0.66)
        some = self._some(rated - helped, 0.6)
        rest = {"helped": helped, "some": some, "not": rated - helped - some}
        yield from (
            ReturnTally(monday, event, k) for event, k in ({"told": told, "returned": came} | rest).items()
        )

    def _some(self, n: int, share: float) -> int:
        """How many of `n`, each by chance."""
        return sum(self._random.random() < share for _ in range(n))


@dataclass(frozen=True, slots=True)
class _Draw:
    """Places in a list, as often as their weights say."""

    random: random.Random
    heights: tuple[float, ...]

    def __call__(self) -> int:
        return bisect_left(self.heights, self.random.random() * self.heights[-1])
