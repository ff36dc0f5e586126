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
from reporting.model.measure import Band, Event, Step
from reporting.store import measure_tallies, referral_tallies, releases, return_tallies, schools, tallies
from reporting.store.measure_tallies import MeasureTally
from reporting.store.referral_tallies import ReferralTally
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
# Of a hundred that were sent; each step only of those that took the one before it.
_REACHED = {
    Step.OPENED: 94,
    Step.ACCEPTED: 76,
    Step.FIRST_APPOINTMENT: 84,
    Step.ATTENDED: 86,
    Step.CONFIRMED: 90,
}
_BESIDE = {Step.WAITING: 22, Step.DECLINED: 11, Step.TAKEN_BACK: 4}
_SOON = {Step.SEEN_MONTH: 88, Step.SEEN_FORTNIGHT: 70}
_AGREED = 0.64  # of what was proposed; nearly all of it was sent
# Of a hundred that were sent: what would make it hard was named, and nobody had an answer to it.
_HARD = {
    (Step.NEEDED_TRANSPORT, Step.UNMET_TRANSPORT): (31, 42),
    (Step.NEEDED_SCHEDULE, Step.UNMET_SCHEDULE): (24, 35),
    (Step.NEEDED_INSURANCE, Step.UNMET_INSURANCE): (18, 28),
    (Step.NEEDED_SPACE, Step.UNMET_SPACE): (21, 24),
}
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
        counts, sent = self._counts(self._size.messages), self._counts(self._size.referrals)
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

    def _counts(self, wanted: int) -> dict[int, Counter[tuple[SchoolId, str]]]:
        """Exactly as many messages or referrals as were asked for."""
        months = [(month, _SEASON[at]) for year in self._years for at, month in enumerate(months_of(year))]
        found: dict[int, Counter[tuple[SchoolId, str]]] = {month: Counter() for month, _ in months}
        when = self._drawn([weight for _, weight in months])
        where = self._drawn([one.weight for one in self._schools])
        what = self._drawn(list(_CATEGORIES.values()))
        names = tuple(_CATEGORIES)
        for _ in range(wanted):
            found[months[when()][0]][self._schools[where()].id, names[what()]] += 1
        return found

    def _drawn(self, weights: Sequence[float]) -> "_Draw":
        return _Draw(self._random, tuple(accumulate(weights)))

    def _month(
        self,
        conn: Connection,
        month: int,
        counts: Counter[tuple[SchoolId, str]],
        sent: Counter[tuple[SchoolId, str]],
    ) -> None:
        district = self._ground.district
        rows = [Tally(month, school, category, n) for (school, category), n in counts.items()]
        tallies.add(conn, district, rows)
        measure_tallies.add(conn, district, self._measures(month, counts))
        referral_tallies.add(conn, district, self._steps(month, sent))
        return_tallies.add(conn, district, self._returns(month, counts.total()))
        releases.close(conn, district, month, minute_of(self._ground.clock(), exact=True))

    def _steps(self, month: int, sent: Counter[tuple[SchoolId, str]]) -> Iterator[ReferralTally]:
        better = 2 * self._years.index(year_of(month))

        def some(n: int, percent: int) -> int:
            return self._some(n, min(0.99, (percent + better) / 100))

        for (school, category), n in sorted(sent.items()):
            found: dict[Step, int] = {Step.SENT: n, Step.AGREED: n}
            found[Step.PROPOSED] = n + self._some(round(n / _AGREED) - n, 0.98)
            reached = n
            for step, percent in _REACHED.items():
                found[step] = reached = some(reached, percent)
            for step, percent in _BESIDE.items():
                found[step] = self._some(n, percent / 100)
            found[Step.NO_SHOW] = found[Step.FIRST_APPOINTMENT] - found[Step.ATTENDED]
            soon = found[Step.ATTENDED]
            for step, percent in _SOON.items():
                found[step] = soon = some(soon, percent)
            for (needed, unmet), (named, without) in _HARD.items():
                found[needed] = self._some(n, named / 100)
                found[unmet] = self._some(found[needed], max(0.05, (without - 2 * better) / 100))
            yield from (ReferralTally(month, school, category, step, k) for step, k in found.items() if k)

    def _measures(self, month: int, counts: Counter[tuple[SchoolId, str]]) -> Iterator[MeasureTally]:
        better = 2 * self._years.index(year_of(month))
        came: Counter[SchoolId] = Counter()
        for (school, _), n in counts.items():
            came[school] += n
        for whole, event, fate in (
            (came, Event.ARRIVED, _FATE),
            (Counter({one: self._some(n, _PAGED) for one, n in came.items()}), Event.PAGED, _PAGES),
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
