"""What becomes of referrals, counted in RAM where it happens and written hourly: a row at the time would name one.

Written only five of one step and one school together: the row of a packet says how far its partner has come, so that
all steps of one referral, written at once, would say which school and category it is of. What is left when the service
stops is written for no school: what packets say in clear as it is, the rest if it is five.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from reporting.cases.gathered import Gathered
from reporting.model.clock import month_after, month_of
from reporting.model.ids import DistrictId, SchoolId
from reporting.model.measure import Step
from reporting.store import referral_tallies, releases
from reporting.store.database import Database
from reporting.store.referral_tallies import ReferralTally
from reporting.store.tallies import NO_SCHOOL

TOGETHER = 5
# Each packet's row says these of itself, without a school.
IN_CLEAR = frozenset(
    {
        Step.SENT,
        Step.OPENED,
        Step.ACCEPTED,
        Step.WAITING,
        Step.DECLINED,
        Step.FIRST_APPOINTMENT,
        Step.ATTENDED,
        Step.NO_SHOW,
        Step.TAKEN_BACK,
    }
)

Counted = tuple[int, str]  # month, category
Heap = tuple[SchoolId, Step]


class ReferralCounter:
    def __init__(self, database: Database, district: DistrictId) -> None:
        self._database = database
        self._district = district
        self._lock = threading.Lock()
        self._heaps: dict[Heap, Gathered[Counted]] = {}

    def count(self, now: datetime, school: SchoolId | None, category: str, steps: Iterable[Step]) -> None:
        """Steps that one referral takes for the first time. `category`: "" where it is not known."""
        for step in steps:
            self._of((school or NO_SCHOOL, step)).add({(month_of(now), category): 1})

    def flush(self) -> None:
        """Write what was gathered, heap by heap; what is too little or could not be written waits."""
        for heap, gathered in self._listed():
            gathered.write(partial(self._write, heap), fewest=TOGETHER)

    def close(self) -> None:
        """The service stops: what is too little for a school is written for none, and for no category."""
        self.flush()
        left: dict[Step, Counter[Counted]] = {}
        for (_, step), gathered in self._listed():
            gathered.write(left.setdefault(step, Counter()).update)
        for step, counts in left.items():
            if step in IN_CLEAR or counts.total() >= TOGETHER:
                bare: Counter[Counted] = Counter()
                for (month, _), n in counts.items():
                    bare[month, ""] += n
                self._write((NO_SCHOOL, step), bare)

    def _write(self, heap: Heap, counts: Mapping[Counted, int]) -> None:
        self._database.write(lambda conn: self._unit(conn, heap, counts))

    def _unit(self, conn: Connection, heap: Heap, counts: Mapping[Counted, int]) -> None:
        """What comes for a month that is closed counts for the next one: a published figure never changes."""
        closed = releases.last_closed_month(conn, self._district)
        found: Counter[Counted] = Counter()
        for (month, category), n in counts.items():
            found[month if closed is None else max(month, month_after(closed)), category] += n
        school, step = heap
        rows = [ReferralTally(month, school, category, step, n) for (month, category), n in found.items()]
        referral_tallies.add(conn, self._district, rows)

    def _of(self, heap: Heap) -> Gathered[Counted]:
        with self._lock:
            return self._heaps.setdefault(heap, Gathered())

    def _listed(self) -> list[tuple[Heap, Gathered[Counted]]]:
        with self._lock:
            return sorted(self._heaps.items())
