"""From words to a stored thread with its page: the one path of every first message, whatever its channel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from reporting.cases.ground import Ground
from reporting.cases.new_thread import FirstWords, NewThread, ThreadSealer
from reporting.cases.paging import Told
from reporting.cases.placing import NobodyCanOpen, Placement, place
from reporting.cases.promise import answer_due
from reporting.cases.receipt_pool import PreparedThread
from reporting.cases.refusals import NotOpenYet, TooLong
from reporting.cases.tally_counter import TallyCounter
from reporting.cases.tip import BODY_LIMIT
from reporting.cases.triage_record import TriageRecord
from reporting.model.ids import MemberId, SchoolId, ThreadId
from reporting.model.queue import QueueKind
from reporting.model.reference import new_reference
from reporting.store import listings, messages, receipts, wraps
from reporting.store.errors import StoreConflict
from reporting.store.shred import ShredKey
from reporting.vault.envelope import TooLarge
from triage.assess import assess
from triage.context import Context
from triage.decision import Decision, Severity
from triage.routing import Facts, SchoolKind, route


@dataclass(frozen=True, slots=True)
class Incoming:
    """A first message before triage. `told`: texts that wait for what becomes of a page (for a student who texts);
    `also`: what must be stored in the same transaction.
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

    def __repr__(self) -> str:
        return "Incoming(<sealed>)"


@dataclass(frozen=True, slots=True)
class Stored:
    thread: ThreadId
    severity: Severity
    repeated: bool

    @property
    def urgent(self) -> bool:
        return self.severity is Severity.URGENT


class ThreadIntake:
    """Triage, place, seal, store and page. Nothing is acknowledged before COMMIT."""

    def __init__(self, ground: Ground, tallies: TallyCounter) -> None:
        self._ground = ground
        self._tallies = tallies
        self._sealer = ThreadSealer(ground.district, ground.system)

    def store(self, incoming: Incoming, prepared: PreparedThread) -> Stored:
        """Raises StoreError, NotOpenYet, TooLong. Where it raises, nothing exists."""
        ground = self._ground
        decision = assess(incoming.words.body, ground.rulebook, incoming.context)
        excluded = incoming.excluded | ground.roll.named_in(incoming.words.body)
        placement = self._place(incoming, decision, excluded)
        shred_keys = [ground.random(32), ground.random(32)]
        new = self._seal(
            incoming,
            prepared,
            decision=decision,
            excluded=excluded,
            placement=placement,
            shred_keys=shred_keys,
        )
        parts = shred_keys if incoming.words.number is not None else shred_keys[:1]
        # First the keys, durably: a message without its key would be lost, a key without a message is swept.
        ground.shred.put([ShredKey(new.thread.id, part, key) for part, key in enumerate(parts)])
        stored = self._write(incoming, new)
        if not stored.repeated:
            ground.feed.tell(new.holders, urgent=stored.urgent)
            self._tallies.count(ground.clock(), incoming.school, decision.category)
        return stored

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

    def _place(self, incoming: Incoming, decision: Decision, excluded: frozenset[MemberId]) -> Placement:
        roll = self._ground.roll
        queues = roll.queues()
        kind = incoming.school_kind
        if kind is SchoolKind.NAMED and not any(
            queue.school == incoming.school and queue.kind is QueueKind.COUNSELOR for queue in queues
        ):
            kind = SchoolKind.UNSTAFFED
        facts = Facts(school=kind, channel=incoming.words.channel.value)
        destinations = route(decision, facts, self._ground.routes)
        try:
            return place(queues, incoming.school, destinations, excluded)
        except NobodyCanOpen:
            raise NotOpenYet from None

    def _seal(
        self,
        incoming: Incoming,
        prepared: PreparedThread,
        *,
        decision: Decision,
        excluded: frozenset[MemberId],
        placement: Placement,
        shred_keys: Sequence[bytes],
    ) -> NewThread:
        ground = self._ground
        now = ground.clock()
        words = incoming.words
        record = TriageRecord(
            words.message.hex(), decision, words.lang, incoming.school_choice, incoming.about, excluded
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
                due=answer_due(now, ground.roll.zone()),
                now=now,
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
            return Stored(first.thread, severity, repeated=first.thread != new.thread.id)
        wraps.add(conn, ground.district, new.wraps, minute=new.thread.created_minute)
        receipts.add(conn, ground.district, new.lookup, new.receipt)
        listings.add(conn, new.thread, new.holders)
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
        return Stored(new.thread.id, severity, repeated=False)
