"""A thread opened by who holds its six words: read with the student's key, and shown as their page may show it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from reporting.cases.answered import note_fetched
from reporting.cases.bringing_over import GOES_ON, is_copy, said_by
from reporting.cases.first_writer import bond_of, first_writer
from reporting.cases.ground import Ground
from reporting.cases.guardian import Stage, current
from reporting.cases.home import home_reasons
from reporting.cases.opened_message import OpenedMessage, written_in
from reporting.cases.own_mark import is_mark, marks_of
from reporting.cases.refusals import NothingOpens, PhraseNeeded, PhraseWrong, TokenExpired, UnknownWord
from reporting.cases.reporter_view import Offers, ReporterMessage, ReporterView
from reporting.cases.sealing import EPOCH, Place
from reporting.cases.sent_files import sent_files
from reporting.model.clock import moment_of
from reporting.model.ids import ThreadId
from reporting.model.kind import Kind
from reporting.model.thread import ThreadState
from reporting.model.writer import Writer
from reporting.store import bonds, messages, nudges, receipts, thread_reads, threads
from reporting.store.messages import Message
from reporting.store.nudges import Nudge
from reporting.store.receipts import Receipt
from reporting.store.threads import Thread
from reporting.vault import form_tokens, receipt_gate, words
from reporting.vault import receipts as receipt_keys
from reporting.vault.form_tokens import Purpose
from reporting.vault.notation import Unreadable
from reporting.vault.xwing import PrivateKey
from triage.decision import Severity

SHOWN = frozenset({Kind.WEB, Kind.SMS, Kind.STAFF_REPLY, Kind.SYSTEM})
OWN = frozenset({Kind.WEB, Kind.SMS})
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Returned:
    """`wrap`: what the receipt opens by; it stands in the page's token instead of the words. `used`: they came back
    before.
    """

    thread: Thread
    receipt: Receipt
    talk: PrivateKey
    wrap: bytes
    used: bool
    stored: tuple[Message, ...]
    messages: list[OpenedMessage]

    def __repr__(self) -> str:
        return "Returned(<keys>)"

    @property
    def lang(self) -> str:
        """The language that the student writes."""
        return written_in(self.messages)

    @property
    def writer(self) -> Writer:
        """Who began it."""
        return first_writer(self.messages)

    @property
    def said(self) -> tuple[str, ...]:
        """The student's own words, oldest first; not what a button said for them, which would stand between."""
        own = (m.text for m in in_order(self.messages) if _is_own(m) and m.text)
        return tuple(text for text in own if text not in GOES_ON.values())


