"""A student comes back: six words open the thread, and a token in the page stands for them from then on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from reporting.cases.certified import ThreadSwapped
from reporting.cases.follow_up import Followed, FollowUp, FollowUps
from reporting.cases.going_on import GoingOn
from reporting.cases.ground import Ground
from reporting.cases.intake import Incoming, ThreadIntake
from reporting.cases.later_message import LaterMessage
from reporting.cases.new_thread import FirstWords
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.receipt_pool import ReceiptPool
from reporting.cases.refusals import (
    EmptyText,
    NothingOpens,
    NothingStored,
    TokenExpired,
    TooLong,
    UnknownWord,
)
from reporting.cases.reporter_view import ReporterMessage, ReporterView
from reporting.cases.sealing import EPOCH, Place
from reporting.cases.tip import BODY_LIMIT
from reporting.model.clock import moment_of
from reporting.model.ids import MessageId, ThreadId
from reporting.model.kind import Kind
from reporting.model.thread import Channel, ThreadState
from reporting.store import messages, receipts, threads
from reporting.store.errors import StoreError
from reporting.store.messages import Message
from reporting.store.receipts import Receipt
from reporting.store.threads import Thread
from reporting.vault import form_tokens, words
from reporting.vault import receipts as receipt_keys
from reporting.vault.form_tokens import Purpose
from reporting.vault.notation import Unreadable
from reporting.vault.payload import Seen
from reporting.vault.xwing import PrivateKey
from triage.context import Context
from triage.routing import SchoolKind

SHOWN = frozenset({Kind.WEB, Kind.SMS, Kind.STAFF_REPLY, Kind.SYSTEM})
OWN = frozenset({Kind.WEB, Kind.SMS})
PRIOR_TEXTS = 12


@dataclass(frozen=True, slots=True)
class _Opened:
    thread: Thread
    receipt: Receipt
    talk: PrivateKey
    wrap: bytes
    stored: tuple[Message, ...]
    messages: list[OpenedMessage]

    def __repr__(self) -> str:
        return "_Opened(<keys>)"


class WebReturn:
    def __init__(
        self,
        ground: Ground,
        follow_ups: FollowUps,
        intake: ThreadIntake,
        pool: ReceiptPool,
        *,
        server_key: bytes,
        form_key: bytes,
    ) -> None:
        self._ground = ground
        self._follow_ups = follow_ups
        self._intake = intake
        self._pool = pool
        self._going_on = GoingOn(ground)
        self._server_key = server_key
        self._form_key = form_key

    def open(self, words_text: str) -> ReporterView:
        """One key derivation. Erased and never-existing receipts do the same work and answer alike."""
        with self._pool.serving():
            return self._open(words_text)

    def _open(self, words_text: str) -> ReporterView:
        typed = _canonical(words_text)
        derived = receipt_keys.derive(self._server_key, self._ground.district, typed)
        with self._ground.database.read() as conn:
            row = receipts.find(conn, self._ground.district, derived.lookup)
            if row is None:
                raise NothingOpens
            thread, stored = self._rows(conn, row.thread)
        return self._view(self._opened(derived.wrap, row, thread, stored))

    def resume(self, token: str) -> ReporterView:
        return self._view(self._by_token(token))

    def reply(self, token: str, submission: bytes, body: str) -> ReporterView:
        with self._pool.serving():
            return self._reply(token, submission, body)

    def _reply(self, token: str, submission: bytes, body: str) -> ReporterView:
        if not body.strip():
            raise EmptyText
        if len(body) > BODY_LIMIT:
            raise TooLong(BODY_LIMIT)
        opened = self._by_token(token)
        lang = next((m.payload.lang for m in opened.messages if m.payload and m.payload.lang), None) or "en"
        prior = tuple(m.text for m in opened.messages if m.stored.kind in OWN and m.text)[-PRIOR_TEXTS:]
        last = opened.stored[-1]
        follow_up = FollowUp(
            LaterMessage(
                FirstWords(MessageId(submission), body, lang, Channel.WEB),
                opened.talk.seed,
                Seen(last.seq, last.link),
            ),
            Context(channel=Channel.WEB.value, lang=lang, prior=prior),
        )
        try:
            followed = self._follow_ups.add(opened.thread, follow_up)
        except StoreError:
            raise NothingStored from None
        except ThreadSwapped:
            return self._view(self._begin_anew(opened, follow_up))
        if followed.repeated or followed.seq != last.seq + 1:
            return self._view(self._again(opened))
        # Nobody wrote in between: what is shown is known, and is not asked for and opened once more.
        return self._view(replace(opened, thread=followed.thread), (_own(follow_up, followed),))

    def _begin_anew(self, opened: _Opened, follow_up: FollowUp) -> _Opened:
        """The words go into a thread of their own, which the student's six words open from now on."""
        ground, earlier = self._ground, opened.thread
        prepared = self._pool.take(follow_up.message.words.lang)
        sealed = receipt_keys.seal_talk_seed(
            opened.wrap, ground.district, prepared.thread, EPOCH, prepared.keys.talk_seed
        )

        def also(conn: Connection, thread: ThreadId) -> None:
            receipts.move(conn, ground.district, opened.receipt, Receipt(thread, EPOCH, sealed))
            self._going_on.note(conn, thread, earlier)

        try:
            stored = self._intake.store(
                Incoming(
                    words=follow_up.message.words,
                    school=earlier.school,
                    school_kind=SchoolKind.NAMED if earlier.school else SchoolKind.UNKNOWN,
                    school_choice=None,
                    about=None,
                    excluded=self._going_on.excluded(earlier),
                    context=follow_up.context,
                    coalesce=None,
                    also=also,
                ),
                prepared,
            )
        except StoreError:
            raise NothingStored from None
        if stored.repeated:
            raise TokenExpired  # the words are asked for again, and open the new thread
        return self._load(opened.wrap, Receipt(prepared.thread, EPOCH, sealed))

    def _by_token(self, token: str) -> _Opened:
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

    def _load(self, wrap: bytes, receipt: Receipt) -> _Opened:
        with self._ground.database.read() as conn:
            thread, stored = self._rows(conn, receipt.thread)
        return self._opened(wrap, receipt, thread, stored)

    def _rows(self, conn: Connection, thread: ThreadId, after: int = 0) -> tuple[Thread, tuple[Message, ...]]:
        """The thread and its messages from the one after seq `after`. Raises NothingOpens."""
        found = threads.by_id(conn, self._ground.district, thread)
        stored = messages.of_thread(conn, self._ground.district, thread, after=after)
        if found is None or not (stored or after):
            raise NothingOpens
        return found, stored

    def _opened(self, wrap: bytes, receipt: Receipt, thread: Thread, stored: tuple[Message, ...]) -> _Opened:
        try:
            seed = receipt_keys.open_talk_seed(
                wrap, self._ground.district, receipt.thread, EPOCH, receipt.sealed
            )
        except Unreadable:
            raise NothingOpens from None
        talk = PrivateKey(seed)
        return _Opened(thread, receipt, talk, wrap, stored, self._read(thread, talk, stored))

    def _again(self, opened: _Opened) -> _Opened:
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

    def _read(
        self, thread: Thread, talk: PrivateKey, stored: Sequence[Message], before: Sequence[Message] = ()
    ) -> list[OpenedMessage]:
        ground = self._ground
        place = Place(ground.district, thread.id, ground.shred.get(thread.id, 0))
        return ground.opener.open(place, stored, [talk], talk_seed=talk.seed, kinds=SHOWN, before=before)

    def _view(self, opened: _Opened, added: tuple[ReporterMessage, ...] = ()) -> ReporterView:
        ground, thread = self._ground, opened.thread
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
        return ReporterView(
            token=token,
            submission=submission.hex(),
            messages=(*(_shown(message) for message in opened.messages), *added),
            closed=thread.state == ThreadState.CLOSED,
            received=moment_of(thread.created_minute),
            read=moment_of(thread.read_minute),
            due=moment_of(thread.due_minute) if thread.awaiting == "staff" else None,
            zone=ground.roll.zone().key,
        )


def _canonical(text: str) -> tuple[str, ...]:
    try:
        typed = words.parse(text)
    except words.UnknownWord as unknown:
        raise UnknownWord(words.typed_word(text, unknown.position)) from None
    if not receipt_keys.FEWEST_WORDS <= len(typed) <= receipt_keys.MOST_WORDS:
        raise NothingOpens
    return typed


def _own(follow_up: FollowUp, followed: Followed) -> ReporterMessage:
    """The words that were stored a moment ago, as `_shown` will show them when they come back."""
    words = follow_up.message.words
    return ReporterMessage(
        id=words.message.hex(),
        author="reporter",
        text=words.body,
        code=None,
        params={},
        at=moment_of(followed.minute),
        verified=True,
    )


def _shown(message: OpenedMessage) -> ReporterMessage:
    kind, payload = message.stored.kind, message.payload
    author = "reporter" if kind in OWN else "staff" if kind is Kind.STAFF_REPLY else "system"
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
    )
