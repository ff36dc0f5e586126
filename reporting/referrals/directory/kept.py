"""The directory in RAM, as its tables were at most ten seconds ago."""

import threading
from collections.abc import Callable

from sqlalchemy import Connection

from reporting.model.clock import Ticking
from reporting.model.ids import DistrictId
from reporting.referrals.directory.directory import HelpDirectory
from reporting.store import help_entries
from reporting.store.database import Database

KEEP_S = 10  # another process shows what this one wrote after that long


class KeptDirectory:
    def __init__(self, district: DistrictId, database: Database, clock: Ticking) -> None:
        self._district = district
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: tuple[int, HelpDirectory] | None = None

    def read(self) -> HelpDirectory:
        """As it was at most ten seconds ago, and with everything that this process wrote."""
        now = self._clock.second()
        with self._lock:
            if self._kept is not None and 0 <= now - self._kept[0] < KEEP_S:
                return self._kept[1]
        with self._database.read() as conn:
            found = HelpDirectory.of(
                help_entries.organizations(conn, self._district),
                help_entries.locations(conn, self._district),
            )
        with self._lock:
            self._kept = (now, found)
        return found

    def written(self, unit: Callable[[Connection], None]) -> None:
        """Write, and read anew the next time."""
        self._database.write(unit)
        with self._lock:
            self._kept = None
