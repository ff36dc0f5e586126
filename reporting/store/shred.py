"""The keys whose loss makes a text unreadable for ever, in a file of their own beside the main database.

vault.md §10: own SQLite file, or a PostgreSQL cluster of its own, because a write-ahead log is kept by
cluster. What is deleted must be gone from the log too: 500 of 500 deleted rows were still in it before.
"""

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, delete, func, select, text, update

from reporting.store.database import Database
from reporting.store.dialects import EitherInsert
from reporting.store.prepared import Prepared
from reporting.store.shred_cache import ShredCache
from reporting.store.shred_schema import KEY, prepare

ERASE_TRIES = 8
ERASE_PAUSE_S = 0.1

Name = tuple[bytes, int]  # (object, part); object: a thread or packet of 16 bytes; part: 0 texts, 1 numbers

# All parts of the objects: SQLite answers `(object, part) IN (…)` by walking through the whole table.
_OF_OBJECTS = select(KEY.c.object, KEY.c.part, KEY.c.key).where(
    KEY.c.object.in_(bindparam("objects", expanding=True))
)
_HOLDS = Prepared(select(KEY.c.hold).where(KEY.c.object == bindparam("object")))
_ADD = EitherInsert(KEY, lambda statement: statement.on_conflict_do_nothing()).prepared()


@dataclass(frozen=True, slots=True, repr=False)
class ShredKey:
    """`key`: 32 random bytes."""

    object: bytes
    part: int
    key: bytes


class ShredKeyMissing(LookupError):
    """No key is there. For a thread that is still open this means a damaged shred store, not an erasure."""


class ShredKeyTaken(RuntimeError):
    """Another key stands under this name already: what was sealed with the new one would never open."""


class Held(RuntimeError):
    """A legal hold forbids the erasure. Nothing was erased; lift the hold first."""


class ResidueRemains(RuntimeError):
    """The keys are deleted, but the log still holds them, because a reader or a backup keeps it open."""


class ShredStore:
    """`url` as in `Database`. Makes its schema at once; raises StoreUnavailable when that cannot be used."""

    def __init__(
        self,
        url: str,
        *,
        now: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._database = Database(url)
        self._pause = pause
        self._cache = ShredCache(now)
        try:
            self._database.write(prepare)
        except BaseException:
            self._database.close()
            raise

    def put(self, keys: Iterable[ShredKey]) -> None:
        """Keep the keys; on the disk when this returns. Putting the same keys again is putting them once.

        Raises ShredKeyTaken, and what `Database.write` raises.
        """
        wanted = {(key.object, key.part): key.key for key in keys}
        rows = [{"object": n[0], "part": n[1], "key": key, "hold": False} for n, key in wanted.items()]

        def unit(connection: Connection) -> None:
            # All rows new: nothing stood there. Else look at what does.
            if _ADD.run(connection, *rows) == len(rows):
                return
            if _find(connection, list(wanted)) != wanted:
                raise ShredKeyTaken("Another key stands under this name; make a new thread with new keys.")

        if rows:
            self._database.write(unit)

    def get(self, thing: bytes, part: int) -> bytes:
        """The key of 32 bytes, at most 60 seconds old. Raises ShredKeyMissing."""
        return self.get_many([(thing, part)])[thing, part]

    def get_many(self, names: Collection[Name]) -> dict[Name, bytes]:
        """All these keys, in one question. Raises ShredKeyMissing when one is not there."""
        found = self.find_many(names)
        if len(found) < len(set(names)):
            raise ShredKeyMissing(
                "The shred store holds no key of this thread; restore its newest backup if it is open."
            )
        return found

    def find_many(self, names: Collection[Name]) -> dict[Name, bytes]:
        """Those of the keys that are there."""
        found, generation = self._cache.take(names)
        missing = [name for name in set(names) if name not in found]
        if missing:
            with self._database.read() as connection:
                read = _find(connection, missing)
            self._cache.keep(read, generation)
            found |= read
        return found

    def hold(self, thing: bytes, *, on: bool) -> None:
        """Set or lift a legal hold on all parts of an object."""
        statement = update(KEY).where(KEY.c.object == thing).values(hold=on)
        self._database.write(lambda connection: connection.execute(statement).rowcount)

    def is_held(self, thing: bytes) -> bool:
        """Whether a legal hold forbids its erasure."""
        with self._database.read() as connection:
            return any(hold for (hold,) in _HOLDS.all(connection, {"object": thing}))

    def erase(self, things: Collection[bytes], *, part: int | None = None) -> None:
        """Destroy the keys of these objects: all parts, or one. Only then are the main rows deleted.

        Raises Held (nothing is erased) and ResidueRemains (call `finish_erasing` again, and raise an alarm).
        """
        parts = [] if part is None else [KEY.c.part == part]
        mine = and_(KEY.c.object.in_(list(things)), *parts)

        def unit(connection: Connection) -> None:
            # Locked first, so that no hold slips between the look and the deletion.
            held = connection.execute(select(KEY.c.hold).where(mine).with_for_update()).scalars().all()
            if any(held):
                raise Held("A legal hold forbids erasing; lift it first.")
            connection.execute(delete(KEY).where(mine))

        self._database.write(unit)
        self._cache.drop(things)
        self.finish_erasing()

    def finish_erasing(self) -> None:
        """Empty the log of what was deleted. Raises ResidueRemains while somebody keeps it open."""
        for attempt in range(ERASE_TRIES):
            if self._empty():
                return
            self._pause(ERASE_PAUSE_S * (attempt + 1))
        raise ResidueRemains(
            "Deleted keys are still in the log: end long readers and backups of the shred store."
        )

    def objects(self, *, after: bytes = b"", limit: int = 1_000) -> Sequence[bytes]:
        """Objects that have keys, in order, from the one after `after`; for the sweep of orphans."""
        statement = select(KEY.c.object).distinct().where(KEY.c.object > after, KEY.c.hold.is_(False))
        with self._database.read() as connection:
            return connection.execute(statement.order_by(KEY.c.object).limit(limit)).scalars().all()

    def count(self) -> int:
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(KEY)).scalar_one()

    def close(self) -> None:
        self._cache.clear()
        self._database.close()

    def _empty(self) -> bool:
        if self._database.dialect == "sqlite":
            return self._database.empty_log()
        self._database.write_outside(lambda connection: connection.execute(text('VACUUM "key"')).close())
        return True


def _find(connection: Connection, names: Sequence[Name]) -> dict[Name, bytes]:
    wanted = frozenset(names)
    rows = connection.execute(_OF_OBJECTS, {"objects": list({thing for thing, _ in wanted})})
    return {(thing, part): key for thing, part, key in rows if (thing, part) in wanted}
