"""How many messages of which category, gathered in RAM and written hourly: a row at the time would name a tip."""

import threading
from collections import Counter
from datetime import datetime

from reporting.model.ids import DistrictId, SchoolId
from reporting.store import tallies
from reporting.store.database import Database
from reporting.store.tallies import NO_SCHOOL, Tally

Counted = tuple[int, SchoolId | None, str]


class TallyCounter:
    def __init__(self, database: Database, district: DistrictId) -> None:
        self._database = database
        self._district = district
        self._lock = threading.Lock()
        self._counts: Counter[Counted] = Counter()

    def count(self, now: datetime, school: SchoolId | None, category: str) -> None:
        with self._lock:
            self._counts[(now.year * 100 + now.month, school, category)] += 1

    def flush(self) -> None:
        """Write what was gathered; what could not be written stays for the next hour."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        if not taken:
            return
        try:
            self._database.write(
                lambda conn: tallies.add(
                    conn,
                    self._district,
                    [
                        Tally(month, school or NO_SCHOOL, category, n)
                        for (month, school, category), n in taken.items()
                    ],
                )
            )
        except Exception:
            with self._lock:
                self._counts.update(taken)
            raise
