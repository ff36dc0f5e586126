"""Staff's side of a guardian's thread: propose it, say the second yes, give the link, end it.

Each step looks again at what speaks against telling home, and at whether the student's yes stands.
"""

import secrets
from collections.abc import Iterator

from sqlalchemy import Connection

from reporting.cases.desk_pen import DeskPen, Doing, Effect
from reporting.cases.desk_thread import Desks, DeskThread, reader_ids
from reporting.cases.ground import Ground
from reporting.cases.guardian import (
    CONFIRMED,
    ENDED,
    FINISHED,
    LINKED,
    OVER,
    PROPOSED,
    READY,
    Asking,
    Stage,
    bonds_in,
    current,
)
from reporting.cases.home import HomeReason, home_reasons
from reporting.cases.offered import NotHereYet, Offered, everywhere, is_offered
from reporting.cases.opened_message import written_in
from reporting.cases.own_mark import is_mark
from reporting.cases.refusals import EmptyText, NoSuchThread, TooLong
from reporting.cases.sealing import stamp
from reporting.cases.staff_thread import StaffThreads
from reporting.cases.staff_view import Act
from reporting.cases.tip import BODY_LIMIT
from reporting.families.guardian_desk import (
    GuardianDesk,
    GuardianLink,
    HomeSpeaksAgainst,
    NoStudentsPage,
    NotAllRead,
    NotNow,
    Proposing,
    SamePerson,
    ThreadClosed,
    TooSoon,
)
from reporting.families.invitation import Invitation
from reporting.model.clock import date_of, day_of
from reporting.model.ids import MessageId
from reporting.model.kind import Kind
from reporting.model.thread import Channel, ThreadState
from reporting.model.writer import Writer
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.store import bonds, messages, threads
from reporting.store.shred import ShredKeyMissing
from reporting.vault import base64url
from reporting.vault.bonds import TOKEN_BYTES, bond_id
from reporting.vault.notation import new_id
from reporting.vault.payload import Payload

LINK_DAYS = 7
LONGEST = 2000
NAME_LENGTH = 60
_STUDENT = frozenset({Kind.WEB, Kind.SMS})