class ReturnedThreads:
    def __init__(
        self,
        ground: Ground,
        *,
        server_key: bytes,
        form_key: bytes,
        offers: Callable[[], Offers] = Offers,
    ) -> None:
        self._ground = ground
        self._offers = offers
        self._server_key = server_key
        self._form_key = form_key

    def by_words(self, words_text: str, phrase: str = "") -> Returned:
        """One key derivation, and another for a phrase that is asked for. Erased and never-existing receipts do the same
        work and answer alike. Raises UnknownWord, NothingOpens, and once the words are right PhraseNeeded, PhraseWrong.
        """
        typed = _canonical(words_text)
        derived = receipt_keys.derive(self._server_key, self._ground.district, typed)
        with self._ground.database.read() as conn:
            row = receipts.find(conn, self._ground.district, derived.lookup)
            if row is None:
                raise NothingOpens
            thread, stored = self._rows(conn, row.thread)
        try:
            return self._opened(derived.wrap, row, thread, stored)
        except NothingOpens:
            if not phrase.strip():
                raise PhraseNeeded from None
        try:
            gate = receipt_gate.with_phrase(derived.wrap, receipt_gate.canonical_phrase(phrase))
            return self._opened(gate, row, thread, stored)
        except NothingOpens:
            raise PhraseWrong from None

    def by_token(self, token: str) -> Returned:
        """Raises TokenExpired."""
        ground = self._ground
        try:
            found = form_tokens.read(self._form_key, Purpose.RETURN, ground.district, token, ground.clock())
        except (form_tokens.Expired, Unreadable):
            raise TokenExpired from None
        try:
            with ground.database.read() as conn:
                rows = receipts.of_thread(conn, ground.district, ThreadId(found.object))
                thread, stored = self._rows(conn, ThreadId(found.object))
        except NothingOpens:
            raise TokenExpired from None
        for row in rows:
            try:
                return self._opened(found.secret, row, thread, stored)
            except NothingOpens:
                continue
        raise TokenExpired

    def load(self, wrap: bytes, receipt: Receipt) -> Returned:
        with self._ground.database.read() as conn:
            thread, stored = self._rows(conn, receipt.thread)
        return self._opened(wrap, receipt, thread, stored)

    def again(self, opened: Returned) -> Returned:
        """With what came since: words that were sent twice, and whatever was answered meanwhile."""
        with self._ground.database.read() as conn:
            thread, new = self._rows(conn, opened.thread.id, after=opened.stored[-1].seq)
        read = self._read(thread, opened.talk, new, before=opened.stored)
        return replace(
            opened,
            thread=thread,
            stored=(*opened.stored, *new),
            messages=[*opened.messages, *read],
        )

    def view(self, opened: Returned, added: tuple[ReporterMessage, ...] = ()) -> ReporterView:
        ground, thread = self._ground, opened.thread
        with ground.database.read() as conn:
            if self._ended(conn, opened):
                return self._nothing(opened)
            answered = thread_reads.answers_of(conn, ground.district, thread.id)
            nudge = nudges.of_thread(conn, ground.district, thread.id)
        note_fetched(ground, thread.id, opened.stored[-1].seq, answered)
        submission = ground.id()
        token = form_tokens.issue(
            self._form_key,
            Purpose.RETURN,
            ground.district,
            thread.id,
            opened.wrap,
            submission,
            ground.clock(),
        )
        marks = marks_of(opened.messages)
        told = in_order(
            one for one in opened.messages if not is_mark(one) and not _hidden(one, marks.hidden_to)
        )
        return ReporterView(
            token=token,
            submission=submission.hex(),
            messages=(*(_shown(message) for message in told), *added),
            closed=thread.state == ThreadState.CLOSED,
            received=moment_of(thread.created_minute),
            read=moment_of(thread.read_minute),
            due=moment_of(thread.due_minute) if thread.awaiting == "staff" else None,
            zone=ground.roll.zone().key,
            rated=marks.rated,
            phrased=marks.phrased,
            own_words=bool(added) or any(_is_own(one) for one in told),
            by_text=any(_is_number(one, nudge) for one in opened.stored),
            nudged_until=moment_of(nudge.ends_day * DAY_MINUTES) if nudge is not None else None,
            offers=self._offers(),
            may_delete=thread.severity != Severity.URGENT.value and not ground.shred.is_held(thread.id),
            guardian=self.guardian(opened),
        )

    def _ended(self, conn: Connection, opened: Returned) -> bool:
        """A guardian's thread whose yes does not stand: from then on its six words show nothing of it."""
        if opened.writer is not Writer.GUARDIAN:
            return False
        return not bonds.stands(conn, self._ground.district, bond_of(opened.messages))

    def guardian(self, opened: Returned) -> Stage | None:
        """How far it is with a guardian's thread. A question is none once their own words speak against it."""
        asking = current(opened.messages)
        if asking is None:
            return None
        with self._ground.database.read() as conn:
            stage = asking.stage(stands=bonds.stands(conn, self._ground.district, asking.bond))
        unasked = stage is Stage.ASKED and home_reasons(opened.messages, ())
        return Stage.PROPOSED if unasked else stage

    def _nothing(self, opened: Returned) -> ReporterView:
        """What an ended thread shows: no message, no time, no token to write with."""
        received = moment_of(opened.thread.created_minute)
        zone = self._ground.roll.zone().key
        return ReporterView("", "", (), True, received, None, None, zone, may_delete=False, ended=True)  # noqa: FBT003 - closed

    def _rows(self, conn: Connection, thread: ThreadId, after: int = 0) -> tuple[Thread, tuple[Message, ...]]:
        """The thread and its messages from the one after seq `after`. Raises NothingOpens."""
        found = threads.by_id(conn, self._ground.district, thread)
        stored = messages.of_thread(conn, self._ground.district, thread, after=after)
        if found is None or not (stored or after):
            raise NothingOpens
        return found, stored

    def _opened(self, wrap: bytes, receipt: Receipt, thread: Thread, stored: tuple[Message, ...]) -> Returned:
        seed, used = self._seed(receipt_gate.used(wrap), receipt), True
        if seed is None:
            seed, used = self._seed(wrap, receipt), False
        if seed is None:
            raise NothingOpens
        # Who writes back writes again: what this key opened a moment ago it opens for less.
        talk = PrivateKey(seed, lasting=True)
        return Returned(thread, receipt, talk, wrap, used, stored, self._read(thread, talk, stored))

    def _seed(self, wrap: bytes, receipt: Receipt) -> bytes | None:
        try:
            return receipt_keys.open_talk_seed(
                wrap, self._ground.district, receipt.thread, EPOCH, receipt.sealed
            )
        except Unreadable:
            return None

    def resealed(self, opened: Returned, wrap: bytes) -> Receipt:
        """The same receipt under another key."""
        thread = opened.receipt.thread
        sealed = receipt_keys.seal_talk_seed(wrap, self._ground.district, thread, EPOCH, opened.talk.seed)
        return Receipt(thread, EPOCH, sealed)

    def _read(
        self, thread: Thread, talk: PrivateKey, stored: Sequence[Message], before: Sequence[Message] = ()
    ) -> list[OpenedMessage]:
        ground = self._ground
        place = Place(ground.district, thread.id, ground.shred.get(thread.id, 0))
        return ground.opener.open(place, stored, [talk], talk_seed=talk.seed, kinds=SHOWN, before=before)


