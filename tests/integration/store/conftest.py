"""A district, and the making of threads in it."""

import hashlib
import itertools
import secrets
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from reporting.model.ids import DistrictId, MessageId, QueueId, ThreadId
from reporting.model.kind import Kind
from reporting.model.reference import new_reference
from reporting.model.thread import Channel
from reporting.store import listings, messages, schools
from reporting.store.database import Database
from reporting.store.messages import Draft
from reporting.store.threads import Thread

MINUTE = 29_000_040


class Making:
    """Makes rows that a use-case would make, with bodies that only look sealed."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.district = DistrictId(secrets.token_bytes(16))
        self.queue = QueueId(secrets.token_bytes(16))
        self._number = itertools.count(1)
        database.write(
            lambda connection: schools.put_district(
                connection,
                schools.District(self.district, "Pine Valley", "America/Denver", "en", "Quietline"),
            )
        )

    def thread(self, severity: str = "soon", *, minute: int = MINUTE) -> Thread:
        return Thread(
            self.district, ThreadId(secrets.token_bytes(16)), new_reference(secrets.choice), None, self.queue,
            severity, Channel.WEB, secrets.token_bytes(1216), secrets.token_bytes(1216), minute, minute,
        )  # fmt: skip

    def draft(self, kind: Kind = Kind.WEB, *, minute: int = MINUTE) -> Draft:
        return Draft(
            MessageId(secrets.token_bytes(16)),
            kind,
            minute,
            secrets.token_bytes(600),
            secrets.token_bytes(1185),
        )

    def link(self, seq: int, draft: Draft, previous: bytes) -> bytes:
        """A chain without a key: enough to see that the order is the one that was linked."""
        return hashlib.sha256(previous + seq.to_bytes(4, "big") + draft.id).digest()

    def stored(
        self, severity: str = "soon", *, minute: int = MINUTE, holders: tuple[bytes, ...] = ()
    ) -> Thread:
        """A new thread with a tip, its reasons and its summary, listed under `holders` or the queue."""
        thread = self.thread(severity, minute=minute)
        drafts = [self.draft(kind) for kind in (Kind.WEB, Kind.TRIAGE, Kind.SUMMARY)]

        def unit(connection: Connection) -> None:
            messages.open_thread(connection, thread, drafts, self.link)
            listings.add(connection, thread, holders or [self.queue])

        self.database.write(unit)
        return thread


@pytest.fixture
def making(database: Database) -> Making:
    return Making(database)


@pytest.fixture
def at_once() -> Callable[[int, Callable[[int], object]], list[object]]:
    """Runs a call from many threads at the same moment; what each returned, or the error it got."""

    def run(callers: int, call: Callable[[int], object]) -> list[object]:
        start = threading.Barrier(callers)
        results: list[object] = [None] * callers

        def one(n: int) -> None:
            start.wait()
            try:
                results[n] = call(n)
            except Exception as error:  # noqa: BLE001  # the test looks at it
                results[n] = error

        threads = [threading.Thread(target=one, args=(n,)) for n in range(callers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    return run
