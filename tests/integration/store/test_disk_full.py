"""The disk fills up under load, and what was acknowledged is there: not a row less, not half a tip.

Two ways to run out of room: a file that may not grow (everywhere), and a small file system (where one can
be mounted). In both, eight callers write until every one of them is refused.
"""

import contextlib
import secrets
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from reporting.model.ids import DistrictId, MessageId, QueueId, ThreadId
from reporting.model.kind import Kind
from reporting.model.thread import Channel
from reporting.store import listings, messages, receipts
from reporting.store.database import Database
from reporting.store.errors import StoreFull
from reporting.store.messages import Draft
from reporting.store.migrate import upgrade
from reporting.store.receipts import Receipt
from reporting.store.threads import Thread

CALLERS = 8
KINDS = (Kind.WEB, Kind.TRIAGE, Kind.SUMMARY)
DISTRICT = DistrictId(bytes(15) + b"d")
QUEUE = QueueId(bytes(15) + b"q")


def limit_pages(database: Database, pages: int) -> Callable[[], None]:
    """Forbid the file to grow beyond `pages`; the returned function lifts the limit."""

    @event.listens_for(database.writer_engine, "connect")
    def set_limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    def lift() -> None:
        event.remove(database.writer_engine, "connect", set_limit)
        database.write_outside(
            lambda connection: connection.connection.driver_connection.execute(
                "PRAGMA max_page_count=1000000"
            )
        )

    return lift


def write_until_full(database: Database) -> tuple[set[bytes], set[bytes]]:
    """(threads that were acknowledged, threads that were refused)"""
    acknowledged: set[bytes] = set()
    refused: set[bytes] = set()
    failures: list[BaseException] = []

    def call() -> None:
        while True:
            thread = ThreadId(secrets.token_bytes(16))
            try:
                database.write(new_tip(thread))
            except StoreFull:
                refused.add(thread)
                return
            except BaseException as error:  # noqa: BLE001  # shown by the assertion below
                failures.append(error)
                return
            acknowledged.add(thread)

    callers = [threading.Thread(target=call) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert failures == []
    return acknowledged, refused


def new_tip(thread: ThreadId) -> Callable[[Any], None]:
    """All that a web tip writes, with bodies of the usual size."""
    row = Thread(
        DISTRICT, thread, secrets.token_hex(3).upper(), None, QUEUE, "urgent", Channel.WEB,
        secrets.token_bytes(1216), secrets.token_bytes(1216), 29_000_000, 29_000_000,
    )  # fmt: skip
    drafts = [
        Draft(
            MessageId(secrets.token_bytes(16)),
            kind,
            29_000_000,
            secrets.token_bytes(2102),
            secrets.token_bytes(1185),
        )
        for kind in KINDS
    ]
    lookup = secrets.token_bytes(16)

    def unit(connection: Any) -> None:
        messages.open_thread(connection, row, drafts, lambda _seq, draft, _previous: draft.id * 2)
        listings.add(connection, row, [QUEUE])
        receipts.add(connection, DISTRICT, lookup, Receipt(thread, 0, bytes(60)))

    return unit


def whole_tips(database: Database) -> set[bytes]:
    """Threads that are there with everything that belongs to them; fails on half ones."""
    with database.read() as connection:
        count = connection.exec_driver_sql
        found = set(count("SELECT id FROM thread").scalars())
        for table in ("listing", "receipt"):
            assert set(count(f"SELECT thread FROM {table}").scalars()) == found  # noqa: S608  # two names from above
        rows = count("SELECT thread, count(*) FROM message GROUP BY thread").all()
    assert dict(rows) == dict.fromkeys(found, len(KINDS))  # type: ignore[arg-type]  # rows are pairs
    return found


@pytest.mark.parametrize("pages", range(400, 640, 40))
def test_a_file_that_may_not_grow_loses_nothing_acknowledged(sqlite_database: Database, pages: int) -> None:
    lift = limit_pages(sqlite_database, pages)
    acknowledged, refused = write_until_full(sqlite_database)
    assert len(acknowledged) > CALLERS
    assert len(refused) == CALLERS
    stored = whole_tips(sqlite_database)
    assert acknowledged <= stored
    assert not refused & stored
    lift()
    late = ThreadId(secrets.token_bytes(16))
    sqlite_database.write(new_tip(late))
    assert late in whole_tips(sqlite_database)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB. Where this user may not mount one, an ordinary folder: the page limit fills it then."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    yield folder
    if mount.returncode == 0:
        subprocess.run(["/bin/umount", str(folder)], check=True)


def test_a_full_disk_loses_nothing_acknowledged_and_recovers_when_there_is_room(small_disk: Path) -> None:
    upgrade(f"sqlite:///{small_disk / 'quietline.db'}")
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(300_000))
    database = Database(f"sqlite:///{small_disk / 'quietline.db'}")
    with contextlib.closing(database):
        mounted = small_disk.is_mount()
        lift = ballast.unlink if mounted else limit_pages(database, 400)
        acknowledged, refused = write_until_full(database)
        assert len(acknowledged) > CALLERS
        assert len(refused) == CALLERS
        stored = whole_tips(database)
        assert acknowledged <= stored
        assert not refused & stored
        lift()
        late = ThreadId(secrets.token_bytes(16))
        database.write(new_tip(late))
        assert late in whole_tips(database)
    again = Database(f"sqlite:///{small_disk / 'quietline.db'}")
    with contextlib.closing(again):
        assert acknowledged | {late} <= whole_tips(again)
