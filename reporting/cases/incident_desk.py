"""What staff do with several threads that are one incident. Each stays a thread of its own, sealed for itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import Connection

from reporting.cases.alike import Alike
from reporting.cases.desk_acts import StaffDesk
from reporting.cases.desk_pen import DeskPen, Doing
from reporting.cases.desk_thread import Desks, DeskThread, reader_ids
from reporting.cases.ground import Ground
from reporting.cases.incident import (
    APART,
    CORROBORATED,
    MOST_TOGETHER,
    TOGETHER,
    belonging,
    together_with,
)
from reporting.cases.incident_view import AlikeView, Outcome
from reporting.cases.refusals import (
    AnsweredMeanwhile,
    EmptyText,
    KeptApart,
    NoSuchThread,
    NotAllowed,
    NothingStored,
    TooLong,
    TooManyTogether,
)
from reporting.cases.reply_texts import SMS_LIMIT
from reporting.cases.staff_thread import StaffThreads
from reporting.cases.staff_view import Act
from reporting.cases.tip import BODY_LIMIT
from reporting.model.ids import MemberId, MessageId
from reporting.model.thread import Channel, ThreadState
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.store import deletions, messages
from reporting.store.errors import StoreError
from reporting.store.messages import Draft
from reporting.vault.notation import ID_LENGTH

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class _Said:
    """One note, and what the audit calls it."""

    act: str
    code: str
    text: str = field(repr=False)
    params: dict[str, str]


class IncidentDesk:
    def __init__(self, ground: Ground, witness: Witness, desk: StaffDesk) -> None:
        self._ground = ground
        self._desk = desk
        self._desks = Desks(ground)
        self._pen = DeskPen(ground, witness, self._desks, StaffThreads(ground))
        self._alike = Alike(ground)

    def view(self, session: StaffSession, reference: str) -> AlikeView:
        """Raises NoSuchThread."""
        return self._alike.view(session, reference)

    def merge(
        self, session: StaffSession, reference: str, submission: bytes, others: Sequence[str], name: str
    ) -> None:
        """One incident of this thread and others, with all that each of them was together with already.

        It touches no severity, no page and no promise. Raises EmptyText, TooLong, NoSuchThread, NotAllowed,
        KeptApart where somebody may open one of them of whom another is kept, TooManyTogether, NothingStored.
        """
        first = self._desks.load(session, reference)
        known = belonging(first)
        name = " ".join((name or (known.name if known else "")).split())
        if not name:
            raise EmptyText
        if len(name) > LONGEST_NAME:
            raise TooLong(LONGEST_NAME)
        group: dict[str, DeskThread] = {}
        for wanted in dict.fromkeys((reference, *others)):
            thread = self._desks.load(session, wanted)
            group |= {one.row.reference: one for one in together_with(self._desks, session, thread)}
        if len(group) < 2:  # noqa: PLR2004 -- one is no several
            raise EmptyText
        if len(group) > MOST_TOGETHER:
            raise TooManyTogether
        self._refuse_apart(tuple(group.values()))
        incident = known.incident if known else _id(submission, b"incident").hex()
        params = {"incident": incident, "threads": " ".join(sorted(group))}
        self._note_in_each(
            session, submission, reference, sorted(group), _Said("merged", TOGETHER, name, params)
        )

    def take_out(self, session: StaffSession, reference: str, submission: bytes) -> None:
        """The thread is for itself again; the others stay together. Raises NotAllowed where it is with none."""
        mine = belonging(self._desks.load(session, reference))
        if mine is None:
            raise NotAllowed
        params = {"incident": mine.incident}
        self._note_in_each(session, submission, reference, [reference], _Said("taken_out", APART, "", params))

    def corroborate(
        self, session: StaffSession, reference: str, submission: bytes, how: str, *, everywhere: bool
    ) -> None:
        """By what else it was found true. `everywhere`: in all threads of its incident. Raises EmptyText, TooLong."""
        if not how.strip():
            raise EmptyText
        if len(how) > BODY_LIMIT:
            raise TooLong(BODY_LIMIT)
        thread = self._desks.load(session, reference)
        group = together_with(self._desks, session, thread) if everywhere else (thread,)
        references = sorted(one.row.reference for one in group)
        self._note_in_each(
            session, submission, reference, references, _Said("corroborated", CORROBORATED, how, {})
        )

    def reply(
        self,
        session: StaffSession,
        reference: str,
        submission: bytes,
        body: str,
        seen: Mapping[str, str],
    ) -> dict[str, Outcome]:
        """One text, sealed to each thread of the incident that `seen` names, as an answer of its own, exactly once each:
        sent again under the same number it is stored only where it was not. By reference, what became of it.

        Raises EmptyText, TooLong, NoSuchThread.
        """
        thread = self._desks.load(session, reference)
        group = [one for one in together_with(self._desks, session, thread) if one.row.reference in seen]
        by_text = any(one.row.channel is Channel.SMS for one in group)
        limit = SMS_LIMIT if by_text else BODY_LIMIT
        if not body.strip() or not group:
            raise EmptyText
        if len(body) > limit:
            raise TooLong(limit)
        return {
            one.row.reference: self._reply_in(session, one, submission, body, seen[one.row.reference])
            for one in group
        }

    def _reply_in(
        self, session: StaffSession, thread: DeskThread, submission: bytes, body: str, seen: str
    ) -> Outcome:
        number, district = _id(submission, thread.row.id), self._ground.district
        with self._ground.database.read() as conn:
            if messages.find(conn, district, MessageId(number)) is not None:
                return "sent"
            if deletions.of_thread(conn, district, thread.row.id) is not None:
                return "deleted"
        if thread.row.state is ThreadState.CLOSED:
            return "closed"
        try:
            self._desk.reply(session, thread.row.reference, number, body, seen)
        except AnsweredMeanwhile:
            return "answered_meanwhile"
        except (NothingStored, NoSuchThread, NotAllowed):
            return "not_stored"
        return "sent"

    def _refuse_apart(self, several: Sequence[DeskThread]) -> None:
        """A name and a list must not tell somebody of a thread that is kept from them."""
        members_of = {queue.id: queue.members for queue in self._ground.roll.queues()}
        excluded = frozenset[MemberId]().union(*(one.excluded() for one in several))
        readers = frozenset[MemberId]().union(*(reader_ids(one, members_of) for one in several))
        if excluded & readers:
            raise KeptApart

    def _note_in_each(
        self,
        session: StaffSession,
        submission: bytes,
        named: str,
        references: Sequence[str],
        what: _Said,
    ) -> None:
        """The same note in several threads, all or none. Raises NoSuchThread, NotAllowed, NothingStored."""
        ground = self._ground
        deeds: list[tuple[Doing, Draft]] = []
        for reference in references:
            doing = self._pen.begin(session, reference, Act.LINK)
            number = _id(submission, what.code.encode() + doing.thread.row.id)
            deeds.append(
                (doing, self._pen.note(doing, number, what.text, code=what.code, params=what.params))
            )
        # In one order everywhere, so that two who do this at once do not wait for each other.
        deeds.sort(key=lambda deed: deed[0].thread.row.id)
        about = next(doing for doing, _ in deeds if doing.thread.row.reference == named)

        def unit(conn: Connection) -> None:
            if messages.find(conn, ground.district, deeds[0][1].id) is not None:
                return
            for doing, note in deeds:
                self._pen.noted(doing, note)(conn)
            # Of one thread alone: lines about each would tell a thief which belong together.
            self._pen.record(conn, about, what.act)

        try:
            ground.database.write(unit)
        except StoreError:
            raise NothingStored from None
        for doing, _ in deeds:
            ground.feed.tell(doing.thread.holders, urgent=False)


def _id(submission: bytes, what: bytes) -> bytes:
    """The number of one of several messages that a form stands for: the same form gives the same ones."""
    return sha256(b"quietline/several/" + submission + what).digest()[:ID_LENGTH]
