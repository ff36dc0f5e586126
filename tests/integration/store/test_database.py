"""The door to a database, on both engines: what is acknowledged is stored, what is deleted is gone."""

import secrets
import sqlite3
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from reporting.model.ids import DistrictId
from reporting.store import messages, providers, threads, webhooks
from reporting.store.database import Database
from reporting.store.errors import NestedWrite, StoreError, StoreUnavailable

DISTRICT = DistrictId(b"D" * 16)


def test_what_was_written_is_read_back_at_once(database: Database) -> None:
    for n in range(20):
        sealed = secrets.token_bytes(40)
        database.write(
            lambda connection, sealed=sealed: providers.put(connection, DISTRICT, "twilio", sealed)
        )
        with database.read() as connection:
            assert providers.find(connection, DISTRICT, "twilio") == sealed, n


def test_a_unit_that_raises_leaves_nothing_behind(database: Database) -> None:
    def unit(connection: Connection) -> None:
        providers.put(connection, DISTRICT, "twilio", b"half")
        raise ValueError("a change of mind")

    with pytest.raises(ValueError, match="a change of mind"):
        database.write(unit)
    with database.read() as connection:
        assert providers.find(connection, DISTRICT, "twilio") is None


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StoreError), database.read() as connection:
        providers.put(connection, DISTRICT, "twilio", b"by a reader")
    with database.read() as connection:
        assert providers.find(connection, DISTRICT, "twilio") is None


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    database.write(lambda connection: providers.put(connection, DISTRICT, "twilio", b"old"))
    with database.read() as connection:
        assert providers.find(connection, DISTRICT, "twilio") == b"old"
        database.write(lambda other: providers.put(other, DISTRICT, "twilio", b"new"))
        assert providers.find(connection, DISTRICT, "twilio") == b"old"
    with database.read() as connection:
        assert providers.find(connection, DISTRICT, "twilio") == b"new"


def test_reads_share_a_connection_and_each_sees_what_is_new(sqlite_database: Database) -> None:
    used = set()
    for sealed in (b"first", b"second", b"third"):
        sqlite_database.write(
            lambda connection, sealed=sealed: providers.put(connection, DISTRICT, "twilio", sealed)
        )
        with sqlite_database.read() as connection:
            used.add(connection.connection.driver_connection)
            assert providers.find(connection, DISTRICT, "twilio") == sealed
    assert len(used) == 1


def test_a_read_that_outlasts_the_database_leaves_no_file_open(sqlite_database: Database) -> None:
    with sqlite_database.read() as connection:
        driver: Any = connection.connection.driver_connection
        sqlite_database.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        driver.execute("SELECT 1")


def test_what_is_asked_by_prepared_statements_is_of_one_state_too(database: Database, making: Any) -> None:
    """Straight to SQLite's driver, which begins no transaction by itself."""
    thread = making.stored()
    with database.read() as connection:
        before = threads.by_id(connection, making.district, thread.id)
        database.write(
            lambda other: messages.append(other, making.district, thread.id, [making.draft()], making.link)
        )
        found = messages.of_thread(connection, making.district, thread.id)
    assert before is not None
    assert before.last_seq == len(found)


def test_a_unit_calls_neither_write_nor_read(database: Database) -> None:
    def reads(_connection: Connection) -> None:
        with database.read():
            pass

    with pytest.raises(NestedWrite):
        database.write(lambda _connection: database.write(lambda _inner: None))
    with pytest.raises(NestedWrite):
        database.write(reads)
    assert database.write(lambda _connection: "goes on") == "goes on"


def test_of_sixteen_deliveries_at_once_one_is_the_first(database: Database) -> None:
    start = threading.Barrier(16)
    firsts: list[bool] = []

    def deliver() -> None:
        start.wait()
        firsts.append(
            database.write(lambda connection: webhooks.is_first(connection, DISTRICT, b"h" * 16, 20_000))
        )

    callers = [threading.Thread(target=deliver) for _ in range(16)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert sorted(firsts) == [False] * 15 + [True]


def test_after_closing_it_says_so(sqlite_database: Database) -> None:
    sqlite_database.close()
    with pytest.raises(StoreUnavailable, match="start it again"):
        sqlite_database.write(lambda _connection: None)


def test_the_embedded_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    fresh = Database(f"sqlite:///{tmp_path / 'new.db'}")
    fresh.write(lambda connection: connection.exec_driver_sql("CREATE TABLE t (n)"))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("new.db*")}
    assert modes == {"new.db": 0o600, "new.db-wal": 0o600, "new.db-shm": 0o600}
    fresh.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("temp_store", 2),  # MEMORY
        ("foreign_keys", 1),
        ("busy_timeout", 10_000),
    ],
)
def test_the_embedded_database_is_set_as_the_design_says(
    sqlite_database: Database, pragma: str, value: object
) -> None:
    def ask(connection: Connection) -> object:
        return connection.execute(text(f"PRAGMA {pragma}")).scalar()

    with sqlite_database.read() as connection:
        assert ask(connection) == value
    assert sqlite_database.write(ask) == value


