"""How many wrote by web, how many of them came back, and how it went: gathered in RAM, by week and of no one thread.

Written hourly and only five and more together, as the rules' counts are: a row at the time would name a student.
"""

from collections.abc import Mapping
from datetime import datetime

from reporting.cases.gathered import Gathered
from reporting.cases.own_mark import Rating
from reporting.model.clock import day_of
from reporting.model.ids import DistrictId
from reporting.store import return_tallies
from reporting.store.database import Database
from reporting.store.return_tallies import ReturnTally

TOGETHER = 5
TOLD, RETURNED = "told", "returned"
_FIRST_MONDAY = 4  # 1970-01-05, in days

Counted = tuple[int, str]


def week_of(moment: datetime) -> int:
    """Unix day of the Monday before, in UTC."""
    day = day_of(moment)
    return day - (day - _FIRST_MONDAY) % 7


class ReturnCounter:
    def __init__(self, database: Database, district: DistrictId) -> None:
        self._database = database
        self._district = district
        self._gathered: Gathered[Counted] = Gathered()

    def told(self, now: datetime) -> None:
        """Somebody wrote by web and was given six words."""
        self._gathered.add({(week_of(now), TOLD): 1})

    def returned(self, written: datetime) -> None:
        """For the first time. `written`: when they began to write, rounded to the hour: it counts for that week."""
        self._gathered.add({(week_of(written), RETURNED): 1})

    def rated(self, now: datetime, rating: Rating) -> None:
        self._gathered.add({(week_of(now), rating.value): 1})

    def gathered(self) -> tuple[ReturnTally, ...]:
        """What is not written yet, so that a page can add it to what is."""
        return tuple(ReturnTally(*key, n) for key, n in self._gathered.waiting().items())

    def flush(self) -> None:
        """Write what was gathered, unless it is too little; what could not be written stays for the next hour."""
        self._gathered.write(self._write, fewest=TOGETHER)

    def _write(self, counts: Mapping[Counted, int]) -> None:
        rows = [ReturnTally(*key, n) for key, n in counts.items()]
        self._database.write(lambda conn: return_tallies.add(conn, self._district, rows))
