"""Doing by hand what a thief of the database could do, and what staff do by button."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import delete, event, insert, select, update

from reporting.cases.passing_on import Parting
from reporting.store.messages import MESSAGE
from reporting.store.threads import THREAD
from reporting.vault.thread_keys import ThreadKeys


class Thief:
    """Writes to the database directly. Has everything but the keys."""

    def __init__(self, house: Any) -> None:
        self._house = house

    def rows(self, thread: bytes) -> list[dict[str, Any]]:
        with self._house.house.foundation.database.read() as conn:
            found = conn.execute(select(MESSAGE).where(MESSAGE.c.thread == thread).order_by(MESSAGE.c.seq))
            return [dict(row) for row in found.mappings()]

    def replace(self, thread: bytes, rows: list[dict[str, Any]]) -> None:
        def unit(conn: Any) -> None:
            conn.execute(delete(MESSAGE).where(MESSAGE.c.thread == thread))
            conn.execute(insert(MESSAGE), rows)

        self._house.house.foundation.database.write(unit)

    def set_thread(self, thread: bytes, **values: Any) -> None:
        self._house.house.foundation.database.write(
            lambda conn: conn.execute(update(THREAD).where(THREAD.c.id == thread).values(**values))
        )

    def swap_keys(self, thread: bytes) -> ThreadKeys:
        """Puts in his own keys; what was sealed to them he can read."""
        mine = ThreadKeys.generate(self._house.house.ground.district)
        self.set_thread(thread, talk_pk=mine.talk.public.raw, case_pk=mine.case.public.raw)
        return mine


@pytest.fixture
def thief_of() -> Any:
    return Thief


def parting(words: str = "Called home; nobody there.") -> Parting:
    return Parting(secrets.token_bytes(16), words)


class Counselor:
    """One person of staff, at one thread."""

    def __init__(self, house: Any, role: str, reference: str) -> None:
        self.house, self.role, self.reference = house, role, reference

    @property
    def _at(self) -> tuple[Any, str]:
        return self.house.sessions[self.role], self.reference

    def reads(self) -> Any:
        return self.house.house.desk.read(*self._at)

    def replies(self, body: str, seen: str = "", submission: bytes | None = None) -> bytes:
        number = submission or secrets.token_bytes(16)
        self.house.house.desk.reply(*self._at, number, body, seen)
        return number

    def notes(self, body: str) -> None:
        self.house.house.desk.note(*self._at, secrets.token_bytes(16), body)

    def hands_to(self, queue: str, words: str = "Called home; nobody there.") -> None:
        self.house.house.desk.hand_over(*self._at, self.house.queue(queue).hex(), parting(words))

    def closes(self, disposition: str = "help_given", body: str = "") -> None:
        self.house.house.desk.close(*self._at, disposition, body)

    def does(self, act: str, *arguments: Any) -> None:
        getattr(self.house.house.desk, act)(*self._at, *arguments)


@pytest.fixture
def at() -> Any:
    """`at(house, role, reference)`: a person of staff at a thread."""
    return Counselor


@pytest.fixture
def north(founded_house: Any) -> Any:
    return lambda reference=None: Counselor(
        founded_house, "north", reference or founded_house.threads()[0].reference
    )


@contextmanager
def _no_room(house: Any) -> Iterator[None]:
    """The database may not grow, and has no free page left."""
    database = house.house.foundation.database

    def pages(count: int) -> None:
        database.write_outside(
            lambda conn: conn.connection.driver_connection.execute(
                f"PRAGMA max_page_count={count}"
            ).fetchall()
        )

    def refuse(conn: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE")):
            # What SQLite itself says of a full disk, without filling one for a second.
            cursor.execute("CREATE TABLE filler AS SELECT zeroblob(100000000) AS x")

    pages(1)
    event.listen(database.writer_engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(database.writer_engine, "before_cursor_execute", refuse)
        pages(1_000_000)


@pytest.fixture
def no_room() -> Any:
    """`with no_room(house)`: the disk of the embedded database is full."""
    return _no_room