def test_what_is_deleted_is_in_no_file_once_the_log_is_emptied(
    sqlite_database: Database, tmp_path: Path
) -> None:
    """500 of 500 deleted rows were still in the log before; the first half of this test shows that they are."""
    canaries = [secrets.token_bytes(24) for _ in range(500)]
    for n, canary in enumerate(canaries):
        sqlite_database.write(
            lambda connection, n=n, canary=canary: providers.put(connection, DISTRICT, f"p{n}", canary)
        )
    sqlite_database.write(lambda connection: connection.execute(text("DELETE FROM provider")).rowcount)
    assert found(canaries, tmp_path) > 0
    assert sqlite_database.empty_log()
    assert found(canaries, tmp_path) == 0


def test_an_open_reader_keeps_the_log_and_we_are_told(sqlite_database: Database) -> None:
    sqlite_database.write(lambda connection: providers.put(connection, DISTRICT, "twilio", b"old"))
    sqlite_database.write_outside(
        lambda connection: connection.connection.driver_connection.execute("PRAGMA busy_timeout=10")  # type: ignore[union-attr]  # sqlite3's own
    )
    with sqlite_database.read() as connection:
        providers.find(connection, DISTRICT, "twilio")
        sqlite_database.write(lambda other: providers.put(other, DISTRICT, "twilio", b"new"))
        assert not sqlite_database.empty_log()
    assert sqlite_database.empty_log()


@pytest.mark.postgres
class TestOnPostgres:
    """What only a server can do: lose the connection, and give one of two up."""

    @pytest.fixture
    def counted(self, new_postgres_url: Callable[..., str]) -> Database:
        database = Database(new_postgres_url())
        database.write(
            lambda connection: connection.exec_driver_sql(
                "CREATE TABLE counter (name text PRIMARY KEY, n int); INSERT INTO counter VALUES ('a', 0), ('b', 0)"
            ).close()
        )
        return database

    def test_a_lost_connection_is_made_anew_and_the_unit_runs_again(self, counted: Database) -> None:
        runs: list[int] = []

        def unit(connection: Connection) -> str:
            runs.append(1)
            connection.exec_driver_sql("UPDATE counter SET n = n + 1 WHERE name = 'a'")
            if len(runs) == 1:
                connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
            return "stored"

        assert counted.write(unit) == "stored"
        with counted.read() as connection:
            assert connection.exec_driver_sql("SELECT n FROM counter WHERE name = 'a'").scalar() == 1
        assert len(runs) == 2
        counted.close()

    def test_of_two_that_wait_for_each_other_both_are_stored(self, counted: Database) -> None:
        meet = threading.Barrier(2)
        met: set[str] = set()

        def crossing(first: str, second: str) -> Callable[[Connection], None]:
            def unit(connection: Connection) -> None:
                connection.exec_driver_sql("SET LOCAL deadlock_timeout = '20ms'")
                connection.exec_driver_sql("UPDATE counter SET n = n + 1 WHERE name = %s", (first,))
                if first not in met:
                    met.add(first)
                    meet.wait(10)
                connection.exec_driver_sql("UPDATE counter SET n = n + 1 WHERE name = %s", (second,))

            return unit

        callers = [
            threading.Thread(target=counted.write, args=(crossing(*names),))
            for names in (("a", "b"), ("b", "a"))
        ]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        with counted.read() as connection:
            assert connection.exec_driver_sql("SELECT n FROM counter").scalars().all() == [2, 2]
        counted.close()

    def test_statements_and_locks_have_an_end(self, counted: Database) -> None:
        def limits(connection: Connection) -> list[object]:
            names = (
                "statement_timeout",
                "lock_timeout",
                "idle_in_transaction_session_timeout",
                "synchronous_commit",
            )
            return [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in names]

        expected = ["15s", "5s", "30s", "on"]
        assert counted.write(limits) == expected
        with counted.read() as connection:
            assert limits(connection) == expected
        counted.close()


def found(canaries: list[bytes], folder: Path) -> int:
    held = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    return sum(canary in held for canary in canaries)
