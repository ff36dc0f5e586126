"""How many messages of which category, gathered in RAM and written hourly: a row at the time would name a tip.

Written only five and more together *of one school*: threads stand in clear with school and hour, so a single new count
between two copies of the database would say what a thread is about. What is left when the service stops is written for
no school, if it is five.
"""

import threading
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from reporting.cases.gathered import Gathered
from reporting.model.clock import month_after, month_of
from reporting.model.ids import DistrictId, SchoolId
from reporting.store import releases, tallies
from reporting.store.database import Database
from reporting.store.tallies import NO_SCHOOL, Tally

TOGETHER = 5

Counted = tuple[int, str]


class TallyCounter:
    def __init__(self, database: Database, district: DistrictId) -> None:
        self._database = database
        self._district = district
        self._lock = threading.Lock()
        self._schools: dict[SchoolId, Gathered[Counted]] = {}

    def count(self, now: datetime, school: SchoolId | None, category: str) -> None:
        self._of(school or NO_SCHOOL).add({(month_of(now), category): 1})

    def flush(self) -> None:
        """Write what was gathered, school by school; what is too little or could not be written waits."""
        for school, gathered in self._listed():
            gathered.write(partial(self._write, school), fewest=TOGETHER)

    def close(self) -> None:
        """The service stops: what is too little for a school is written for none."""
        self.flush()
        left: Counter[Counted] = Counter()
        for _, gathered in self._listed():
            gathered.write(left.update)
        if left.total() >= TOGETHER:
            self._write(NO_SCHOOL, left)

    def _write(self, school: SchoolId, counts: Mapping[Counted, int]) -> None:
        self._database.write(lambda conn: self._unit(conn, school, counts))

    def _unit(self, conn: Connection, school: SchoolId, counts: Mapping[Counted, int]) -> None:
        """What comes for a month that is closed counts for the next one: a published figure never changes."""
        closed = releases.last_closed_month(conn, self._district)
        found: dict[Counted, int] = {}
        for (month, category), n in counts.items():
            open_month = month if closed is None else max(month, month_after(closed))
            found[open_month, category] = found.get((open_month, category), 0) + n
        rows = [Tally(month, school, category, n) for (month, category), n in found.items()]
        tallies.add(conn, self._district, rows)

    def _of(self, school: SchoolId) -> Gathered[Counted]:
        with self._lock:
            return self._schools.setdefault(school, Gathered())

    def _listed(self) -> list[tuple[SchoolId, Gathered[Counted]]]:
        with self._lock:
            return sorted(self._schools.items())
