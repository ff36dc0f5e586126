"""From words to a stored thread with its page: the one path of every first message, whatever its channel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from reporting.cases.audit_sample import AuditSample
from reporting.cases.fallback import note_fallback
from reporting.cases.ground import Ground
from reporting.cases.new_thread import FirstWords, NewThread, ThreadSealer
from reporting.cases.paging import Told
from reporting.cases.receipt_pool import PreparedThread
from reporting.cases.refusals import TooLong
from reporting.cases.rule_counter import RuleCounter
from reporting.cases.ruling import Arriving, Ruling, rule_on
from reporting.cases.tally_counter import TallyCounter
from reporting.cases.tip import BODY_LIMIT
from reporting.cases.triage_record import TriageRecord
from reporting.cases.trying import Tried, tried_beside
from reporting.model.clock import moment_of
from reporting.model.ids import MemberId, QueueId, SchoolId, ThreadId
from reporting.model.reference import new_reference
from reporting.store import listings, messages, receipts, threads, wraps
from reporting.store.errors import StoreConflict
from reporting.store.shred import ShredKey
from reporting.vault.envelope import TooLarge
from triage.context import Context
from triage.decision import Severity
from triage.routing import SchoolKind


@dataclass(frozen=True, slots=True)
class Incoming:
    """A first message before triage. `told`: texts that wait for what becomes of a page (for a student who texts);
    `also`: what must be stored in the same transaction; `home`: the queue in which it is to lie, whatever routing says.
    """

    words: FirstWords
    school: SchoolId | None
    school_kind: SchoolKind
    school_choice: str | None
    about: str | None
    excluded: frozenset[MemberId]
    context: Context
    coalesce: bytes | None
    told: tuple[Told, ...] = ()
    also: Callable[[Connection, ThreadId], None] | None = None
    home: QueueId | None = None

    def __repr__(self) -> str:
        return "Incoming(<sealed>)"


@dataclass(frozen=True, slots=True)
class Stored:
    """`due`: what was promised when it was first stored; `kept`: somebody of the house must not learn of it;
    `category`: what triage says it is about.
    """

    thread: ThreadId
    severity: Severity
    repeated: bool
    due: datetime | None
    kept: bool = False
    category: str = ""

    @property
    def urgent(self) -> bool:
        return self.severity is Severity.URGENT


class ThreadIntake:
    """Triage, place, seal, store and page. Nothing is acknowledged before COMMIT."""

    def __init__(
        self, ground: Ground, tallies: TallyCounter, *, counter: RuleCounter, sample: AuditSample
    ) -> None:
        self._ground = ground
        self._tallies = tallies
        self._counter = counter
        self._sample = sample
        self._sealer = ThreadSealer(ground.district, ground.system)

    @property
    def samples(self) -> bool:
        """Whether a lead may be given a message as well."""
        return self._sample.may_draw

    def store(self, incoming: Incoming, prepared: PreparedThread) -> Stored:
        """Raises StoreError, NotOpenYet, TooLong. Where it raises, nothing exists."""
        ground = self._ground
        now = ground.clock()
        arriving = Arriving(
            incoming.words.body,
            incoming.school,
            incoming.school_kind,
            incoming.excluded,
            incoming.context,
            home=incoming.home,
        )
        ruling = rule_on(ground, arriving, now)
        shred_keys = [prepared.shred_key, ground.random(32)]
        trial = tried_beside(
            ground.rules, ruling.decision, incoming.words.body, ruling.context, read=ground.readings
        )
        new = self._seal(
            incoming,
            prepared,
            ruling,
            tried=trial.tried if trial else None,
            shred_keys=shred_keys,
            now=now,
        )
        # First the keys, durably: a message without its key would be lost, a key without a message is swept.
        missing = {} if prepared.kept else {0: shred_keys[0]}
        if incoming.words.number is not None:
            missing[1] = shred_keys[1]
        ground.shred.put([ShredKey(new.thread.id, part, key) for part, key in missing.items()])
        stored = self._write(incoming, new)
        if not stored.repeated:
            ground.feed.tell(new.holders, urgent=stored.urgent)
            if not ruling.excluded:
                # Of a message that is kept from somebody no count may tell them.
                self._tallies.count(ground.clock(), incoming.school, ruling.decision.category)
                self._counter.tip(ground.clock(), ruling.decision)
                ground.trials.count(trial)
        return replace(stored, kept=bool(ruling.excluded), category=ruling.decision.category)

    def _write(self, incoming: Incoming, new: NewThread) -> Stored:
        ground, page = self._ground, self._ground.id()
        try:
            return ground.database.write(lambda conn: self._unit(conn, incoming, new, page))
        except StoreConflict:
            # Another process stored the same submission at the same moment: now it is a repetition. Or the
            # reference is another thread's, which comes once in 5,000 messages among 100,000 threads.
            drawn = replace(new.thread, reference=new_reference(ground.choose))
            again = replace(new, thread=drawn)
            return ground.database.write(lambda conn: self._unit(conn, incoming, again, page))

    def _seal(
        self,
        incoming: Incoming,
        prepared: PreparedThread,
        ruling: Ruling,
        *,
        tried: Tried | None,
        shred_keys: Sequence[bytes],
        now: datetime,
    ) -> NewThread:
        ground, words, placement = self._ground, incoming.words, ruling.placement
        record = TriageRecord(
            words.message.hex(),
            ruling.decision,
            words.lang,
            incoming.school_choice,
            incoming.about,
            ruling.excluded,
            tried,
            words.writer,
            words.tie.beside.hex() if words.tie else "",
        )
        try:
            return self._sealer.seal(
                prepared,
                words,
                record,
                placement,
                ground.roll.readers().of(placement),
                ids=[ground.id() for _ in range(3)],
                shred_keys=shred_keys,
                reference=new_reference(ground.choose),
                school=incoming.school,
                due=ruling.due,
                now=now,
                sampled=self._sample.readers(ruling.decision, placement, ruling.excluded),
            )
        except TooLarge:
            raise TooLong(BODY_LIMIT) from None

    def _unit(self, conn: Connection, incoming: Incoming, new: NewThread, page: bytes) -> Stored:
        """Thread, messages, wraps, receipt and page: all or none. Runs again after a failed group."""
        ground = self._ground
        severity = Severity(new.thread.severity)
        first = messages.open_thread(conn, new.thread, new.messages, ground.chain.of(new.thread.id))[0]
        if first.repeated:
            # The same thread: this unit ran before, and only the answer to its commit was lost.
            before = threads.by_id(conn, ground.district, first.thread)
            due = moment_of(before.due_minute) if before is not None else None
            return Stored(first.thread, severity, repeated=first.thread != new.thread.id, due=due)
        wraps.add(conn, ground.district, new.wraps, minute=new.thread.created_minute)
        receipts.add(conn, ground.district, new.lookup, new.receipt)
        listings.add(conn, new.thread, new.holders)
        note_fallback(conn, new.thread, new.missing, ground.clock())
        if new.sampled:
            self._sample.note(conn, new.thread.id)
        if incoming.also is not None:
            incoming.also(conn, new.thread.id)
        # The moment from triage to paging.
        if severity is Severity.URGENT and new.page_team is not None:
            ground.paging.page(
                conn,
                page=page,
                thread=new.thread.id,
                reference=new.thread.reference,
                team=new.page_team,
                excluded=new.excluded,
                able=new.able,
                coalesce=incoming.coalesce,
                now=ground.clock(),
                told=incoming.told,
            )
        return Stored(new.thread.id, severity, repeated=False, due=moment_of(new.thread.due_minute))
