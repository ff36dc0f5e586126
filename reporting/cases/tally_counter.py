"""How many messages of which category, gathered in RAM and written hourly: a row at the time would name a tip."""

from collections.abc import Mapping
from datetime import datetime

from reporting.cases.gathered import Gathered
from reporting.model.clock import month_of
from reporting.model.ids import DistrictId, SchoolId
from reporting.store import tallies
from reporting.store.database import Database
from reporting.store.tallies import NO_SCHOOL, Tally

Counted = tuple[int, SchoolId | None, str]


class TallyCounter:
    def __init__(self, database: Database, district: DistrictId) -> None:
        self._database = database
        self._district = district
        self._gathered: Gathered[Counted] = Gathered()

    def count(self, now: datetime, school: SchoolId | None, category: str) -> None:
        self._gathered.add({(month_of(now), school, category): 1})

    def flush(self) -> None:
        """Write what was gathered; what could not be written stays for the next hour."""
        self._gathered.write(self._write)

    def _write(self, counts: Mapping[Counted, int]) -> None:
        rows = [
            Tally(month, school or NO_SCHOOL, category, n) for (month, school, category), n in counts.items()
        ]
        self._database.write(lambda conn: tallies.add(conn, self._district, rows))
