"""The key of phone tags: in RAM while the service runs, at rest only sealed to each queue.

After a restart nobody has it until the first unlocked session; until then texts group in RAM (see `cases`).
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from reporting.model.ids import DistrictId, QueueId
from reporting.people.refused import NoQueueKey
from reporting.people.roster_book import RosterBook
from reporting.people.staff_session import StaffSession
from reporting.store import ram_seals
from reporting.store.database import Database
from reporting.store.ram_seals import RamSeal
from reporting.vault.notation import Unreadable
from reporting.vault.redacted import Redacted
from reporting.vault.roster_state import RosterQueue
from reporting.vault.sms_tags import new_tag_key, open_tag_key, seal_tag_key
from reporting.vault.xwing import PublicKey

NAME = "sms-tag"


class TagKeyHolder(Redacted):
    """Shared by those who need the key; empty after a start."""

    def __init__(self) -> None:
        self._key: bytes | None = None

    @property
    def available(self) -> bool:
        return self._key is not None

    @property
    def key(self) -> bytes | None:
        return self._key

    def hold(self, key: bytes) -> None:
        self._key = key


class TagKeys:
    def __init__(
        self, database: Database, district: DistrictId, book: RosterBook, holder: TagKeyHolder
    ) -> None:
        self._database = database
        self._district = district
        self._book = book
        self._holder = holder

    def born(self, queues: Iterable[RosterQueue]) -> tuple[RamSeal, ...]:
        """A new key, held from now on, sealed to the first queues. Made once in a district's life."""
        key = new_tag_key()
        self._holder.hold(key)
        return tuple(self.sealed_to(key, queue) for queue in queues)

    def load(self, session: StaffSession) -> bool:
        """Take the key into RAM, if it is not there and this session can open it. True when it is there now."""
        if self._holder.available:
            return True
        with self._database.read() as conn:
            seals = ram_seals.for_queues(conn, self._district, NAME, session.principal.queues)
        for seal in seals:
            key = self._opened(session, seal)
            if key is not None:
                self._holder.hold(key)
                return True
        return False

    def sealed_to(self, key: bytes, queue: RosterQueue) -> RamSeal:
        """The key for one queue in its present epoch."""
        return self._sealed(key, queue.id, queue.epoch, queue.public)

    def sealed_for(
        self, session: StaffSession, queue: QueueId, epoch: int, public: PublicKey
    ) -> RamSeal | None:
        """The key for a queue's key that is being made; None when nobody here has it (`reseal` makes up for it)."""
        key = self._holder.key if self.load(session) else None
        return None if key is None else self._sealed(key, queue, epoch, public)

    def store(self, conn: Connection, seals: tuple[RamSeal, ...]) -> None:
        for seal in seals:
            ram_seals.put(conn, self._district, seal)
            ram_seals.drop_before(conn, self._district, seal.queue, seal.epoch)

    def missing(self) -> tuple[RosterQueue, ...]:
        """Queues to whose present key it is not sealed yet."""
        queues = self._book.current.queues
        with self._database.read() as conn:
            seals = ram_seals.for_queues(conn, self._district, NAME, queues.keys())
        have = {(seal.queue, seal.epoch) for seal in seals}
        return tuple(one for one in queues.values() if (one.id, one.epoch) not in have)

    def reseal(self, session: StaffSession) -> int:
        """Seal it anew wherever an epoch changed; to how many queues. Without the key nothing happens."""
        key = self._holder.key if self.load(session) else None
        if key is None:
            return 0
        seals = tuple(self.sealed_to(key, queue) for queue in self.missing())
        if seals:
            self._database.write(lambda conn: self.store(conn, seals))
        return len(seals)

    def _sealed(self, key: bytes, queue: QueueId, epoch: int, public: PublicKey) -> RamSeal:
        return RamSeal(NAME, queue, epoch, public.kid, seal_tag_key(self._district, public, key))

    def _opened(self, session: StaffSession, seal: RamSeal) -> bytes | None:
        try:
            return open_tag_key(self._district, session.queue_key(seal.queue, seal.epoch), seal.sealed)
        except (NoQueueKey, Unreadable):
            return None
