"""Who could open a queue together when nobody of it can: pairs of a registrar and a designee, each with half of its seed.

Made by the session of a member of the queue, as a chore: the pairs come from the signed roster, so a writer of the
database names nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.model.ids import MemberId, QueueId
from reporting.model.queue import QueueKind
from reporting.people.ground import Ground
from reporting.people.refused import NoQueueKey
from reporting.people.roster_book import RosterBook
from reporting.people.staff_session import StaffSession
from reporting.store import glass, queue_wraps
from reporting.store.glass import Half
from reporting.vault.glass import seal_half, split
from reporting.vault.roster import Roster

MOST_PAIRS = 24


@dataclass(frozen=True, slots=True)
class Pair:
    """A registrar, and one of the other office. Both must act."""

    registrar: MemberId
    second: MemberId

    def __contains__(self, member: object) -> bool:
        return member in {self.registrar, self.second}

    def other(self, member: MemberId) -> MemberId:
        return self.second if member == self.registrar else self.registrar


def pairs(roster: Roster, queue: QueueId) -> tuple[Pair, ...]:
    """The designee's people stand for the students; for the designee's own queue those of the whole district do.

    Never two registrars alone: who admits people reads nothing.
    """
    target = roster.queues.get(queue)
    if target is None:
        return ()
    office = QueueKind.DISTRICT if target.kind == QueueKind.DESIGNEE else QueueKind.DESIGNEE
    seconds = frozenset[MemberId]().union(
        *(one.members for one in roster.queues.values() if one.kind == office)
    )
    registrars = [one.id for one in roster.members.values() if one.active and one.registrar]
    found = [Pair(one, other) for one in sorted(registrars) for other in sorted(seconds) if one != other]
    return tuple(found[:MOST_PAIRS])


class GlassHalves:
    def __init__(self, ground: Ground, book: RosterBook) -> None:
        self._ground = ground
        self._book = book
        self._mended: dict[QueueId, tuple[int, int]] = {}  # by which roster each queue was looked at

    def mend(self, session: StaffSession) -> None:
        """New halves where the roster or a queue's key changed; those of former keepers go."""
        for queue in session.principal.queues:
            found = self._book.queue(queue)
            if found is None:
                continue
            state = (found.epoch, self._book.current.length)
            if self._mended.get(queue) == state:
                continue
            try:
                seed = session.queue_key(queue).seed
            except NoQueueKey:
                continue
            self._mend(session, queue, found.epoch, seed)
            self._mended[queue] = state

    def used(self) -> frozenset[QueueId]:
        """Queues whose present key was joined by two people, now or before: its members' sessions make the next one."""
        with self._ground.database.read() as conn:
            known = glass.requests(conn, self._ground.district, "over")
        return frozenset(
            one.queue
            for one in known
            if one.partner is not None
            and (found := self._book.queue(one.queue)) is not None
            and found.epoch == one.epoch
        )

    def ready(self, queue: QueueId) -> tuple[Pair, ...]:
        """Pairs who could act now: of keepers by the roster, with both halves of the present key."""
        found = self._book.queue(queue)
        if found is None:
            return ()
        with self._ground.database.read() as conn:
            halves = glass.halves_of(conn, self._ground.district, queue)
        held = {(one.holder, one.other) for one in halves if one.epoch == found.epoch and self._fits(one)}
        return tuple(
            one
            for one in pairs(self._book.current, queue)
            if {(one.registrar, one.second), (one.second, one.registrar)} <= held
        )

    def _fits(self, half: Half) -> bool:
        members = self._book.current.members
        return half.holder in members and members[half.holder].public.kid == half.kid

    def _mend(self, session: StaffSession, queue: QueueId, epoch: int, seed: bytes) -> None:
        ground, roster = self._ground, self._book.current
        wanted = pairs(roster, queue)
        with ground.database.read() as conn:
            held = glass.halves_of(conn, ground.district, queue)
            wrapped = queue_wraps.of_member(conn, ground.district, session.member)
        ready = set(self.ready(queue))
        fresh = [
            half for pair in wanted if pair not in ready for half in self._halves(pair, queue, epoch, seed)
        ]
        named = {frozenset((one.registrar, one.second)) for one in wanted}
        former = {(one.holder, one.other) for one in held if frozenset((one.holder, one.other)) not in named}
        oldest = min((one.epoch for one in wrapped if one.queue == queue), default=epoch)
        if not (fresh or former or any(one.epoch < oldest for one in held)):
            return

        def unit(conn: Connection) -> None:
            glass.drop_pairs(conn, ground.district, queue, former)
            glass.drop_before(conn, ground.district, queue, oldest)
            glass.add_halves(conn, ground.district, fresh)

        ground.database.write(unit)

    def _halves(self, pair: Pair, queue: QueueId, epoch: int, seed: bytes) -> Iterable[Half]:
        members = self._book.current.members
        one, other = members[pair.registrar].public, members[pair.second].public
        first, second = split(seed)
        district = self._ground.district
        for holder, partner, key, kid, half in (
            (pair.registrar, pair.second, one, other.kid, first),
            (pair.second, pair.registrar, other, one.kid, second),
        ):
            sealed = seal_half(district, queue, epoch, key, kid, half)
            yield Half(queue, epoch, holder, partner, key.kid, kid, sealed)
