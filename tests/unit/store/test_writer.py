"""The one thread that writes the embedded database: what callers may rely on, on a real SQLite."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text

from reporting.store import engines
from reporting.store.errors import NestedWrite, StoreBusy, StoreConflict, StoreFull, StoreUnavailable
from reporting.store.prepared import Prepared
from reporting.store.writer import Writer


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = engines.sqlite_writer(engines.parse(f"sqlite:///{tmp_path / 'w.db'}"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE word (w TEXT PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE echo (w TEXT REFERENCES word DEFERRABLE INITIALLY DEFERRED)")
    yield engine
    engine.dispose()


@pytest.fixture
def writer(engine: Engine) -> Iterator[Writer]:
    writer = Writer(engine)
    yield writer
    writer.close()


@pytest.fixture
def callers() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(80) as pool:
        yield pool


class Gate:
    """Holds the writer in a first unit, so that everything asked meanwhile forms one group."""

    def __init__(self, writer: Writer, callers: ThreadPoolExecutor) -> None:
        self._entered, self._open = threading.Event(), threading.Event()
        self._writer, self._callers = writer, callers
        self._first: Future[Any] | None = None

    def __enter__(self) -> Callable[[Callable[[Connection], Any]], "Future[Any]"]:
        def wait(_connection: Connection) -> None:
            self._entered.set()
            assert self._open.wait(10)

        self._first = self._callers.submit(self._writer.run, wait)
        assert self._entered.wait(10)
        return self._ask

    def _ask(self, unit: Callable[[Connection], Any]) -> "Future[Any]":
        """Queue a unit and return once it is in the queue, so that the order is known."""
        before = self._writer._jobs.qsize()
        future = self._callers.submit(self._writer.run, unit)
        while self._writer._jobs.qsize() == before:
            pass
        return future

    def __exit__(self, *_: object) -> None:
        self._open.set()
        assert self._first is not None
        self._first.result(10)


def say(word: str) -> Callable[[Connection], str]:
    def unit(connection: Connection) -> str:
        connection.exec_driver_sql("INSERT INTO word VALUES (?)", (word,))
        return word

    return unit


def words(writer: Writer) -> list[str]:
    return writer.run(
        lambda connection: list(connection.exec_driver_sql("SELECT w FROM word ORDER BY w").scalars())
    )


def test_units_that_wait_together_are_committed_together_but_never_more_than_64(
    engine: Engine, writer: Writer, callers: ThreadPoolExecutor
) -> None:
    commits: list[int] = []
    event.listen(engine, "commit", lambda _connection: commits.append(1))
    with Gate(writer, callers) as ask:
        told = [ask(say(f"w{n:02}")) for n in range(70)]
    assert [future.result(10) for future in told] == [f"w{n:02}" for n in range(70)]
    assert len(commits) == 3  # the gate's own, 64, and 6
    assert len(words(writer)) == 70


def test_nobody_is_answered_before_the_commit(writer: Writer, callers: ThreadPoolExecutor) -> None:
    early: list[bool] = []
    with Gate(writer, callers) as ask:
        first = ask(say("first"))
        last = ask(lambda _connection: early.append(first.done()))
    last.result(10)
    assert first.result(10) == "first"
    assert early == [False]


def test_a_unit_that_fails_undoes_only_itself(writer: Writer, callers: ThreadPoolExecutor) -> None:
    def half(connection: Connection) -> None:
        say("half")(connection)
        raise ValueError("a change of mind")

    with Gate(writer, callers) as ask:
        told = [ask(say("before")), ask(half), ask(say("after"))]
    assert told[0].result(10) == "before"
    with pytest.raises(ValueError, match="a change of mind"):
        told[1].result(10)
    assert told[2].result(10) == "after"
    assert words(writer) == ["after", "before"]


def test_when_the_commit_fails_each_member_runs_again_alone(
    writer: Writer, callers: ThreadPoolExecutor
) -> None:
    runs: list[str] = []

    def counted(unit: Callable[[Connection], str], name: str) -> Callable[[Connection], str]:
        def again(connection: Connection) -> str:
            runs.append(name)
            return unit(connection)

        return again

    def echo_of_nothing(connection: Connection) -> str:
        connection.exec_driver_sql("INSERT INTO echo VALUES ('nothing')")
        return "told too early"

    with Gate(writer, callers) as ask:
        good = ask(counted(say("good"), "good"))
        bad = ask(counted(echo_of_nothing, "bad"))
        fine = ask(counted(say("fine"), "fine"))
    assert (good.result(10), fine.result(10)) == ("good", "fine")
    with pytest.raises(StoreConflict, match="FOREIGN KEY"):
        bad.result(10)
    assert runs == ["good", "bad", "fine"] * 2
    assert words(writer) == ["fine", "good"]


def test_when_a_unit_loses_the_transaction_nobody_in_its_group_is_told_stored(
    writer: Writer, callers: ThreadPoolExecutor
) -> None:
    """What a full disk does to the driver; the next SAVEPOINT would open a new transaction."""

    def thrown_out(connection: Connection) -> None:
        connection.connection.driver_connection.execute("ROLLBACK")  # type: ignore[union-attr]  # sqlite3's own

    with Gate(writer, callers) as ask:
        told = [ask(say("before")), ask(thrown_out), ask(say("after"))]
    assert (told[0].result(10), told[2].result(10)) == ("before", "after")
    with pytest.raises(NestedWrite, match="must not commit or roll back"):
        told[1].result(10)
    assert words(writer) == ["after", "before"]


LOSES_ALL = "INSERT OR ROLLBACK INTO word VALUES ('before')"


@pytest.mark.parametrize(
    "lose",
    [
        lambda connection: connection.exec_driver_sql(LOSES_ALL),
        lambda connection: Prepared(text(LOSES_ALL)).run(connection, {}),
    ],
    ids=["by the library", "by the driver"],
)
def test_a_lost_transaction_is_noticed_even_when_the_unit_hides_the_error(
    writer: Writer, callers: ThreadPoolExecutor, lose: Callable[[Connection], object]
) -> None:
    """A unit that swallows the error of a full disk, opens a savepoint of its own and goes on."""
    first = True

    def hides(connection: Connection) -> str:
        nonlocal first
        if first:
            first = False
            try:
                lose(connection)
            except Exception:  # noqa: BLE001  # the fault that is tried here
                connection.connection.driver_connection.execute("SAVEPOINT member")  # type: ignore[union-attr]  # sqlite3's own
        return say("hidden")(connection)

    with Gate(writer, callers) as ask:
        told = [ask(say("before")), ask(hides), ask(say("after"))]
    assert [future.result(10) for future in told] == ["before", "hidden", "after"]
    assert words(writer) == ["after", "before", "hidden"]


def test_a_full_disk_in_the_middle_of_a_group_fails_the_one_unit_and_loses_no_other(
    engine: Engine, callers: ThreadPoolExecutor
) -> None:
    @event.listens_for(engine, "connect")
    def limit(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=30")

    writer = Writer(engine)
    with Gate(writer, callers) as ask:
        told = [ask(say("before")), ask(say("long" * 100_000)), ask(say("after"))]
    assert (told[0].result(10), told[2].result(10)) == ("before", "after")
    with pytest.raises(StoreFull, match="free some space"):
        told[1].result(10)
    assert words(writer) == ["after", "before"]
    writer.close()


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_a_unit_cannot_end_the_transaction(writer: Writer, callers: ThreadPoolExecutor, end: str) -> None:
    with Gate(writer, callers) as ask:
        told = [ask(say("before")), ask(lambda connection: getattr(connection, end)()), ask(say("after"))]
    with pytest.raises(NestedWrite, match="raise an error to undo it"):
        told[1].result(10)
    assert words(writer) == ["after", "before"]


def test_a_unit_that_asks_for_another_is_refused_at_once(writer: Writer) -> None:
    with pytest.raises(NestedWrite, match="pass the connection on"):
        writer.run(lambda _connection: writer.run(say("never")))
    assert words(writer) == []


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, MemoryError])
def test_the_writer_survives_whatever_a_unit_raises(writer: Writer, end: type[BaseException]) -> None:
    def unit(_connection: Connection) -> None:
        raise end

    with pytest.raises(end):
        writer.run(unit)
    assert writer.run(say("alive")) == "alive"


def test_a_full_queue_says_busy_and_does_not_grow(engine: Engine, callers: ThreadPoolExecutor) -> None:
    writer = Writer(engine, capacity=2, patience_s=0.01)
    with Gate(writer, callers) as ask:
        told = [ask(say("one")), ask(say("two"))]
        with pytest.raises(StoreBusy, match="try again"):
            writer.run(say("three"))
    assert [future.result(10) for future in told] == ["one", "two"]
    writer.close()


def test_another_program_that_holds_the_lock_makes_everybody_busy_once_not_one_after_the_other(
    tmp_path: Path, engine: Engine, callers: ThreadPoolExecutor
) -> None:
    tries: list[str] = []

    @event.listens_for(engine, "connect")
    def hurry(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=100")

    event.listen(engine, "begin", lambda _connection: tries.append("begin"))
    other = engines.sqlite_writer(engines.parse(f"sqlite:///{tmp_path / 'w.db'}"))
    writer = Writer(engine)
    with other.begin():
        told = [callers.submit(writer.run, say(f"w{n}")) for n in range(20)]
        assert {type(future.exception(10)) for future in told} == {StoreBusy}
    assert len(tries) < len(told)
    assert writer.run(say("again")) == "again"
    writer.close()
    other.dispose()


def test_after_closing_what_was_queued_is_stored_and_later_calls_say_so(engine: Engine) -> None:
    writer = Writer(engine)
    writer.run(say("kept"))
    writer.close()
    with pytest.raises(StoreUnavailable, match="start it again"):
        writer.run(say("late"))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT w FROM word").scalars().all() == ["kept"]
