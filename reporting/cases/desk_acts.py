"""What staff do to a thread. Each act is signed by its author, audited in the same transaction, and told to open inboxes."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from sqlalchemy import Connection

from notify.outbox import NotHeld, NotReleasable
from reporting.cases import home
from reporting.cases.answered import note_answered, refuse_a_race
from reporting.cases.certified import ThreadSwapped
from reporting.cases.checklists import CHECKED, Checked
from reporting.cases.desk_pen import DeskPen, Doing, Effect
from reporting.cases.desk_thread import DISPOSED, LIFTED, MAY_CONTINUE, Desks, DeskThread
from reporting.cases.ground import Ground
from reporting.cases.guardian import bonds_in
from reporting.cases.held_replies import Answer, HeldReplies, How
from reporting.cases.nudges import Nudges
from reporting.cases.overriding import Overriding, Word
from reporting.cases.passing_on import Parting, PassingOn
from reporting.cases.phone_standing import phone_standing
from reporting.cases.private_note import PRIVATE
from reporting.cases.raising import ReadersChanged
from reporting.cases.refusals import (
    AnsweredMeanwhile,
    EmptyText,
    NoSuchThread,
    NotAllowed,
    TooLong,
    UnknownReference,
)
from reporting.cases.reply_texts import SMS_LIMIT, ReplyTexts
from reporting.cases.rule_counter import RuleCounter
from reporting.cases.sealing import stamp
from reporting.cases.staff_thread import StaffThreads, seen_link
from reporting.cases.staff_view import Act, PhoneStanding, Presence, StaffThread, Taken
from reporting.cases.steps import LISTS
from reporting.cases.taking import Taking
from reporting.cases.thread_alarms import clear_late
from reporting.cases.tip import BODY_LIMIT
from reporting.cases.to_do import ToDo, ToDos
from reporting.cases.writing_now import WritingNow
from reporting.model.held import Holding
from reporting.model.ids import MemberId, ThreadId
from reporting.model.kind import Kind
from reporting.model.thread import Channel, Disposition, ThreadState
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.store import bonds, held_replies, thread_changes, thread_reads
from reporting.store.errors import StoreError
from reporting.store.messages import Draft
from reporting.vault.payload import Payload


class _NothingToDo(Exception):
    """Raised in a unit of work to undo it: somebody else was faster, and nothing is left to write down."""


@dataclass(frozen=True, slots=True)
class _LastWords:
    """`draft`: what the thread says at once; None where it waits for the morning."""

    draft: Draft | None
    leaves: tuple[Effect, ...]


class StaffDesk:
    def __init__(self, ground: Ground, witness: Witness, counter: RuleCounter, nudges: Nudges) -> None:
        self._ground = ground
        self._desks = Desks(ground)
        self._views = StaffThreads(ground)
        self._pen = DeskPen(ground, witness, self._desks, self._views)
        self._texts = ReplyTexts(ground)
        self._nudges = nudges
        self._passing_on = PassingOn(ground, self._pen, self._views)
        self._writing = WritingNow(ground.clock)
        self._to_do = ToDos(ground, self._pen)
        self._taking = Taking(ground, self._pen, self._views)
        self._overriding = Overriding(ground, self._pen, counter)
        self.held = HeldReplies(ground, self._pen)

    def read(self, session: StaffSession, reference: str) -> StaffThread:
        """The first time a person opens what the student wrote last, the student is told that somebody has read this."""
        thread = self._desks.load(session, reference)
        with suppress(StoreError):  # a full disk keeps no words from whoever reads
            self._ground.paging.opened(thread.row.id, session.member, self._ground.clock())
        if thread.row.read_minute is None and any(one.payload for one in thread.opened):
            try:
                self._pen.mark_read(Doing(session, thread, self._ground.clock()))
            except (StoreError, ThreadSwapped):
                # A full disk, or keys that are not the thread's own: the words are shown all the same.
                return self._views.view(session, thread)
            thread = self._desks.load(session, reference)
        with suppress(StoreError):
            self._note_read(session, thread)
        writing = self._names(self._writing.others(thread.row.id, session.member))
        self.held.mend(thread)
        return replace(
            self._views.view(session, thread),
            writing=writing,
            texting=self.held.phone(thread),
            held=self.held.views(session, thread),
        )

    def _note_read(self, session: StaffSession, thread: DeskThread) -> None:
        """What came later is unread by this person; what others read says nothing of it."""
        ground, seq = self._ground, thread.stored[-1].seq
        with ground.database.read() as conn:
            known = thread_reads.read_by(conn, ground.district, session.member, [thread.row.id])
        if known.get(thread.row.id, 0) < seq:
            ground.database.write(
                lambda conn: thread_reads.note_read(conn, ground.district, session.member, thread.row.id, seq)
            )

    def reply(
        self,
        session: StaffSession,
        reference: str,
        submission: bytes,
        body: str,
        seen: str,
        *,
        how: How = How.BY_RULE,
    ) -> str:
        """What was done: replied, or what `HeldReplies.instead` did instead."""
        doing = self._pen.begin(session, reference, Act.REPLY)
        _check_unanswered(doing, submission, seen)
        by_text = phone_standing(self._ground, doing.thread) is PhoneStanding.TEXTED
        _check(body, SMS_LIMIT if by_text or doing.thread.row.channel is Channel.SMS else BODY_LIMIT)
        payload = Payload(
            stamp(doing.now, exact=True),
            body,
            seen=seen_link(seen),
            roster=self._ground.roll.roster_entry(),
        )
        draft = self._pen.seal(doing, submission, Kind.STAFF_REPLY, payload)
        if by_text and (done := self.held.instead(doing, Answer(draft, body), how)) is not None:
            self._writing.sent(doing.thread.row.id, session.member)
            return done
        text = self._texts.carry(doing, draft.id, body) if by_text else None
        nudge = self._nudges.carry(doing)

        def effect(conn: Connection) -> None:
            self.held.refuse_another(conn, doing)
            self.held.answered(conn, doing)
            for leaves in (text, nudge):
                if leaves is not None:
                    leaves(conn)

        self._pen.write(doing, "replied", [draft], awaiting="reporter", effect=effect)
        self._writing.sent(doing.thread.row.id, session.member)
        return "replied"

    def presence(self, session: StaffSession, reference: str, seen: str, *, writing: bool) -> Presence:
        """Who else writes here. Told every few seconds by an open page: it opens no message, and counts as no reading."""
        thread, last = self._desks.glance(session, reference)
        if writing:
            self._writing.note(thread, session.member)
        shown = seen_link(seen)
        return Presence(
            self._names(self._writing.others(thread, session.member)), shown is None or shown.seq < last
        )

    def _names(self, members: Iterable[MemberId]) -> tuple[str, ...]:
        return tuple(sorted(self._ground.roll.staff_name(one) for one in members))

    def note(
        self, session: StaffSession, reference: str, submission: bytes, body: str, *, only_me: bool = False
    ) -> None:
        """`only_me`: sealed so that nobody but its writer opens it."""
        doing = self._pen.begin(session, reference, Act.NOTE)
        _check(body, BODY_LIMIT)
        note = self._pen.note(doing, submission, body, code=PRIVATE if only_me else None)
        self._pen.write(doing, "noted", [note])

    def override(self, session: StaffSession, reference: str, submission: bytes, word: Word) -> None:
        """What this person says of the urgency. Raises as `Overriding.say` does."""
        while True:
            try:
                return self._overriding.say(
                    self._pen.begin(session, reference, Act.OVERRIDE), submission, word
                )
            except ReadersChanged:
                continue

    def assign(
        self, session: StaffSession, reference: str, assignee: str | None, parting: Parting | None = None
    ) -> None:
        self._passing_on.assign(session, reference, assignee, parting or self._wordless())

    def take(self, session: StaffSession, references: Sequence[str]) -> tuple[Taken, ...]:
        return self._taking.take(session, references)

    def give_back(self, session: StaffSession, taken: Sequence[Taken]) -> None:
        self._taking.give_back(session, taken)

    def hand_over(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        self._passing_on.hand_over(session, reference, queue, parting)

    def share(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        self._passing_on.share(session, reference, queue, parting)

    def take_back(self, session: StaffSession, reference: str, queue: str) -> None:
        self._passing_on.take_back(session, reference, queue)

    def _wordless(self) -> Parting:
        return Parting(self._ground.id(), "")

    def close(
        self,
        session: StaffSession,
        reference: str,
        disposition: str,
        body: str,
        *,
        outcome: str = "",
        follow_up: date | None = None,
        how: How = How.BY_RULE,
    ) -> None:
        """`body` are words to the student, an answer like any other, by text too; empty gives the shipped ones, which no
        text carries. What is decided, and its outcome in the writer's own words, stay sealed. On the day of `follow_up`
        the thread needs an answer again. Raises QuietPhone where a silent phone is not to be texted unasked, and for a
        text AnsweredMeanwhile.
        """
        doing = self._pen.begin(session, reference, Act.CLOSE)
        try:
            decided = Disposition(disposition)
        except ValueError:
            raise NotAllowed from None
        if len(outcome) > BODY_LIMIT:
            raise TooLong(BODY_LIMIT)
        comes_back = self._to_do.follow_up(doing, follow_up)
        drafts = [
            self._pen.note(
                doing, self._ground.id(), outcome, code=DISPOSED, params={"disposition": decided.value}
            )
        ]
        last = self._last_words(doing, body, how) if body.strip() else None
        if last is not None and last.draft is not None:
            drafts.append(last.draft)
        drafts.append(self._pen.system(doing, "closed"))

        def effect(conn: Connection) -> None:
            district, thread = self._ground.district, doing.thread.row.id
            held_replies.interrupt(conn, district, thread, Holding.CLOSED)
            self._ground.paging.acknowledge(conn, thread, session.member, doing.now)
            self._ground.paging.over(conn, thread)
            thread_changes.set_due(conn, district, thread, None)
            clear_late(conn, district, thread, doing.minute)
            thread_changes.set_state(conn, district, thread, ThreadState.CLOSED, changed_minute=doing.minute)
            comes_back(conn)
            for leaves in last.leaves if last is not None else ():
                leaves(conn)

        self._pen.write(doing, "closed", drafts, awaiting="reporter", effect=effect)

    def _last_words(self, doing: Doing, body: str, how: How) -> "_LastWords":
        """Raises TooLong, QuietPhone; what leaves raises AnsweredMeanwhile."""
        ground, thread = self._ground, doing.thread.row
        by_text = phone_standing(ground, doing.thread) is PhoneStanding.TEXTED
        _check(body, SMS_LIMIT if by_text or thread.channel is Channel.SMS else BODY_LIMIT)
        payload = Payload(stamp(doing.now, exact=True), body, roster=ground.roll.roster_entry())
        draft = self._pen.seal(doing, ground.id(), Kind.STAFF_REPLY, payload)
        # Two answers must not meet on a phone.
        alone = partial(refuse_a_race, district=ground.district, thread=thread)
        waits = self.held.with_the_close(doing, Answer(draft, body), how) if by_text else None
        if waits is not None:
            return _LastWords(None, (alone, waits))
        text = self._texts.carry(doing, draft.id, body) if by_text else None
        answered = partial(note_answered, district=ground.district, thread=thread.id)
        # A nudge is made for an answer that is noted.
        leaves = (alone if by_text else None, answered, text, self._nudges.carry(doing))
        return _LastWords(draft, tuple(one for one in leaves if one is not None))

    def reopen(self, session: StaffSession, reference: str) -> None:
        doing = self._pen.begin(session, reference, Act.REOPEN)
        stays = self._to_do.follow_up(doing, None)

        def effect(conn: Connection) -> None:
            district, thread = self._ground.district, doing.thread.row.id
            thread_changes.set_state(conn, district, thread, ThreadState.OPEN, changed_minute=doing.minute)
            # Last words that wait are none any more.
            held_replies.interrupt(conn, district, thread, Holding.TAKEN)
            stays(conn)

        self._pen.write(
            doing, "reopened", [self._pen.system(doing, "reopened")], awaiting="staff", effect=effect
        )

    def followed_up(self, session: StaffSession, reference: str) -> None:
        """Its day came and somebody looked: it does not come back again."""
        doing = self._pen.begin(session, reference, Act.NOTE)
        self._pen.write(doing, "noted", [], effect=self._to_do.follow_up(doing, None))

    def task(self, session: StaffSession, reference: str, submission: bytes, what: ToDo) -> None:
        view = self._views.view(session, self._desks.load(session, reference))
        self._to_do.add(session, reference, submission, what, [one.value for one in view.assignees])

    def check(self, session: StaffSession, reference: str, submission: bytes, checked: Checked) -> None:
        """Raises NotAllowed for a list that is not there."""
        doing = self._pen.begin(session, reference, Act.NOTE)
        if checked.steps not in LISTS:
            raise NotAllowed
        if checked.empty:
            return
        note = self._pen.note(doing, submission, "", code=CHECKED, params=checked.params())
        self._pen.write(doing, "noted", [note])

    def task_done(self, session: StaffSession, reference: str, task: str) -> None:
        self._to_do.done(session, reference, task)

    def acknowledge(self, session: StaffSession, reference: str) -> None:
        doing = self._pen.begin(session, reference, Act.ACKNOWLEDGE)
        self._page_act(doing, "acknowledged", self._ground.paging.acknowledge)

    def hand_back(self, session: StaffSession, reference: str) -> None:
        doing = self._pen.begin(session, reference, Act.HAND_BACK)
        self._page_act(doing, "handed_back", self._ground.paging.hand_back)

    def lift_exclusion(self, session: StaffSession, reference: str, member: str, reason: str) -> None:
        """Only the designee, with a reason. The person gets no key by this; a hand-over may now include them."""
        doing = self._pen.begin(session, reference, Act.LIFT_EXCLUSION)
        _check(reason, BODY_LIMIT)
        if member not in {one.hex() for one in doing.thread.excluded()}:
            raise NotAllowed
        draft = self._pen.note(doing, self._ground.id(), reason, code=LIFTED, params={"member": member})
        self._pen.write(doing, "exclusion_lifted", [draft])

    def hold(self, session: StaffSession, reference: str, reason: str) -> None:
        self._holding(session, reference, reason, Act.HOLD, "held")

    def release(self, session: StaffSession, reference: str, reason: str) -> None:
        self._holding(session, reference, reason, Act.RELEASE, "released")

    def _holding(self, session: StaffSession, reference: str, reason: str, act: Act, done: str) -> None:
        """The key first: whoever reads that a thread is on hold relies on it."""
        doing = self._pen.begin(session, reference, act)
        _check(reason, BODY_LIMIT)
        self._ground.shred.hold(doing.thread.row.id, on=act is Act.HOLD)
        self._pen.write(doing, done, [self._pen.note(doing, self._ground.id(), reason, code=done)])

    def link(self, session: StaffSession, reference: str, other: str) -> None:
        """New words never open an old thread: that two belong together is a guess of staff, and stays one."""
        doing = self._pen.begin(session, reference, Act.LINK)
        named = other.strip().upper()
        try:
            self._desks.load(session, named)
        except NoSuchThread:
            raise UnknownReference from None
        if named == reference:
            raise UnknownReference
        draft = self._pen.note(doing, self._ground.id(), "", code=MAY_CONTINUE, params={"reference": named})
        self._pen.write(doing, "linked", [draft])

    def home(
        self, session: StaffSession, reference: str, submission: bytes, reason: str, *, unsafe: bool
    ) -> None:
        doing = self._pen.begin(session, reference, Act.NOTE)
        _check(reason, BODY_LIMIT)
        code = home.UNSAFE if unsafe else home.LIFTED

        def effect(conn: Connection) -> None:
            # Silently: a guardian reads nothing from now on, and nobody is told why.
            for bond in bonds_in(doing.thread.opened) if unsafe else ():
                bonds.end(conn, self._ground.district, bond)

        note = self._pen.note(doing, submission, reason, code=code)
        self._pen.write(doing, code, [note], effect=effect)

    def send_anyway(self, session: StaffSession, reference: str, message: str) -> None:
        doing = self._pen.begin(session, reference, Act.REPLY)
        known = {one.stored.id for one in doing.thread.opened if one.stored.kind is Kind.STAFF_REPLY}
        about = next((one for one in known if one.hex() == message), None)
        if about is None:
            raise NotAllowed

        try:
            self._pen.write(doing, "sent_anyway", [], effect=self._texts.release(doing, about))
        except (NotHeld, NotReleasable):
            raise NotAllowed from None

    def _page_act(
        self,
        doing: Doing,
        act: str,
        done: Callable[[Connection, ThreadId, MemberId, datetime], bool],
    ) -> None:
        """The page and its audit line are one: neither an act without a line, nor a line of what another did."""

        def effect(conn: Connection) -> None:
            if not done(conn, doing.thread.row.id, doing.session.member, doing.now):
                raise _NothingToDo

        try:
            self._pen.write(doing, act, [], effect=effect)
        except _NothingToDo:
            # The page of the thread says who has it.
            self._ground.feed.tell(doing.thread.holders, urgent=False)


def _check_unanswered(doing: Doing, submission: bytes, seen: str) -> None:
    """Raises AnsweredMeanwhile where a colleague's answer stands behind what the writer was shown."""
    shown, stored = seen_link(seen), doing.thread.opened
    if shown is None or any(one.stored.id == submission for one in stored):
        return
    if any(
        one.stored.kind is Kind.STAFF_REPLY
        and one.stored.seq > shown.seq
        and one.member != doing.session.member
        for one in stored
    ):
        raise AnsweredMeanwhile


def _check(body: str, limit: int) -> None:
    if not body.strip():
        raise EmptyText
    if len(body) > limit:
        raise TooLong(limit)
