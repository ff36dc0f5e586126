"""Many threads beside those that can be opened: each repeats the sealed bytes of one real tip under ids of its own.

Straight into a file that is thrown away afterwards, nothing waiting for the disk, and otherwise as the product writes:
its schema with all its indexes, large rows at random within their week, all other ids random. No chain links them.
"""

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from reporting.store.place import MINUTES_A_WEEK, RANDOM_BITS

UNIT = 50_000
# Parents first. What is new in a copy, and by which column the original is found; the rest repeats.
_TABLES = ("thread", "message", "thread_wrap", "receipt", "listing")
_NEW = {
    "thread": {
        "id": "copy.id",
        "reference": "copy.reference",
        "created_minute": "copy.minute",
        "changed_minute": "copy.minute",
    },
    "message": {"thread": "copy.id", "id": "randomblob(16)", "minute": "copy.minute"},
    "thread_wrap": {"thread": "copy.id"},
    "receipt": {"thread": "copy.id", "lookup": "randomblob(16)"},
    "listing": {"thread": "copy.id", "changed_minute": "copy.minute"},
}
_AT_RANDOM = f"(copy.minute / {MINUTES_A_WEEK} << {RANDOM_BITS}) | (random() & {(1 << RANDOM_BITS) - 1})"
_QUICK = (
    "page_size=4096",
    "journal_mode=OFF",  # a log would be a second copy
    "synchronous=OFF",
    "locking_mode=EXCLUSIVE",
    "foreign_keys=OFF",
    "temp_store=MEMORY",
    "cache_size=-1500000",  # KiB: indexes by random ids stay in memory
)


class Copies:
    """Of the thread `original`, into the database in `main` and the keys in `shred`. Nobody else may have them open."""

    def __init__(self, main: Path, shred: Path, original: bytes) -> None:
        self._main = main
        self._shred = shred
        self._original = original

    def add(self, minutes: Iterable[int], reference: Callable[[], str]) -> None:
        """A copy for each of `minutes`, which ascend."""
        with _open(self._main) as conn, _open(self._shred) as keys:
            conn.execute("CREATE TEMP TABLE copy (id BLOB, reference TEXT, minute INTEGER)")
            statements = [self._statement(conn, table) for table in _TABLES]
            new = ((secrets.token_bytes(16), reference(), minute) for minute in minutes)
            while some := list(islice(new, UNIT)):
                conn.execute("BEGIN")
                conn.executemany("INSERT INTO copy VALUES (?, ?, ?)", some)
                for statement in statements:
                    conn.execute(statement)
                conn.execute("DELETE FROM copy")
                conn.execute("COMMIT")
                keys.execute("BEGIN")
                keys.executemany(
                    "INSERT INTO key (object, part, key, hold) VALUES (?, 0, randomblob(32), 0)",
                    [(thread,) for thread, _, _ in some],
                )
                keys.execute("COMMIT")

    def _statement(self, conn: sqlite3.Connection, table: str) -> str:
        new = _NEW[table]
        by = "id" if table == "thread" else "thread"
        conn.execute(
            f"CREATE TEMP TABLE original_{table} AS SELECT * FROM main.{table} WHERE {by} = ?",  # noqa: S608 -- names of this file
            (self._original,),
        )
        columns = [row[1] for row in conn.execute(f"PRAGMA main.table_info({table})")]
        values = [new.get(name, f"original.{name}") for name in columns]
        if not conn.execute("SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'", (table,)).fetchone()[
            0
        ]:
            columns, values = ["rowid", *columns], [_AT_RANDOM, *values]
        return (
            f"INSERT INTO main.{table} ({', '.join(columns)}) SELECT {', '.join(values)} "  # noqa: S608 -- the same
            f"FROM copy CROSS JOIN original_{table} AS original"
        )


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(path, isolation_level=None)
    try:
        for setting in _QUICK:
            conn.execute(f"PRAGMA {setting}")
        yield conn
        conn.execute("PRAGMA journal_mode=WAL")
    finally:
        conn.close()
