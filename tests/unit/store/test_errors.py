"""What the store says when it cannot: one line, a remedy, and nothing from a row."""

import secrets
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from reporting.store import engines
from reporting.store.database import Database
from reporting.store.errors import StoreBusy, StoreConflict, StoreError, StoreFault, StoreUnavailable

CANARY = "canary-of-a-frightened-child"

FAULTS: dict[str, tuple[str, type[StoreError]]] = {
    "a duplicate": ("INSERT INTO tally VALUES (:d, 1, :d, :w, 1), (:d, 1, :d, :w, 1)", StoreConflict),
    "a missing value": ("INSERT INTO provider VALUES (:d, :w, NULL)", StoreConflict),
    "a wrong word": (
        "INSERT INTO queue (district, id, name, kind, position) VALUES (:d, :d, :w, 'unheard of', 1)",
        StoreConflict,
    ),
    "a stranger's key": ("INSERT INTO school VALUES (:d, :d, :w, 1, :t)", StoreConflict),
    "no such table": ("INSERT INTO nowhere VALUES (:w)", StoreFault),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_refused_statement_quotes_nothing_from_the_row(database: Database, fault: str) -> None:
    statement, expected = FAULTS[fault]
    values = {"d": secrets.token_bytes(16), "w": CANARY, "t": True}
    used = {name: value for name, value in values.items() if f":{name}" in statement}

    def unit(connection: Connection) -> None:
        connection.execute(text(statement), used)

    with pytest.raises(expected) as caught:
        database.write(unit)
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert CANARY not in repr(caught.value)
    assert "\n" not in str(caught.value)


def test_a_failed_read_quotes_nothing_either(database: Database) -> None:
    with pytest.raises(StoreFault) as caught, database.read() as connection:
        connection.execute(text("SELECT :w FROM nowhere"), {"w": CANARY})
    assert CANARY not in "".join(traceback.format_exception(caught.value))


def test_what_a_reader_does_with_its_own_errors_is_left_alone(database: Database) -> None:
    with pytest.raises(KeyError), database.read():
        raise KeyError("mine")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/quietline"])
def test_an_address_that_cannot_be_used_says_what_one_looks_like(url: str) -> None:
    with pytest.raises(StoreUnavailable, match=r"sqlite:////folder/file\.db or postgresql://"):
        engines.parse(url)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="make its folder"):
        Database(f"sqlite:///{tmp_path / 'nowhere' / 'q.db'}")


def test_a_damaged_file_says_to_restore_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "q.db"
    path.write_bytes(b"not a database at all, but long enough to be read as one" * 100)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailable, match="restore it from the newest backup"):
        database.write(lambda _connection: None)
    database.close()


def test_a_server_that_is_not_there_says_to_check_its_address() -> None:
    database = Database("postgresql://quietline@127.0.0.1:9/quietline")
    tries: list[Callable[[], object]] = [
        lambda: database.write(lambda _connection: None),
        lambda: database.read().__enter__(),
    ]
    for attempt in tries:
        with pytest.raises(StoreUnavailable, match="check that it runs, its address and its password"):
            attempt()
    database.close()


@pytest.mark.postgres
def test_a_row_that_somebody_else_holds_too_long_says_busy(new_postgres_url: Callable[..., str]) -> None:
    url = new_postgres_url()
    database, other = Database(url), Database(url)
    database.write(lambda connection: connection.exec_driver_sql("CREATE TABLE held (n int)"))

    def hold(connection: Connection) -> None:
        connection.exec_driver_sql("LOCK TABLE held")

        def want(impatient: Connection) -> None:
            impatient.exec_driver_sql("SET LOCAL lock_timeout = '10ms'")
            impatient.exec_driver_sql("LOCK TABLE held")

        with pytest.raises(StoreBusy, match="wait, then try again"):
            other.write(want)

    database.write(hold)
    database.close()
    other.close()
