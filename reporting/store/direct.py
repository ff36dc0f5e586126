"""Units of work straight on PostgreSQL: its own locks order them. What it gives up for another's sake runs again."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine

from reporting.store.errors import NestedWrite, explained, is_connection_lost, is_worth_repeating

T = TypeVar("T")

TRIES = 6
FIRST_PAUSE_S = 0.02


class Direct:
    """Runs each unit in a transaction of its caller's thread.

    A unit may run again even after a COMMIT whose answer was lost on the way: its rows carry ids that were
    made outside, so the second run meets the first one's rows.
    """

    def __init__(self, engine: Engine, *, pause: Callable[[float], None] = time.sleep) -> None:
        self._engine = engine
        self._pause = pause
        self._inside = threading.local()

    def run(self, unit: Callable[[Connection], T]) -> T:
        """Run the unit in a transaction and return after COMMIT.

        Raises what the unit raised, or StoreFull, StoreBusy, StoreUnavailable, StoreConflict, StoreFault.
        """
        if self.is_current():
            raise NestedWrite("A unit of work must not ask for another one; pass the connection on instead.")
        for attempt in range(1, TRIES + 1):
            try:
                self._inside.now = True
                with self._engine.begin() as connection:
                    return unit(connection)
            except BaseException as error:  # noqa: BLE001  # raised below, out of reach of the driver's own text
                failure = error
            finally:
                self._inside.now = False
            if attempt == TRIES or not (is_connection_lost(failure) or is_worth_repeating(failure)):
                break
            self._pause(FIRST_PAUSE_S * 2 ** (attempt - 1))
        raise explained(failure)

    def run_outside(self, action: Callable[[Connection], T]) -> T:
        """Run something that no transaction may hold, like VACUUM."""
        try:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                return action(connection)
        except BaseException as error:  # noqa: BLE001  # raised below, out of reach of the driver's own text
            failure = error
        raise explained(failure)

    def is_current(self) -> bool:
        """Whether the caller is itself inside a unit."""
        return getattr(self._inside, "now", False)

    def close(self) -> None:
        self._engine.dispose()
