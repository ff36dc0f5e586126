"""A tip by web: triaged, placed, sealed, stored with its page in one transaction, and only then acknowledged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from reporting.cases.gate import gate_positions
from reporting.cases.ground import Ground
from reporting.cases.intake import Incoming, ThreadIntake
from reporting.cases.new_thread import FirstWords
from reporting.cases.page_token import page_token
from reporting.cases.receipt_pool import ReceiptPool
from reporting.cases.refusals import EmptyText, LinkDead, NothingStored, NotOpenYet, TooLong
from reporting.cases.submission_cache import SubmissionCache
from reporting.cases.tip import BODY_LIMIT, FormFacts, Receipted, SchoolChoice, TextLine, Tip
from reporting.cases.turns import Turns
from reporting.model.clock import moment_of
from reporting.model.danger import Danger, danger_of
from reporting.model.ids import MessageId, ThreadId
from reporting.model.thread import Channel
from reporting.model.tie import Tie
from reporting.store import bonds, messages, threads
from reporting.store.errors import StoreError
from reporting.vault import words as word_lists
from triage.context import Context
from triage.routing import SchoolKind

_SCHOOL_KIND = {SchoolChoice.OTHER: SchoolKind.OTHER, SchoolChoice.UNKNOWN: SchoolKind.UNKNOWN}


@dataclass(frozen=True, slots=True)
class WebIntake:
    ground: Ground
    threads: ThreadIntake
    pool: ReceiptPool
    cache: SubmissionCache
    line: Callable[[], TextLine]
    form_key: bytes
    told: Callable[[datetime], None] = lambda _: None
    asks: Callable[[Danger, str], tuple[str, ...]] = lambda *_: ()
    nudges: bool = False
    turns: Turns = field(default_factory=Turns)

    def form_facts(self) -> FormFacts:
        roll, line = self.ground.roll, self.line()
        return FormFacts(
            accepting=roll.opened() and bool(roll.queues()),
            monitored=self.ground.paging.monitored(self.ground.clock()),
            line_name=roll.line_name(),
            schools=tuple(roll.schools()),
            staff=tuple(roll.tickable_staff()),
            due=roll.school_time(None).due(self.ground.clock()),
            zone=roll.zone().key,
            hotline=line.number if line.open else None,
            texting_later=line.number is not None and not line.open,
            sampled=self.threads.samples,
            nudges=self.nudges,
        )

    def receive(self, tip: Tip) -> Receipted:
        _check(tip.body)
        try:
            with self.pool.serving():
                return self._receive(tip)
        except StoreError:
            # The words stay in the cache: where only the answer to a commit was lost, they are asked for again.
            raise NothingStored from None

    def _receive(self, tip: Tip) -> Receipted:
        if not self.ground.roll.queues():
            raise NotOpenYet
        # A double tap sends the same form twice at once: the second waits, and is shown the same words.
        with self.turns.of(tip.submission):
            return self._again(tip) or self._store(tip)

    def words_confirmed(self, submission: bytes) -> None:
        self.cache.forget(submission)

    def check_gate(self, submission: bytes, answers: Sequence[str]) -> bool | None:
        words = self.cache.words(submission)
        if words is None:
            return None
        asked = [words[at - 1] for at in gate_positions(submission, len(words))]
        try:
            typed = [word for answer in answers for word in word_lists.parse(answer)]
        except word_lists.UnknownWord:
            return False
        return typed == asked

    def _store(self, tip: Tip) -> Receipted:
        prepared = self.pool.take(tip.lang)
        # The words are remembered before the commit: an answer lost between the two is asked for again.
        self.cache.put(tip.submission, prepared.thread, prepared.words)
        incoming = Incoming(
            words=FirstWords(
                MessageId(tip.submission), tip.body, tip.lang, Channel.WEB, writer=tip.writer, tie=tip.tie
            ),
            school=tip.school,
            school_kind=_SCHOOL_KIND.get(tip.school_choice, SchoolKind.NAMED),
            school_choice=tip.school_choice.value,
            about=tip.about,
            excluded=tip.excluded,
            context=Context(channel=Channel.WEB.value, lang=tip.lang),
            coalesce=tip.limiter_key if tip.held else None,
            also=self._tied(tip.tie) if tip.tie else None,
            home=tip.tie.queue if tip.tie else None,
        )
        stored = self.threads.store(incoming, prepared)
        if stored.repeated:
            # Stored before a restart, or by another process: the words of now open nothing.
            self.cache.forget(tip.submission)
            return self._receipted(tip, None, stored.due, repeated=True)
        if not stored.kept:
            # Of a message that is kept from somebody no count may tell them.
            self.told(self.ground.clock())
        receipted = self._receipted(
            tip,
            prepared.words,
            stored.due,
            repeated=False,
            token=page_token(self.ground, self.form_key, prepared),
        )
        return replace(receipted, topic=danger_of(stored.category))

    def _tied(self, tie: Tie) -> Callable[[Connection, ThreadId], None]:
        def still(conn: Connection, _: ThreadId) -> None:
            # The yes may have been taken back while this was typed.
            if not bonds.stands(conn, self.ground.district, tie.bond):
                raise LinkDead

        return still

    def questions(self, topic: str, lang: str) -> tuple[str, ...]:
        return self.asks(next((one for one in Danger if one == topic), Danger.OTHER), lang)

    def _again(self, tip: Tip) -> Receipted | None:
        """Only words that open what is stored: a try that failed meanwhile may have left others here."""
        if self.cache.words(tip.submission) is None:
            return None
        district = self.ground.district
        with self.ground.database.read() as conn:
            found = messages.find(conn, district, MessageId(tip.submission))
            thread = threads.by_id(conn, district, found.thread) if found is not None else None
        words = self.cache.words(tip.submission, thread.id) if thread is not None else None
        if thread is None or words is None:
            return None
        return self._receipted(tip, words, moment_of(thread.due_minute), repeated=True)

    def _receipted(
        self,
        tip: Tip,
        words: tuple[str, ...] | None,
        due: datetime | None,
        *,
        repeated: bool,
        token: str = "",
    ) -> Receipted:
        return Receipted(
            submission=tip.submission,
            words=words,
            gate=gate_positions(tip.submission, len(words)) if words else (1, 2),
            held=tip.held,
            repeated=repeated,
            due=due,
            monitored=self.ground.paging.monitored(self.ground.clock()),
            token=token,
        )


def _check(body: str) -> None:
    if not body.strip():
        raise EmptyText
    if len(body) > BODY_LIMIT or len(body.encode("utf-8", "surrogatepass")) > 3 * BODY_LIMIT:
        raise TooLong(BODY_LIMIT)
