"""Deletes from the carrier's log what has been delivered or stored: who texted whom, and what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from notify import erasures
from notify.ports import Busy, CarrierError, Clock, Database, Listed, MessageLog, Refused
from notify.statuses import NOT_FOUND
from notify.troubles import NOT_ERASED, clear_trouble, trouble

Stored = Callable[[Connection, Sequence[str]], frozenset[str]]
_WHOLE = bytes(16)  # the subject of a trouble with no part of its own
SETTLED = timedelta(minutes=2)  # so long a text may still be on its way to us
LOOKED_FOR = timedelta(hours=1)  # so long a lost one of ours may still be looked for there


@dataclass(slots=True)
class Eraser:
    """Safe in several processes. `numbers` are ours. `stored` says which texts that came in are kept here by now:
    no other may be deleted there, for that may be the only copy.
    """

    database: Database
    log: MessageLog
    clock: Clock
    district: bytes
    numbers: tuple[str, ...]
    stored: Stored

    def tick(self, limit: int = 20) -> int:
        """Delete what is due. How many are gone."""
        now = self._now()
        mine = self.database.write(
            lambda conn: erasures.claim_due(conn, district=self.district, now=now, limit=limit)
        )
        gone = 0
        for sid in mine:
            error = self._erase(sid)
            gone += error is None
            if isinstance(error, Busy):
                break  # the rest waits for the next tick that may
        self.database.write(self._judge)
        return gone

    def sweep(self) -> int:
        """Texts whose ids we were never told: what came in, the answers to it, what a lost reply left. How many."""
        found = 0
        for number in self.numbers:
            for inbound in (True, False):
                try:
                    before = self.clock() - (SETTLED if inbound else LOOKED_FOR)
                    listed = self.log.texts(number=number, inbound=inbound, before=before)
                except CarrierError:
                    return found  # next time
                found += self.database.write(self._noting(listed, inbound=inbound))
        return found

    def _erase(self, sid: str) -> CarrierError | None:
        try:
            self.log.erase(sid)
        except CarrierError as error:
            if not (isinstance(error, Refused) and error.code == NOT_FOUND):
                now, code = self._now(), error.code
                self.database.write(
                    lambda conn: erasures.failed(conn, district=self.district, sid=sid, code=code, now=now)
                )
                return error
        self.database.write(lambda conn: erasures.done(conn, district=self.district, sid=sid))
        return None

    def _noting(self, listed: Sequence[Listed], *, inbound: bool) -> Callable[[Connection], int]:
        now = self._now()

        def unit(conn: Connection) -> int:
            kept = self.stored(conn, [each.sid for each in listed]) if inbound else frozenset()
            ours = [each.sid for each in listed if not inbound or each.keyword or each.sid in kept]
            for sid in ours:
                erasures.remember(conn, district=self.district, sid=sid, now=now, after_s=0)
            return len(ours)

        return unit

    def _judge(self, conn: Connection) -> None:
        now = self._now()
        code = erasures.late(conn, district=self.district, now=now)
        if code is None:
            clear_trouble(conn, district=self.district, kind=NOT_ERASED, subject=_WHOLE)
            return
        trouble(conn, district=self.district, kind=NOT_ERASED, subject=_WHOLE, code=code, now=now)

    def _now(self) -> int:
        return int(self.clock().timestamp())
