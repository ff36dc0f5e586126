"""Connections that read the embedded database, kept between two reads: the library's pool costs a read three times over."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine


class Readers:
    """Several threads may borrow at once; each has a connection alone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle: deque[Connection] = deque()
        self._closed = False

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
            _end(connection)
            raise
        self._idle.append(connection)
        if self._closed:
            self._drop()

    def close(self) -> None:
        """Also what is still lent, when it comes back."""
        self._closed = True
        self._drop()

    def _drop(self) -> None:
        with suppress(IndexError):
            while True:
                _end(self._idle.pop())


def _end(connection: Connection) -> None:
    """The file too: given back alone, it would lie open in the library's pool."""
    connection.invalidate()
    connection.close()
