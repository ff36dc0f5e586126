"""A student comes back: six words open the thread, and a token in the page stands for them from then on."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection

from reporting.cases.certified import ThreadSwapped
from reporting.cases.deleting import note_deletion
from reporting.cases.follow_up import Followed, FollowUp, FollowUps
from reporting.cases.going_on import GoingOn
from reporting.cases.ground import Ground
from reporting.cases.guardian import current, next_mark
from reporting.cases.home import home_reasons
from reporting.cases.intake import Incoming, ThreadIntake
from reporting.cases.mark_pen import MarkPen
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.own_mark import DELETED, HIDDEN, PHRASED, RATED, Rating, marks_of
from reporting.cases.page_words import page_words
from reporting.cases.receipt_pool import ReceiptPool
from reporting.cases.refusals import (
    EmptyText,
    NotDeletable,
    NothingStored,
    PhraseNotTwice,
    PhraseRefused,
    TokenExpired,
    TooLong,
)
from reporting.cases.reporter_view import ReporterMessage, ReporterView
from reporting.cases.return_counter import ReturnCounter
from reporting.cases.returned_thread import Returned, ReturnedThreads
from reporting.cases.sealing import EPOCH
from reporting.cases.tip import BODY_LIMIT
from reporting.cases.waking import is_kept_from_somebody
from reporting.model.clock import moment_of
from reporting.model.ids import ThreadId
from reporting.model.thread import ThreadState
from reporting.store import listings, receipts, threads
from reporting.store.errors import StoreError
from reporting.store.receipts import Receipt
from reporting.vault import receipt_gate
from reporting.vault import receipts as receipt_keys
from triage.decision import Severity
from triage.routing import SchoolKind


class WebReturn:
    def __init__(
        self,
        ground: Ground,
        follow_ups: FollowUps,
        intake: ThreadIntake,
        pool: ReceiptPool,
        counter: ReturnCounter,
        *,
        opened: ReturnedThreads,
        leaving: Callable[[Connection, Sequence[OpenedMessage]], None] | None = None,
        resealing: Callable[[Connection, Sequence[OpenedMessage], bytes, bytes], None] | None = None,
    ) -> None:
        """`leaving`: what else ends, in the same transaction, when a student deletes their thread. `resealing`: what else
        opens by another key from now on, when they add a phrase.
        """
        self._ground = ground
        self._leaving = leaving
        self._resealing = resealing
        self._follow_ups = follow_ups
        self._intake = intake
        self._pool = pool
        self._counter = counter
        self._going_on = GoingOn(ground)
        self._marks = MarkPen(ground)
        self._threads = opened

    def open(self, words_text: str, phrase: str = "") -> ReporterView:
        with self._pool.serving():
            opened = self._threads.by_words(words_text, phrase)
            if not opened.used:
                self._came_back(opened)
            return self._threads.view(self._turned(opened, came=True))

    def _came_back(self, opened: Returned) -> None:
        """For the first time: counted once, in the week of the message. What says so is the key that opens the receipt."""
        district, later = (
            self._ground.district,
            self._threads.resealed(opened, receipt_gate.used(opened.wrap)),
        )
        # Whoever reads must read, also on a full disk; then the next visit is the first.
        with suppress(StoreError):
            new = self._ground.database.write(
                lambda conn: receipts.move(conn, district, opened.receipt, later)
            )
            if new and self._may_count(opened):
                self._counter.returned(moment_of(opened.thread.created_minute))

    def resume(self, token: str) -> ReporterView:
        return self._threads.view(self._turned(self._threads.by_token(token), came=False))

    def _turned(self, opened: Returned, *, came: bool) -> Returned:
        """A proposal about a guardian was shown now; at a later visit it is asked. Both stand in the thread as marks."""
        ground, asking = self._ground, current(opened.messages)
        if asking is None:
            return opened
        against = bool(home_reasons(opened.messages, ()))
        code = next_mark(asking, ground.clock(), came=came, against=against)
        if code is None:
            return opened
        # Whoever reads must read, also on a full disk; then the next visit marks it.
        with suppress(NothingStored):
            self._marks.mark(opened, ground.id(), code, {"asking": asking.id})
            return self._threads.again(opened)
        return opened

    def reply(self, token: str, submission: bytes, body: str) -> ReporterView:
        with self._pool.serving():
            return self._reply(token, submission, body)

    def rate(self, token: str, submission: bytes, rating: str) -> ReporterView:
        """Once for each closing; what is pressed after that changes nothing."""
        opened = self._threads.by_token(token)
        said = next((one for one in Rating if one == rating), None)
        if said is None or opened.thread.state is not ThreadState.CLOSED or marks_of(opened.messages).rated:
            return self._threads.view(opened)
        if self._marks.mark(opened, submission, RATED, {"rating": said.value}) and self._may_count(opened):
            self._counter.rated(self._ground.clock(), said)
        return self._threads.view(self._threads.again(opened))

    def _may_count(self, opened: Returned) -> bool:
        """Of a message that is kept from somebody no count may tell them."""
        ground = self._ground
        with ground.database.read() as conn:
            holders = listings.holders(conn, ground.district, opened.thread.id)
        return not is_kept_from_somebody(ground.roll.queues(), holders)

    def add_phrase(self, token: str, submission: bytes, phrase: str, again: str) -> ReporterView:
        """From now on the six words alone open nothing. Once only: with the page's key alone no second phrase can stand
        in the first one's place.
        """
        ground, opened = self._ground, self._threads.by_token(token)
        said = receipt_gate.canonical_phrase(phrase)
        if not said:
            raise PhraseRefused
        if said != receipt_gate.canonical_phrase(again):
            raise PhraseNotTwice
        if marks_of(opened.messages).phrased:
            return self._threads.view(opened)
        with self._pool.serving():
            wrap = receipt_gate.with_phrase(opened.wrap, said)
        later = self._threads.resealed(opened, receipt_gate.used(wrap) if opened.used else wrap)

        def effect(conn: Connection) -> None:
            if not receipts.move(conn, ground.district, opened.receipt, later):
                raise TokenExpired  # the words were used, or a phrase was set, in this moment
            if self._resealing is not None:
                self._resealing(conn, opened.messages, opened.wrap, wrap)

        self._marks.mark(opened, submission, PHRASED, effect=effect)
        return self._threads.view(self._threads.load(wrap, later))

    def hide(self, token: str, submission: bytes) -> ReporterView:
        opened = self._threads.by_token(token)
        self._marks.mark(opened, submission, HIDDEN)
        return self._threads.view(self._threads.again(opened))

    def delete(self, token: str, submission: bytes) -> None:
        ground, opened = self._ground, self._threads.by_token(token)
        thread = opened.thread.id

        def effect(conn: Connection) -> None:
            # Asked again in the transaction: an answer or a word of staff may have raised it meanwhile.
            row = threads.by_id(conn, ground.district, thread)
            if row is None or row.severity == Severity.URGENT.value:
                raise NotDeletable
            note_deletion(conn, ground, thread)
            if self._leaving is not None:
                self._leaving(conn, opened.messages)

        if ground.shred.is_held(thread):
            raise NotDeletable
        self._marks.mark(opened, submission, DELETED, effect=effect)

    def answer(self, token: str, submission: bytes, asked: Sequence[str], answers: Sequence[str]) -> None:
        said = [(one, answer) for one, answer in zip(asked, map(_paragraph, answers), strict=True) if answer]
        if not said:
            raise EmptyText
        with self._pool.serving():
            opened = self._threads.by_token(token)
            body = "\n\n".join(answer for _, answer in said)
            self._write(opened, submission, body, tuple(one for one, _ in said))

    def _reply(self, token: str, submission: bytes, body: str) -> ReporterView:
        if not body.strip():
            raise EmptyText
        return self._write(self._threads.by_token(token), submission, body)

    def _write(
        self, opened: Returned, submission: bytes, body: str, asked: tuple[str, ...] = ()
    ) -> ReporterView:
        if len(body) > BODY_LIMIT:
            raise TooLong(BODY_LIMIT)
        last = opened.stored[-1]
        follow_up = page_words(opened, submission, body, asked=asked)
        try:
            followed = self._follow_ups.add(opened.thread, follow_up)
        except StoreError:
            raise NothingStored from None
        except ThreadSwapped:
            return self._threads.view(self._begin_anew(opened, follow_up))
        if followed.repeated or followed.seq != last.seq + 1:
            return self._threads.view(self._threads.again(opened))
        # Nobody wrote in between: what is shown is known, and is not asked for and opened once more.
        return self._threads.view(replace(opened, thread=followed.thread), (_own(follow_up, followed),))

    def _begin_anew(self, opened: Returned, follow_up: FollowUp) -> Returned:
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
        return self._threads.load(opened.wrap, Receipt(prepared.thread, EPOCH, sealed))


def _paragraph(answer: str) -> str:
    """One paragraph: a blank line parts it from the next answer."""
    return "\n".join(line for line in answer.splitlines() if line.strip()).strip()


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