def _canonical(text: str) -> tuple[str, ...]:
    try:
        typed = words.parse(text)
    except words.UnknownWord as unknown:
        raise UnknownWord(words.typed_word(text, unknown.position)) from None
    if not receipt_keys.FEWEST_WORDS <= len(typed) <= receipt_keys.MOST_WORDS:
        raise NothingOpens
    return typed


def _is_number(message: Message, nudge: Nudge | None) -> bool:
    """A number by which answers go out, sealed for staff."""
    live = message.kind is Kind.CONTACT and bool(message.recipients)
    return live and (nudge is None or message.id != nudge.message)


def in_order(messages: Iterable[OpenedMessage]) -> list[OpenedMessage]:
    """Texts that were brought over from another thread come before what was said in this one."""
    return sorted(messages, key=lambda one: not is_copy(one))


def _is_own(message: OpenedMessage) -> bool:
    return message.stored.kind in OWN or (is_copy(message) and said_by(message) == "reporter")


def _hidden(message: OpenedMessage, hidden_to: int) -> bool:
    return _is_own(message) and message.stored.seq < hidden_to


def _shown(message: OpenedMessage) -> ReporterMessage:
    kind, payload = message.stored.kind, message.payload
    author = "reporter" if kind in OWN else "staff" if kind is Kind.STAFF_REPLY else "system"
    if is_copy(message) and message.failure is None:
        author = said_by(message)
    # What staff and system say is shown only when their signature holds; the student's own words in any case.
    verified = message.failure is None or (kind in OWN and payload is not None)
    return ReporterMessage(
        id=message.stored.id.hex(),
        author=author,  # type: ignore[arg-type]  # one of the three literals above
        text=message.text if verified else "",
        code=payload.code if payload and verified else None,
        params=dict(payload.params) if payload and verified else {},
        at=datetime.fromtimestamp(payload.at, UTC) if payload else None,
        verified=verified,
        files=sent_files(payload.files) if payload and verified else (),
    )
