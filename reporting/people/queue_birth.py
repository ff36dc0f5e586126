"""How queues come into being and a district opens. Two people for each key, or the key would die with one password."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.model.ids import MemberId, QueueId, SchoolId
from reporting.model.queue import QueueKind
from reporting.people.ground import Ground
from reporting.people.queue_plan import MEMBERS_AT_BIRTH
from reporting.people.refused import SetUpRefused
from reporting.people.root import RootKeeper
from reporting.people.roster_book import RosterBook, Signed
from reporting.people.staff_session import StaffSession
from reporting.people.tag_key import TagKeys
from reporting.people.wishes import Wishes
from reporting.store import invites, queue_wraps, schools, unborn_queues
from reporting.store.queue_wraps import QueueWrap
from reporting.store.schools import Queue
from reporting.vault.queues import new_queue_seed, wrap_queue_seed
from reporting.vault.roster_acts import NewQueue, Open
from reporting.vault.roster_state import RosterMember, RosterQueue
from reporting.vault.xwing import PrivateKey

REGISTRARS = 2


@dataclass(frozen=True, slots=True)
class Holders:
    """Who will hold a queue's key, and who of them leads it."""

    members: frozenset[MemberId]
    leads: frozenset[MemberId]


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands between this district and its first message. `short`: queue names and how many people they have."""

    born: bool
    opened: bool
    short: Mapping[str, int]
    registrars: int
    waiting: int

    @property
    def ready(self) -> bool:
        return not self.short and self.registrars >= REGISTRARS


class QueueBirth:
    def __init__(self, ground: Ground, book: RosterBook, root: RootKeeper, tag_keys: TagKeys) -> None:
        self._ground = ground
        self._book = book
        self._root = root
        self._tag_keys = tag_keys

    def planned(self) -> tuple[Queue, ...]:
        """The queues of the district's plan, born or not, in their order."""
        with self._ground.database.read() as conn:
            return schools.queues(conn, self._ground.district)

    def wished(self) -> dict[QueueId, Holders]:
        """Who asked to read which queue, of those who have been admitted."""
        with self._ground.database.read() as conn:
            admitted = invites.in_states(conn, self._ground.district, "admitted")
            queues = schools.queues(conn, self._ground.district)
        members: dict[QueueId, set[MemberId]] = {queue.id: set() for queue in queues}
        leads: dict[QueueId, set[MemberId]] = {queue.id: set() for queue in queues}
        for invite in admitted:
            if self._book.member(invite.member) is None:
                continue
            for queue, lead in Wishes.read(invite.queues).queues.items():
                if queue in members:
                    members[queue].add(invite.member)
                    if lead:
                        leads[queue].add(invite.member)
        return {queue: Holders(frozenset(members[queue]), frozenset(leads[queue])) for queue in members}

    def readiness(self, wanted: Mapping[QueueId, Holders] | None = None) -> Readiness:
        """What is missing, in numbers and names of queues, so that a page can say it."""
        roster = self._book.current
        born = bool(roster.queues)
        names = {queue.id: queue.name for queue in self.planned()}
        counts = (
            {names.get(queue.id, queue.name): len(queue.members) for queue in roster.queues.values()}
            if born
            else {
                names[queue]: len(one.members)
                for queue, one in (wanted if wanted is not None else self.wished()).items()
                if queue in names
            }
        )
        with self._ground.database.read() as conn:
            waiting = len(invites.in_states(conn, self._ground.district, "sent", "joined"))
        return Readiness(
            born=born,
            opened=roster.opened,
            short={name: count for name, count in counts.items() if count < MEMBERS_AT_BIRTH},
            registrars=sum(one.active and one.registrar for one in roster.members.values()),
            waiting=waiting,
        )

    def birth_queues(
        self,
        session: StaffSession,
        holders: Mapping[QueueId, Holders] | None = None,
        *,
        share: frozenset[SchoolId] = frozenset(),
    ) -> tuple[RosterQueue, ...]:
        """Make every planned queue's key, wrap it to its people, forget it.

        `share`: schools that use the district's queue after all, because they have no second counselor.
        Raises: SetUpRefused("not_root" | "already_born"); SetUpRefused("too_few_people") with facts `short`.
        """
        signer = self._root.signer(session)
        if self._book.current.queues:
            raise SetUpRefused("already_born", "The queues of this district have their keys.")
        wanted = dict(self.wished() if holders is None else holders)
        planned = self.planned()
        dropped = [
            queue.id for queue in planned if queue.kind is QueueKind.COUNSELOR and queue.school in share
        ]
        queues = [queue for queue in planned if queue.id not in dropped]
        nobody = Holders(frozenset(), frozenset())
        short = {
            queue.name: len(wanted.get(queue.id, nobody).members)
            for queue in queues
            if len(wanted.get(queue.id, nobody).members) < MEMBERS_AT_BIRTH
        }
        if short:
            raise SetUpRefused(
                "too_few_people",
                "Each queue needs two people, so that no key is lost with one password: "
                "invite more, or let a school use the district's queue.",
                short=short,
            )
        acts, wraps = self._keys(queues, wanted)
        seals = self._tag_keys.born(
            RosterQueue(QueueId(act.queue), act.name, act.kind, 0, act.pk, frozenset(), frozenset())
            for act in acts
        )

        def extra(conn: Connection) -> None:
            unborn_queues.drop(conn, self._ground.district, dropped)
            queue_wraps.add(conn, self._ground.district, wraps)
            self._tag_keys.store(conn, seals)
            self._witness(conn, "queues_born", session)

        roster = self._book.append(*(Signed(act, signer) for act in acts), extra=extra)
        return tuple(roster.queues.values())

    def open_district(self, session: StaffSession) -> None:
        """From here on messages are taken, and registrars and members do what the root did.

        Raises: SetUpRefused("not_root" | "not_born" | "opened" | "too_few_people" | "too_few_registrars").
        """
        signer = self._root.signer(session)
        readiness = self.readiness()
        if readiness.opened:
            raise SetUpRefused("opened", "This district is open.")
        if not readiness.born:
            raise SetUpRefused("not_born", "Make the queues' keys first.")
        if readiness.short:
            raise SetUpRefused("too_few_people", "Each queue needs two people.", short=readiness.short)
        if readiness.registrars < REGISTRARS:
            raise SetUpRefused(
                "too_few_registrars",
                "A second registrar is needed: one person alone could neither confirm nor be replaced.",
                registrars=readiness.registrars,
            )

        def extra(conn: Connection) -> None:
            schools.set_opened(conn, self._ground.district, opened=True)
            self._witness(conn, "opened", session)

        self._book.append(Signed(Open(), signer), extra=extra)

    def _keys(
        self, queues: list[Queue], wanted: Mapping[QueueId, Holders]
    ) -> tuple[list[NewQueue], list[QueueWrap]]:
        acts: list[NewQueue] = []
        wraps: list[QueueWrap] = []
        for queue in queues:
            seed = new_queue_seed()
            holders = wanted[queue.id]
            members = [self._member(member) for member in sorted(holders.members)]
            acts.append(
                NewQueue(
                    queue=queue.id,
                    name=queue.name,
                    kind=queue.kind.value,
                    pk=PrivateKey(seed).public.raw,
                    members=tuple(sorted(holders.members)),
                    leads=tuple(sorted(holders.leads & holders.members)),
                )
            )
            wraps += [
                QueueWrap(
                    queue.id,
                    0,
                    member.id,
                    member.public.kid,
                    wrap_queue_seed(self._ground.district, queue.id, 0, member.public, seed),
                )
                for member in members
            ]
        return acts, wraps

    def _member(self, member: MemberId) -> RosterMember:
        found = self._book.member(member)
        if found is None:
            raise SetUpRefused("unknown", "Choose people who have joined and been let in.")
        return found

    def _witness(self, conn: Connection, act: str, session: StaffSession) -> None:
        self._ground.witness.record(
            conn, minute=self._ground.minute(), act=act, actor=session.member, about=self._ground.district
        )