class StaffGuardians:
    """`base`: where the public pages are."""

    def __init__(self, ground: Ground, witness: Witness, base: str, *, offered: Offered = everywhere) -> None:
        self._ground = ground
        self._offered = offered
        self._base = base
        self._desks = Desks(ground)
        self._views = StaffThreads(ground)
        self._pen = DeskPen(ground, witness, self._desks, self._views)

    def desk(self, session: StaffSession, reference: str) -> GuardianDesk:
        """Raises NoSuchThread."""
        thread, ground = self._desks.load(session, reference), self._ground
        asking, (refusal, reasons) = current(thread.opened), self._against(session, thread)
        stage, name = self._stage(asking), ground.roll.staff_name
        if refusal is None and stage in FINISHED and asking is not None and asking.rests(ground.clock()):
            refusal = TooSoon.code
        begins = stage is None or stage in FINISHED
        if refusal is None and begins and not is_offered(self._offered, thread):
            refusal = NotHereYet.code
        way = asking.way if asking else None
        today = day_of(ground.clock())
        return GuardianDesk(
            reference,
            written_in(thread.opened),
            ground.roll.zone().key,
            asking,
            stage,
            name(asking.member) if asking and asking.member else "",
            name(asking.confirmed) if asking and asking.confirmed else "",
            reasons,
            refusal,
            mine=asking is not None and asking.member == session.member,
            others=self._others(thread, session),
            beside=self._written(session, asking),
            until=date_of(way.until_day) if way else None,
            late=way is not None and way.until_day < today,
        )

    def propose(self, session: StaffSession, reference: str, submission: bytes, said: Proposing) -> None:
        """As a message to the student, who is asked at a later visit.

        Raises EmptyText, TooLong, NotAllowed, NotNow, NotHereYet, TooSoon, NoSuchThread, and what speaks against it.
        """
        doing = self._begin(session, reference, Act.REPLY)
        if not is_offered(self._offered, doing.thread):
            raise NotHereYet
        asking = current(doing.thread.opened)
        if asking is not None:
            if asking.id == submission.hex():
                return
            if self._stage(asking) not in FINISHED:
                raise NotNow
            if asking.rests(doing.now):
                raise TooSoon
        for text, longest in ((said.words, BODY_LIMIT), (said.adult, NAME_LENGTH), (said.tell, LONGEST)):
            if not text.strip():
                raise EmptyText
            if len(text) > longest:
                raise TooLong(longest)
        payload = Payload(
            stamp(doing.now, exact=True),
            said.words.strip(),
            code=PROPOSED,
            params={"adult": said.adult.strip(), "tell": said.tell.strip()},
            roster=self._ground.roll.roster_entry(),
        )
        draft = self._pen.seal(doing, submission, Kind.STAFF_REPLY, payload)
        self._pen.write(doing, PROPOSED, [draft], awaiting="reporter", before=self._unchanged(doing))

    def confirm(self, session: StaffSession, reference: str, submission: bytes, asking: str) -> None:
        """The second yes. Raises SamePerson, NotNow, NotAllowed, NoSuchThread, and what speaks against it."""
        doing = self._begin(session, reference, Act.NOTE)
        known = _named(doing.thread, asking)
        if self._stage(known) is not Stage.AGREED:
            raise NotNow
        if known.member == session.member:
            raise SamePerson
        note = self._pen.note(doing, submission, "", code=CONFIRMED, params={"asking": known.id})
        self._pen.write(doing, CONFIRMED, [note], before=self._unchanged(doing))

    def end(self, session: StaffSession, reference: str, submission: bytes, asking: str, reason: str) -> None:
        """At any step, with a reason for staff. The student is told that it is over, the guardian nothing.

        Raises EmptyText, TooLong, NotNow, NotAllowed, NoSuchThread.
        """
        doing = self._pen.begin(session, reference, Act.NOTE)
        known = _named(doing.thread, asking)
        if self._stage(known) in FINISHED:
            raise NotNow
        if not reason.strip():
            raise EmptyText
        if len(reason) > LONGEST:
            raise TooLong(LONGEST)
        params = {"asking": known.id}
        note = self._pen.note(doing, submission, reason.strip(), code=ENDED, params=params)

        def effect(conn: Connection) -> None:
            for bond in bonds_in(doing.thread.opened):
                bonds.end(conn, self._ground.district, bond)

        drafts = [note, self._pen.system(doing, OVER, params=params)]
        self._pen.write(doing, ENDED, drafts, before=self._unchanged(doing), effect=effect)

    def link(
        self, session: StaffSession, reference: str, submission: bytes, asking: str, *, handed: bool
    ) -> GuardianLink:
        """A link that works once, in place of a former one. `handed`: the student gives it, and finds it on their page.

        Raises NotNow, NotAllowed, NoSuchThread, NothingStored, and what speaks against it.
        """
        doing, ground = self._begin(session, reference, Act.REPLY), self._ground
        known = _named(doing.thread, asking)
        if self._stage(known) not in {Stage.CONFIRMED, Stage.LINKED} or self._first(known) is not None:
            raise NotNow
        token, first, note_id = secrets.token_bytes(TOKEN_BYTES), MessageId(new_id()), MessageId(submission)
        bond, until = bond_id(token, ground.district), day_of(doing.now) + LINK_DAYS
        row = doing.thread.row
        invitation = Invitation(
            first,
            note_id,
            row.queue,
            row.school,
            doing.thread.excluded(),
            known.tell,
            written_in(doing.thread.opened),
            until,
        )
        address = f"{self._base}/adult/{base64url.encode(token)}"
        params = {"asking": known.id, "bond": bond.hex()}
        kept = {**params, "first": first.hex(), "until": str(until)}
        shown = {**params, "link": address} if handed else params
        drafts = [
            self._pen.note(doing, submission, "", code=LINKED, params=kept),
            self._pen.system(doing, READY, params=shown),
        ]
        stored = False

        def effect(conn: Connection) -> None:
            nonlocal stored
            for former in bonds_in(doing.thread.opened):
                bonds.end(conn, ground.district, former)
            sealed = invitation.seal(token, ground.district)
            bonds.add(conn, ground.district, bond, until, sealed)
            stored = True

        self._pen.write(doing, LINKED, drafts, before=self._unchanged(doing), effect=effect)
        if not stored:
            raise NotNow
        return GuardianLink(address, date_of(until), handed)

    def _begin(self, session: StaffSession, reference: str, act: Act) -> Doing:
        """Raises what speaks against it now, whatever the page showed."""
        doing = self._pen.begin(session, reference, act)
        refusal, _ = self._against(session, doing.thread)
        if refusal is not None:
            raise _REFUSALS[refusal]
        return doing

    def _against(
        self, session: StaffSession, thread: DeskThread
    ) -> tuple[str | None, tuple[HomeReason, ...]]:
        """Why no step can be taken, and the reasons, of this thread and of those that it goes on from."""
        reasons: set[HomeReason] = set()
        whole = True
        for one in self._conversation(session, thread):
            whole = whole and one is not None and _is_whole(one)
            if one is not None:
                reasons.update(home_reasons(one.opened, one.records()))
        found = tuple(sorted(reasons))
        if thread.writer is not Writer.STUDENT or thread.row.channel is Channel.SMS:
            return NoStudentsPage.code, found
        if found:
            return HomeSpeaksAgainst.code, found
        if not whole:
            return NotAllRead.code, found
        return (ThreadClosed.code if thread.row.state is ThreadState.CLOSED else None), found

    def _conversation(self, session: StaffSession, thread: DeskThread) -> Iterator[DeskThread | None]:
        """The thread and its neighbours; None for one that this person cannot open."""
        yield thread
        ground = self._ground
        with ground.database.read() as conn:
            named = {
                *threads.continued_by(conn, ground.district, thread.row.id),
                *threads.continuations_of(conn, ground.district, thread.row.id),
            }
            rows = tuple(threads.by_ids(conn, ground.district, tuple(named)).values()) if named else ()
        for row in rows:
            try:
                yield self._desks.load(session, row.reference)
            except (NoSuchThread, ShredKeyMissing):
                yield None

    def _unchanged(self, doing: Doing) -> Effect:
        """In the transaction: the student may write in this moment what speaks against it, or take the yes back."""

        def check(conn: Connection) -> None:
            row = threads.by_id(conn, self._ground.district, doing.thread.row.id)
            if row is None or row.last_seq != doing.thread.row.last_seq:
                raise NotNow

        return check

    def _stage(self, asking: Asking | None) -> Stage | None:
        if asking is None:
            return None
        ground = self._ground
        with ground.database.read() as conn:
            stands = bonds.stands(conn, ground.district, asking.bond)
        return asking.stage(stands=stands, opened=self._first(asking) is not None)

    def _first(self, asking: Asking | None) -> messages.Appended | None:
        """Where the guardian's first message lies, once there is one: its number was chosen with the link."""
        if asking is None or asking.way is None:
            return None
        with self._ground.database.read() as conn:
            return messages.find(conn, self._ground.district, asking.way.first)

    def _written(self, session: StaffSession, asking: Asking | None) -> str:
        first, ground = self._first(asking), self._ground
        if first is None:
            return ""
        with ground.database.read() as conn:
            row = threads.by_id(conn, ground.district, first.thread)
        try:
            return self._desks.load(session, row.reference).row.reference if row else ""
        except (NoSuchThread, ShredKeyMissing):
            return ""

    def _others(self, thread: DeskThread, session: StaffSession) -> bool:
        members = {queue.id: queue.members for queue in self._ground.roll.queues()}
        return any(one != session.member for one in reader_ids(thread, members))


def _is_whole(thread: DeskThread) -> bool:
    """Whether all that the student wrote, and what triage said of it, can be read."""
    judged = {record.message for record in thread.records()}
    said = [one for one in thread.opened if one.stored.kind in _STUDENT]
    return thread.keys is not None and all(
        one.payload is not None and (is_mark(one) or one.stored.id.hex() in judged) for one in said
    )


def _named(thread: DeskThread, asking: str) -> Asking:
    """Raises NotNow where another one is the newest."""
    found = current(thread.opened)
    if found is None or found.id != asking:
        raise NotNow
    return found


_REFUSALS = {one.code: one for one in (HomeSpeaksAgainst, NotAllRead, NoStudentsPage, ThreadClosed)}
