"""One thread writes the embedded database, and commits up to 64 callers' units together.

Group commit is deadly when naive: a full disk rolls the whole group back, the next SAVEPOINT silently opens
a new transaction, and a caller is told "stored" whose row is gone. So nobody is answered before COMMIT, and
when the transaction is lost in the middle, or COMMIT fails, each member runs again alone.
"""

import queue
import sqlite3
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

from reporting.store.errors import NestedWrite, StoreBusy, StoreUnavailable, explained
from reporting.store.prepared import LOST

T = TypeVar("T")

GROUP = 64
CAPACITY = 1_024
PATIENCE_S = 20.0
GLANCE_S = 1.0
NO_ENDING = "A unit of work must not commit or roll back; raise an error to undo it."


class GroupLost(Exception):
    """The transaction that members share is gone; what it held is not stored."""


class Job(Generic[T]):
    """A caller's unit, and the place where the caller waits for its outcome."""

    def __init__(self, unit: Callable[[Connection], T], *, outside: bool) -> None:
        self.unit = unit
        self.outside = outside
        self.done = threading.Event()
        self.result: T | None = None
        self.error: BaseException | None = None

    def answer(self, result: T | None, error: BaseException | None) -> None:
        self.result, self.error = result, error
        self.done.set()


class Writer:
    """Runs units one after another in its own thread. Units must be re-runnable: ids, times and sealing are
    made outside, nothing in them waits for a network or a key derivation, and plain values come back.
    """

    def __init__(
        self, engine: Engine, *, group: int = GROUP, capacity: int = CAPACITY, patience_s: float = PATIENCE_S
    ) -> None:
        self._engine = engine
        self._group = group
        self._patience_s = patience_s
        self._jobs: queue.Queue[Job[Any] | None] = queue.Queue(capacity)
        self._connection: Connection | None = None
        self._lost = False
        self._last_error: BaseException | None = None
        self._may_end = False
        self._closed = False
        self._watch()
        self._thread = threading.Thread(target=self._work, name="store-writer", daemon=True)
        self._thread.start()

    def run(self, unit: Callable[[Connection], T]) -> T:
        """Run the unit in a transaction and return after COMMIT.

        Raises what the unit raised, or StoreFull, StoreBusy, StoreUnavailable, StoreConflict, StoreFault.
        """
        return self._wait(Job(unit, outside=False))

    def run_outside(self, action: Callable[[Connection], T]) -> T:
        """Run something that no transaction may hold, like a checkpoint, between two groups."""
        return self._wait(Job(action, outside=True))

    def is_current(self) -> bool:
        """Whether the caller is itself a unit of this writer."""
        return threading.current_thread() is self._thread

    def close(self) -> None:
        """Finish what is queued, then stop. Later calls raise StoreUnavailable."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        self._thread.join()

    def _wait(self, job: Job[T]) -> T:
        if self.is_current():
            raise NestedWrite("A unit of work must not ask for another one; pass the connection on instead.")
        self._refuse_when_closed()
        try:
            self._jobs.put(job, timeout=self._patience_s)
        except queue.Full:
            raise StoreBusy("Too many writes are waiting for the database; try again in a moment.") from None
        while not job.done.wait(GLANCE_S):
            if not self._thread.is_alive() and not job.done.is_set():
                self._refuse_when_closed()
        if job.error is not None:
            raise job.error
        return job.result  # type: ignore[return-value]  # None only where T allows it

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise StoreUnavailable("The database is closed because the service is stopping; start it again.")

    # Everything below runs in the writer's thread.

    def _work(self) -> None:
        while True:
            jobs, last = self._collect()
            self._serve(jobs)
            if last:
                self._discard()
                return

    def _collect(self) -> tuple[list[Job[Any]], bool]:
        """Wait for one job, then take what is there already."""
        jobs: list[Job[Any]] = []
        job = self._jobs.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) >= self._group:
                return jobs, False
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return jobs, False
        return jobs, True

    def _serve(self, jobs: list[Job[Any]]) -> None:
        inside = [job for job in jobs if not job.outside]
        if len(inside) == 1 or (inside and not self._together(inside)):
            self._each_alone(inside)
        for job in jobs:
            if job.outside:
                self._between(job)

    def _together(self, jobs: list[Job[Any]]) -> bool:
        """One transaction for all; whether it was committed and everybody answered."""
        try:
            connection = self._begin()
        except BaseException as error:  # noqa: BLE001  # the writer survives everything, callers get the reason
            self._refuse(jobs, error)
            return True
        try:
            outcomes = [self._member(connection, job) for job in jobs]
            self._commit(connection)
        except BaseException:  # noqa: BLE001  # whatever it was, each member learns its own outcome alone
            self._discard()
            return False
        for job, outcome in zip(jobs, outcomes, strict=True):
            job.answer(*outcome)
        return True

    def _member(self, connection: Connection, job: Job[T]) -> tuple[T | None, BaseException | None]:
        # On the driver itself: the library's own savepoints are compiled anew each time, 0.1 ms a unit.
        driver = _driver(connection)
        driver.execute("SAVEPOINT member")
        try:
            result = job.unit(connection)
            self._require_transaction(connection)
            driver.execute("RELEASE member")
            self._require_transaction(connection)
        except BaseException as error:  # noqa: BLE001  # the caller gets it after COMMIT, the group goes on
            self._require_transaction(connection)
            driver.execute("ROLLBACK TO member")
            driver.execute("RELEASE member")
            return None, explained(error)
        return result, None

    def _each_alone(self, jobs: list[Job[Any]]) -> None:
        for place, job in enumerate(jobs):
            try:
                connection = self._begin()
            except BaseException as error:  # noqa: BLE001  # nobody behind it would fare better: do not let them wait
                self._refuse(jobs[place:], error)
                return
            self._alone(connection, job)

    def _alone(self, connection: Connection, job: Job[Any]) -> None:
        try:
            result = job.unit(connection)
            self._commit(connection)
        except GroupLost as error:
            self._discard()
            job.answer(None, explained(error.__cause__) if error.__cause__ else NestedWrite(NO_ENDING))
        except BaseException as error:  # noqa: BLE001  # the caller gets it, the writer goes on
            self._undo(connection)
            job.answer(None, explained(error))
        else:
            job.answer(result, None)

    def _between(self, job: Job[Any]) -> None:
        try:
            job.answer(job.unit(self._connect()), None)
        except BaseException as error:  # noqa: BLE001  # the caller gets it, the writer goes on
            self._discard()
            job.answer(None, explained(error))

    def _refuse(self, jobs: list[Job[Any]], error: BaseException) -> None:
        self._discard()
        for job in jobs:
            job.answer(None, explained(error))

    def _begin(self) -> Connection:
        connection = self._connect()
        self._lost = False
        self._last_error = None
        self._may_end = True  # the library rolls back what it could not begin
        try:
            connection.begin()
        finally:
            self._may_end = False
        return connection

    def _connect(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _commit(self, connection: Connection) -> None:
        self._require_transaction(connection)
        self._may_end = True
        try:
            connection.commit()
        finally:
            self._may_end = False

    def _require_transaction(self, connection: Connection) -> None:
        """Raise GroupLost unless driver and library both still stand in the transaction that was begun."""
        self._look(connection)
        whole = connection.in_transaction() and not connection.in_nested_transaction()
        if self._lost or not whole or not _driver(connection).in_transaction:
            raise GroupLost from self._last_error

    def _look(self, connection: Connection) -> None:
        """What `_watch` notes of the library's statements, for those that went straight to the driver."""
        if LOST in connection.info:
            self._lost, self._last_error = True, connection.info[LOST]

    def _undo(self, connection: Connection) -> None:
        self._look(connection)
        self._may_end = True
        try:
            connection.rollback()
            if self._lost or _driver(connection).in_transaction:
                self._discard()
        except BaseException:  # noqa: BLE001  # a connection that cannot roll back is not used again
            self._discard()
        finally:
            self._may_end = False

    def _discard(self) -> None:
        """Drop the connection, so that no half state of driver or library outlives the failure."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        self._may_end = True
        try:
            connection.invalidate()
            connection.close()
        except BaseException:  # noqa: BLE001, S110  # it is being thrown away; the next one is opened anew
            pass
        finally:
            self._may_end = False

    def _watch(self) -> None:
        """Note the moment at which the driver leaves the transaction, and let no unit end it."""

        @event.listens_for(self._engine, "handle_error")
        def note_loss(context: ExceptionContext) -> None:
            self._last_error = context.sqlalchemy_exception or context.original_exception
            if context.connection is not None and not _driver(context.connection).in_transaction:
                self._lost = True

        def refuse(_connection: Connection) -> None:
            if self.is_current() and not self._may_end:
                self._lost = True
                raise NestedWrite(NO_ENDING)

        event.listen(self._engine, "commit", refuse)
        event.listen(self._engine, "rollback", refuse)


def _driver(connection: Connection) -> sqlite3.Connection:
    driver: Any = connection.connection.driver_connection
    return driver  # type: ignore[no-any-return]  # the writer's engine speaks sqlite3
