"""What the worker turns for drills. Idempotent, and safe in several processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from notify.drills import report
from notify.drills.notices import tell_ahead, tell_off
from notify.drills.planned import Below, Coming, draw_due, due, habits
from notify.drills.running import anything, begin_due, measure
from notify.pages import Ladders

KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class DrillClock:
    """`below` draws the moments of unannounced drills."""

    ladders: Ladders
    district: bytes
    below: Below

    def look(self) -> None:
        """Each second: begin what is due, measure what is on, tell whom what was called off had reached."""
        now, database = self.ladders.clock(), self.ladders.database
        with database.read() as conn:
            if not anything(conn, district=self.district, now=now):
                return
            coming = due(conn, district=self.district, now=now)
        for one in coming:
            database.write(partial(self._begin, one, now))
        database.write(partial(self._measure, now))

    def plan(self) -> None:
        """Each minute: draw what the teams' habits ask for, and tell of announced drills."""
        now, database = self.ladders.clock(), self.ladders.database
        with database.read() as conn:
            kept = habits(conn, district=self.district)
        for team, habit in kept:
            database.write(
                partial(
                    draw_due,
                    district=self.district,
                    team=team,
                    habit=habit,
                    digits=self.ladders.digits,
                    below=self.below,
                    now=now,
                )
            )
        database.write(partial(self.tell, now=now))

    def tell(self, conn: Connection, now: datetime) -> int:
        """In the caller's transaction: whoever is on call for an announced drill hears of it."""
        desk = self.ladders.desk(conn, self.district, int(now.timestamp()))
        return tell_ahead(desk, self.ladders.channels)

    def forget(self) -> None:
        """What is more than a year past."""
        before = self.ladders.clock() - KEPT
        self.ladders.database.write(partial(report.forget, district=self.district, before=before))

    def _begin(self, one: Coming, now: datetime, conn: Connection) -> bool:
        return begin_due(conn, district=self.district, coming=one, now=now)

    def _measure(self, now: datetime, conn: Connection) -> int:
        measure(conn, district=self.district, now=now)
        desk = self.ladders.desk(conn, self.district, int(now.timestamp()))
        return tell_off(desk, self.ladders.channels)
