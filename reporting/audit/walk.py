"""Verifies the chain of deeds a stretch at a time, round and round, so that no page waits for all of it."""

import threading

from reporting.audit.chain import AuditChain
from reporting.store import audit_entries
from reporting.store.audit_entries import NO_LINK
from reporting.store.database import Database

STRETCH = 500  # some milliseconds


class ChainWalk:
    """Shared by all requests. What was found broken once stays so until the service is started anew."""

    def __init__(self, database: Database, chain: AuditChain) -> None:
        self._database = database
        self._chain = chain
        self._lock = threading.Lock()
        self._place = 0
        self._link = NO_LINK
        self._broken = False

    def intact(self) -> bool:
        """Walk one stretch on; False once an entry was changed, inserted or left out."""
        with self._lock:
            if not self._broken:
                self._step()
            return not self._broken

    def _step(self) -> None:
        with self._database.read() as conn:
            stretch = audit_entries.since(conn, self._chain.district, self._place, STRETCH)
        for entry in stretch:
            if entry.n != self._place + 1 or not self._chain.holds(entry, self._link):
                self._broken = True
                return
            self._place, self._link = entry.n, entry.link
        if len(stretch) < STRETCH:  # the end: what was verified long ago may have been changed since
            self._place, self._link = 0, NO_LINK
