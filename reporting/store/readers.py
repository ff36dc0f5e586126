"""Connections that read the embedded database, kept between two reads: the library's pool costs a read three times over."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine


class Readers:
    """Several threads may borrow at once; each has a connection alone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle: deque[Connection] = deque()

    @contextmanager
    def lend(self) -> Iterator[Connection]:
        """Raises what the engine raises."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._engine.connect()
        try:
            yield connection
        finally:
            self._take_back(connection)

    def _take_back(self, connection: Connection) -> None:
        try:
            connection.rollback()  # its state of the database ends here; the next read sees a new one
        except BaseException:
            connection.invalidate()
            connection.close()
            raise
        self._idle.append(connection)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()
