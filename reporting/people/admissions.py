"""From a joined stranger to a reader: a registrar signs, a holder of the queue's key sees the name and confirms.

Never by itself. An administrator could otherwise invite a second self and be handed the key (attack 2).
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.model.ids import MemberId, QueueId
from reporting.people.ground import Ground
from reporting.people.refused import AdmissionRefused, NoQueueKey, SetUpRefused
from reporting.people.root import RootKeeper
from reporting.people.roster_book import RosterBook, Signed, Signer
from reporting.people.staff_session import StaffSession
from reporting.people.wishes import Wishes
from reporting.store import invites, queue_wraps, staff
from reporting.store.invites import Invite
from reporting.store.queue_wraps import QueueWrap
from reporting.vault.invites import Invitation
from reporting.vault.notation import Unreadable
from reporting.vault.queues import wrap_queue_seed
from reporting.vault.roster import Roster
from reporting.vault.roster_acts import Act, AddMember, Confirm, Cover, Enter, SetRegistrar
from reporting.vault.words import words_of_keys
from reporting.vault.xwing import PrivateKey

ED_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who joined and whom no registrar has let in. `invite` names the row."""

    invite: bytes
    member: MemberId
    name: str
    title: str
    email_sealed: bytes
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that waits for a holder: `member` would enter `queue`. `entry` is its number in the roster.

    `may`: this session can confirm it. The proposer cannot, and nobody confirms themselves. `words`: of their keys, to be
    compared with what their own page showed. `until`: unix seconds, for a substitute, who gets no key of the queue.
    """

    entry: int
    queue: QueueId
    member: MemberId
    name: str
    title: str
    lead: bool
    proposed_by: MemberId | None
    may: bool
    words: tuple[str, ...] = ()
    until: int | None = None


class Admissions:
    def __init__(self, ground: Ground, book: RosterBook, root: RootKeeper) -> None:
        self._ground = ground
        self._book = book
        self._root = root

    def candidates(self, session: StaffSession) -> tuple[Candidate, ...]:
        """Who joined and waits for a registrar, by name. Empty for others."""
        if not session.principal.registrar:
            return ()
        with self._ground.database.read() as conn:
            joined = invites.in_states(conn, self._ground.district, "joined")
        return tuple(
            Candidate(row.id, row.member, row.name, row.title, row.email_sealed, Wishes.read(row.queues))
            for row in joined
        )

    def pending(self, session: StaffSession) -> tuple[Proposal, ...]:
        """Who waits to enter queues that this person reads or proposed to, in the order of proposing."""
        roster = self._book.current
        with self._ground.database.read() as conn:
            people = {person.id: person for person in staff.of_district(conn, self._ground.district)}
        found: list[Proposal] = []
        for n, entry in sorted(roster.pending.items()):
            act = entry.act
            if not isinstance(act, Enter | Cover):
                continue
            queue, member = QueueId(act.queue), MemberId(act.member)
            holds = queue in session.principal.queues
            if not holds and not session.principal.registrar:
                continue
            person = people.get(member)
            found.append(
                Proposal(
                    n,
                    queue,
                    member,
                    roster.members[member].name,
                    "" if person is None else person.title,
                    isinstance(act, Enter) and act.lead,
                    entry.by,
                    holds and session.member not in (entry.by, member),
                    words_of_keys(roster.members[member].ed, roster.members[member].x),
                    act.until if isinstance(act, Cover) else None,
                )
            )
        return tuple(found)

    def admit(self, session: StaffSession, invite: bytes) -> MemberId:
        """A registrar checks that the keys came through the link and signs the person in; queues are proposed.

        Before the district opens the root signs, and people get their queues at the queues' birth.
        Raises: AdmissionRefused("not_registrar" | "unknown" | "mac" | "other_seal"), StepUpRefused("needed").
        """
        if not session.principal.registrar:
            raise AdmissionRefused("not_registrar", "Only a registrar lets people in.")
        session.must_be_stepped_up(self._ground.clock())
        row, ed, x = self._proved(session, invite)
        signer = self._signer(session)
        wishes = Wishes.read(row.queues)
        acts: list[Act] = [AddMember(row.member, row.name, ed, x)]
        if signer.by is None:
            if wishes.registrar:
                acts.append(SetRegistrar(row.member, on=True))
        else:
            known = self._book.current.queues
            acts += [
                Enter(queue, row.member, lead)
                for queue, lead in sorted(wishes.queues.items())
                if queue in known
            ]
            if wishes.cover is not None and wishes.cover.queue in known:
                acts.append(Cover(wishes.cover.queue, row.member, wishes.cover.until))

        def extra(conn: Connection) -> None:
            if not invites.settle(conn, self._ground.district, invite, before="joined", state="admitted"):
                raise AdmissionRefused("unknown", "Somebody else has let this person in.")
            staff.set_state(conn, self._ground.district, row.member, "active")
            # New keys: what was wrapped to the old ones opens with nothing any more.
            queue_wraps.remove_of_member(conn, self._ground.district, row.member)
            self._witness(conn, "admitted", session, row.member, None)

        self._book.append(*(Signed(act, signer) for act in acts), extra=extra)
        return row.member

    def propose(self, session: StaffSession, member: MemberId, queue: QueueId, *, lead: bool = False) -> None:
        """A registrar asks the holders of a queue to take somebody in.

        Raises: AdmissionRefused("not_registrar" | "not_open"), StepUpRefused("needed"), vault RosterRefused.
        """
        if not session.principal.registrar:
            raise AdmissionRefused("not_registrar", "Only a registrar proposes people for queues.")
        session.must_be_stepped_up(self._ground.clock())
        if not self._book.current.opened:
            raise AdmissionRefused("not_open", "Open the district first; then its queues take people in.")
        signer = Signer(session.member, session.unlocked.ed)
        self._book.append(
            Signed(Enter(queue, member, lead), signer),
            extra=lambda conn: self._witness(conn, "proposed", session, member, queue),
        )

    def make_registrar(self, session: StaffSession, member: MemberId, *, on: bool) -> None:
        """Only the root's holder can. Raises: SetUpRefused("not_root"), StepUpRefused("needed"), vault RosterRefused."""
        session.must_be_stepped_up(self._ground.clock())
        act = SetRegistrar(member, on=on)
        self._book.append(
            Signed(act, self._root.signer(session)),
            extra=lambda conn: self._witness(
                conn, "registrar_on" if on else "registrar_off", session, member, None
            ),
        )

    def confirm(self, session: StaffSession, entry: int) -> None:
        """A holder of the queue's key has seen the name: the key is wrapped in the transaction of the confirmation.

        Raises: AdmissionRefused("unknown" | "not_member" | "own"), StepUpRefused("needed"),
        Refused("roster_moved") when the queue got a new key at the same moment.
        """
        session.must_be_stepped_up(self._ground.clock())
        roster = self._book.current
        proposal = roster.pending.get(entry)
        if proposal is None or not isinstance(proposal.act, Enter | Cover):
            raise AdmissionRefused("unknown", "That proposal is no longer open.")
        queue, member = QueueId(proposal.act.queue), MemberId(proposal.act.member)
        if session.member in (proposal.by, member):
            raise AdmissionRefused("own", "Another member of the queue has to confirm this.")
        if queue not in session.principal.queues:
            raise AdmissionRefused("not_member", "Only a member of the queue can hand its key on.")
        epoch = roster.queues[queue].epoch
        covers = isinstance(proposal.act, Cover)
        # Whoever stands in gets threads one by one, and never what opens all of them.
        wraps = [] if covers else self._wraps(session, queue, epoch, roster, member)

        def extra(conn: Connection) -> None:
            queue_wraps.remove_of_member(conn, self._ground.district, member, queue)
            queue_wraps.add(conn, self._ground.district, wraps)
            self._witness(conn, "confirmed_cover" if covers else "confirmed", session, member, queue)

        self._book.append(
            Signed(Confirm(entry), Signer(session.member, session.unlocked.ed)),
            extra=extra,
            expect=lambda now: (
                now.queues[queue].epoch == epoch and now.members[member].x == roster.members[member].x
            ),
        )

    def _wraps(
        self, session: StaffSession, queue: QueueId, epoch: int, roster: Roster, member: MemberId
    ) -> list[QueueWrap]:
        """The present key, and every older one that the confirming person still holds: old threads may name it."""
        recipient = roster.members[member].public
        wraps: list[QueueWrap] = []
        for at in range(epoch + 1):
            try:
                key: PrivateKey = session.queue_key(queue, at)
            except NoQueueKey:
                if at == epoch:
                    raise AdmissionRefused(
                        "not_member", "You do not hold this queue's key yourself yet."
                    ) from None
                continue
            sealed = wrap_queue_seed(self._ground.district, queue, at, recipient, key.seed)
            wraps.append(QueueWrap(queue, at, member, recipient.kid, sealed))
        return wraps

    def _proved(self, session: StaffSession, invite: bytes) -> tuple[Invite, bytes, bytes]:
        ground, x = self._ground, session.unlocked.x
        with ground.database.read() as conn:
            row = invites.by_id(conn, ground.district, invite)
            sealed = invites.seal_for(conn, ground.district, invite, x.public.kid)
        if row is None or row.state != "joined" or row.keys is None or row.mac is None:
            raise AdmissionRefused("unknown", "That invitation is no longer open.")
        if sealed is None:
            raise AdmissionRefused(
                "other_seal",
                "This invitation is older than your office. Another registrar can let the person in.",
            )
        ed, public = row.keys[:ED_LENGTH], row.keys[ED_LENGTH:]
        try:
            Invitation.open(ground.district, invite, x, sealed).check_join(
                ground.district, row.member, ed, public, row.mac
            )
        except Unreadable:
            raise AdmissionRefused(
                "mac", "These keys did not come through the link. Withdraw the invitation and make another."
            ) from None
        return row, ed, public

    def _signer(self, session: StaffSession) -> Signer:
        if self._book.current.opened:
            return Signer(session.member, session.unlocked.ed)
        try:
            return self._root.signer(session)
        except SetUpRefused:
            raise AdmissionRefused(
                "not_open", "Until the district opens, the first administrator lets people in."
            ) from None

    def _witness(
        self, conn: Connection, act: str, session: StaffSession, about: MemberId, queue: QueueId | None
    ) -> None:
        self._ground.witness.record(
            conn, minute=self._ground.minute(), act=act, actor=session.member, about=about, queue=queue
        )
