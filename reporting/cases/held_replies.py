"""An answer by text that must not leave now: kept until the morning or until the student writes back, and left to people."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial

from sqlalchemy import Connection

from notify.ports import Unopenable
from reporting.cases import text_wording
from reporting.cases.answered import note_answered, refuse_a_race
from reporting.cases.contact import Contact, contact_of
from reporting.cases.desk_pen import DeskPen, Doing, Effect
from reporting.cases.desk_thread import DeskThread
from reporting.cases.ground import Ground
from reporting.cases.phone_silence import OPENER, silence_of
from reporting.cases.phone_standing import phone_standing, stopped
from reporting.cases.refusals import AnswerWaits, HeldGone, QuietPhone
from reporting.cases.sealing import stamp
from reporting.cases.staff_view import Act, HeldView, PhoneStanding, PhoneView
from reporting.cases.text_hours import FRESH, is_silent, leaves_at
from reporting.cases.thread_alarms import clear_late
from reporting.model.clock import moment_of
from reporting.model.held import Held, Holding
from reporting.model.ids import MessageId
from reporting.model.kind import Kind
from reporting.people.staff_session import StaffSession
from reporting.store import held_replies, thread_changes
from reporting.store.errors import StoreError
from reporting.store.held_replies import HeldReply
from reporting.store.messages import Draft, Message
from reporting.vault.chain import FIRST_LINK
from reporting.vault.payload import Payload
from triage.decision import Severity


class How(StrEnum):
    """What its author pressed."""

    BY_RULE = ""
    NOW = "now"  # by night, all the same
    UNASKED = "unasked"  # to a silent phone, without asking first
    ASK = "ask"  # something neutral first; the answer is kept


@dataclass(frozen=True, slots=True)
class Answer:
    """One that is signed and sealed, and its words for the text."""

    draft: Draft
    body: str
    opener: bool = False

    def __repr__(self) -> str:
        return "Answer(<sealed>)"


class HeldReplies:
    def __init__(self, ground: Ground, pen: DeskPen) -> None:
        self._ground = ground
        self._pen = pen

    def phone(self, thread: DeskThread) -> PhoneView | None:
        """What a text would do now; None where none can leave."""
        if phone_standing(self._ground, thread) is not PhoneStanding.TEXTED:
            return None
        now, silence = self._ground.clock(), silence_of(thread.opened)
        return PhoneView(
            heard=silence.heard,
            silent=is_silent(now, silence.heard),
            asked=silence.asked,
            leaves=self._leaves(thread, now),
            opener=text_wording.text("opener", _lang(thread)),
        )

    def instead(self, doing: Doing, answer: Answer, how: How) -> str | None:
        """What was done instead of sending it; None: send it now. Raises QuietPhone, AnswerWaits, NothingStored."""
        phone, contact = self.phone(doing.thread), contact_of(self._ground, doing.thread)
        if phone is None or contact is None:
            return None
        if how is How.ASK and phone.silent:
            return self._ask_first(doing, answer, phone, contact)
        leaves = _leaves(phone, how)
        if leaves is None:
            return None
        self._put(doing, [self._waiting(doing, answer, leaves, contact)], "reply_held")
        return "reply_held"

    def with_the_close(self, doing: Doing, answer: Answer, how: How) -> Effect | None:
        """What keeps last words until the morning, in the unit that closes their thread; None: they leave now.

        Nobody can be asked first, for nothing is kept in a closed thread until somebody writes back. Raises QuietPhone.
        """
        phone, contact = self.phone(doing.thread), contact_of(self._ground, doing.thread)
        leaves = None if phone is None else _leaves(phone, how)
        if leaves is None or contact is None:
            return None
        waiting = replace(self._waiting(doing, answer, leaves, contact), why=Holding.CLOSED)
        return lambda conn: held_replies.add(conn, self._ground.district, waiting)

    def views(self, session: StaffSession, thread: DeskThread) -> tuple[HeldView, ...]:
        """What waits in a thread, for who can open it."""
        return tuple(self._view(session, thread, one) for one in self._of(thread))

    def mend(self, thread: DeskThread) -> None:
        """After a restart no text opens that waits for the morning; whoever opens its thread seals it anew."""
        for one in self._of(thread):
            if one.state is not Held.NIGHT or self._opens(one):
                continue
            contact, text = contact_of(self._ground, thread), self._text(thread, one)
            if contact is None or not text:
                continue
            sealed = self._ground.paging.keep(one.id, contact.number, contact.line, text)
            unit = partial(held_replies.reseal, district=self._ground.district, held=one.id, phone=sealed)
            with suppress(StoreError):
                self._ground.database.write(unit)

    def take_back(self, session: StaffSession, reference: str, held: str) -> None:
        """It lies with its author again. Raises HeldGone."""
        doing, one = self._found(session, reference, held)

        def effect(conn: Connection) -> None:
            if not held_replies.give_back(conn, self._ground.district, one.id, Holding.TAKEN):
                raise HeldGone

        self._pen.write(doing, "reply_taken_back", [], effect=effect)

    def discard(self, session: StaffSession, reference: str, held: str) -> None:
        doing, one = self._found(session, reference, held)
        self._pen.write(
            doing,
            "reply_discarded",
            [],
            effect=lambda conn: held_replies.drop(conn, self._ground.district, one.id),
        )

    def send_now(self, session: StaffSession, reference: str, held: str) -> None:
        """A person decides that it leaves now. Raises HeldGone."""
        doing, one = self._found(session, reference, held)
        if one.state is Held.BACK:
            raise HeldGone
        text, contact = self._text(doing.thread, one), contact_of(self._ground, doing.thread)
        row = self._ground.id()

        def before(conn: Connection) -> None:
            if not held_replies.take(conn, self._ground.district, one.id):
                raise HeldGone

        def effect(conn: Connection) -> None:
            self.answered(conn, doing)
            if contact is not None and not stopped(doing.thread):
                self._ground.paging.text(
                    conn,
                    row=row,
                    number=contact.number,
                    line=contact.line,
                    body=text,
                    about=one.id,
                    now=doing.now,
                )

        self._pen.write(
            doing,
            "replied",
            [replace(draft_of(one), minute=doing.minute)],
            awaiting="reporter",
            before=before,
            effect=effect,
        )

    def answered(self, conn: Connection, doing: Doing) -> None:
        """In the unit that appended an answer. Raises AnsweredMeanwhile."""
        ground, row = self._ground, doing.thread.row
        refuse_a_race(conn, ground.district, row)
        thread_changes.set_due(conn, ground.district, row.id, None)
        note_answered(conn, ground.district, row.id)
        clear_late(conn, ground.district, row.id, doing.minute)
        ground.paging.replied(conn, row.id, doing.now)
        held_replies.drop_backs(conn, ground.district, row.id, doing.session.member)

    def refuse_another(self, conn: Connection, doing: Doing) -> None:
        """Two answers must not meet on a phone. Raises AnswerWaits."""
        if held_replies.waits(conn, self._ground.district, doing.thread.row.id):
            raise AnswerWaits

    def _ask_first(self, doing: Doing, answer: Answer, phone: PhoneView, contact: Contact) -> str:
        kept = self._kept(doing, answer)
        if phone.asked is not None:
            self._put(doing, [kept], "reply_held")
            return "reply_kept"
        opener = self._opener(doing, answer.draft.id, phone.opener)
        if phone.leaves is not None:
            self._put(doing, [self._waiting(doing, opener, phone.leaves, contact), kept], "reply_held")
            return "asks_later"
        row = self._ground.id()

        def effect(conn: Connection) -> None:
            self.refuse_another(conn, doing)
            self.answered(conn, doing)
            self._ground.paging.text(
                conn,
                row=row,
                number=contact.number,
                line=contact.line,
                body=opener.body,
                about=opener.draft.id,
                now=doing.now,
            )
            held_replies.add(conn, self._ground.district, kept)

        self._pen.write(doing, "replied", [opener.draft], awaiting="reporter", effect=effect)
        return "asked_first"

    def _opener(self, doing: Doing, answer: bytes, text: str) -> Answer:
        """Its id is made of the answer's, so that a form sent twice asks once."""
        message = hashlib.sha256(b"opener" + answer).digest()[:16]
        payload = Payload(
            stamp(doing.now, exact=True), text, code=OPENER, roster=self._ground.roll.roster_entry()
        )
        return Answer(self._pen.seal(doing, message, Kind.STAFF_REPLY, payload), text, opener=True)

    def _waiting(self, doing: Doing, answer: Answer, leaves: datetime, contact: Contact) -> HeldReply:
        sealed = self._ground.paging.keep(answer.draft.id, contact.number, contact.line, answer.body)
        return replace(
            self._kept(doing, answer),
            opener=answer.opener,
            state=Held.NIGHT,
            due_at=int(leaves.timestamp()),
            phone=sealed,
        )

    def _kept(self, doing: Doing, answer: Answer) -> HeldReply:
        draft = answer.draft
        return HeldReply(
            draft.id,
            doing.thread.row.id,
            doing.session.member,
            opener=False,
            state=Held.KEPT,
            why=Holding.RULE,
            minute=doing.minute,
            due_at=None,
            core=draft.core,
            recipients=draft.recipients,
            phone=None,
        )

    def _put(self, doing: Doing, held: list[HeldReply], act: str) -> None:
        ground, row = self._ground, doing.thread.row

        def effect(conn: Connection) -> None:
            # Locks the thread, so that an answer of the same moment is seen.
            thread_changes.set_due(conn, ground.district, row.id, row.due_minute)
            known = {one.id for one in held_replies.of_thread(conn, ground.district, row.id)}
            if known.issuperset(one.id for one in held):
                return  # the same form once more
            self.refuse_another(conn, doing)
            refuse_a_race(conn, ground.district, row)
            held_replies.drop_backs(conn, ground.district, row.id, doing.session.member)
            for one in held:
                held_replies.add(conn, ground.district, one)

        self._pen.write(doing, act, [], effect=effect)

    def _leaves(self, thread: DeskThread, now: datetime) -> datetime | None:
        ground, heard = self._ground, silence_of(thread.opened).heard
        fresh = ground.heard.is_fresh(thread.row.id, now) or (heard is not None and now - heard <= FRESH)
        urgent = thread.row.severity == Severity.URGENT.value
        return leaves_at(now, ground.roll.zone(), urgent=urgent, fresh=fresh)

    def _of(self, thread: DeskThread) -> tuple[HeldReply, ...]:
        with self._ground.database.read() as conn:
            return held_replies.of_thread(conn, self._ground.district, thread.row.id)

    def _found(self, session: StaffSession, reference: str, held: str) -> tuple[Doing, HeldReply]:
        """Raises NoSuchThread, NotAllowed, HeldGone."""
        doing = self._pen.begin(session, reference, Act.REPLY)
        one = next((one for one in self._of(doing.thread) if one.id.hex() == held), None)
        if one is None:
            raise HeldGone
        return doing, one

    def _view(self, session: StaffSession, thread: DeskThread, one: HeldReply) -> HeldView:
        return HeldView(
            id=one.id.hex(),
            text=self._text(thread, one),
            name=self._ground.roll.staff_name(one.member),
            mine=one.member == session.member,
            opener=one.opener,
            state=one.state,
            why=one.why,
            leaves=datetime.fromtimestamp(one.due_at, UTC) if one.due_at else None,
            written=moment_of(one.minute),
        )

    def _text(self, thread: DeskThread, one: HeldReply) -> str:
        """Empty for who cannot open it, and where it is not what its author signed."""
        if thread.keys is None:
            return ""
        (opened,) = self._ground.opener.open(
            thread.place,
            [
                Message(
                    one.thread,
                    1,
                    MessageId(one.id),
                    Kind.STAFF_REPLY,
                    one.minute,
                    one.core,
                    one.recipients,
                    FIRST_LINK,
                )
            ],
            [thread.keys.talk],
            talk_seed=thread.keys.talk_seed,
            kinds=frozenset({Kind.STAFF_REPLY}),
        )
        # It has no place in the thread yet, so only its order may fail.
        return opened.text if opened.failure in {None, "order"} and opened.member == one.member else ""

    def _opens(self, one: HeldReply) -> bool:
        try:
            self._ground.paging.kept(one.id, one.phone or b"")
        except Unopenable:
            return False
        return True


def _leaves(phone: PhoneView, how: How) -> datetime | None:
    """None: now. Raises QuietPhone."""
    if phone.silent and how is not How.UNASKED:
        raise QuietPhone
    return None if how is How.NOW else phone.leaves


def draft_of(one: HeldReply) -> Draft:
    return Draft(MessageId(one.id), Kind.STAFF_REPLY, one.minute, one.core, one.recipients)


def _lang(thread: DeskThread) -> str:
    """What the student writes."""
    records = thread.records()
    return records[-1].lang if records else "en"
