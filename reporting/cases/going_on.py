"""A thread whose keys were swapped gets nothing more: what is written next begins a new one, and staff are alarmed."""

from sqlalchemy import Connection

from reporting.cases.ground import Ground
from reporting.cases.waking import kept_from
from reporting.model.clock import minute_of
from reporting.model.ids import MemberId, ThreadId
from reporting.store import alarms, listings, threads
from reporting.store.alarms import Alarm
from reporting.store.threads import Thread
from reporting.vault.notation import label, lp, sha256

KIND = "thread_keys_changed"


class GoingOn:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def excluded(self, earlier: Thread) -> frozenset[MemberId]:
        """Who must not read what goes on from it: a swapped key must not open a thread that was kept from them."""
        ground = self._ground
        with ground.database.read() as conn:
            holders = listings.holders(conn, ground.district, earlier.id)
        return kept_from(ground.roll.queues(), holders)

    def note(self, conn: Connection, thread: ThreadId, earlier: Thread) -> None:
        """In the transaction that opens the new thread."""
        ground = self._ground
        threads.add_continuation(conn, ground.district, thread, earlier.id)
        # For everybody, so it names no thread.
        alarm = sha256(lp(label(f"alarm-{KIND}"), earlier.id))[:16]
        alarms.raise_alarm(conn, ground.district, Alarm(alarm, KIND, minute_of(ground.clock(), exact=True)))
