"""Opens a member's wraps of queue seeds, and says who holds which."""

from reporting.model.ids import DistrictId, MemberId, QueueId
from reporting.model.principal import Principal
from reporting.people.refused import NoQueueKey
from reporting.people.roster_book import RosterBook
from reporting.store import queue_wraps
from reporting.store.database import Database
from reporting.vault import queues
from reporting.vault.members import Unlocked
from reporting.vault.notation import Unreadable
from reporting.vault.xwing import PrivateKey


class QueueKeys:
    def __init__(self, database: Database, district: DistrictId, book: RosterBook) -> None:
        self._database = database
        self._district = district
        self._book = book

    def open(self, unlocked: Unlocked, queue: QueueId, epoch: int | None = None) -> PrivateKey:
        """A queue's private key, which must be the half of the public key that the roster signed for that epoch.

        Raises: NoQueueKey. A wrap that does not fit counts as none: a database writer may have put it there.
        """
        none = NoQueueKey("no_key", "A member of the queue has to confirm you before you can read it.")
        wanted = self._book.queue(queue)
        if wanted is None or unlocked.member not in wanted.members:
            raise none
        at = wanted.epoch if epoch is None else epoch
        expected = self._book.queue_pk(queue, at)
        if expected is None:
            raise none
        with self._database.read() as conn:
            wrap = queue_wraps.one(
                conn,
                self._district,
                queue=queue,
                epoch=at,
                member=unlocked.member,
                kid=unlocked.x.public.kid,
            )
        if wrap is None:
            raise none
        try:
            return queues.open_queue(self._district, queue, at, unlocked.x, wrap.sealed, expected)
        except Unreadable:
            raise none from None

    def may_read(self, principal: Principal, queue: QueueId) -> bool:
        """Whether this person holds the queue's key now. A registrar or administrator as such does not."""
        wanted = self._book.queue(queue)
        return (
            wanted is not None
            and principal.member in wanted.members
            and ((queue, wanted.epoch, principal.member) in self._holders())
        )

    def can_open(self, queue: QueueId) -> frozenset[MemberId]:
        """Everyone who can open what is sealed to this queue: "N people can open this"."""
        wanted = self._book.queue(queue)
        if wanted is None:
            return frozenset()
        held = self._holders()
        return frozenset(member for member in wanted.members if (queue, wanted.epoch, member) in held)

    def _holders(self) -> frozenset[tuple[QueueId, int, MemberId]]:
        with self._database.read() as conn:
            return queue_wraps.holders(conn, self._district)
