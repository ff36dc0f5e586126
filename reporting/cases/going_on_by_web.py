"""A student who texts goes on by web: a new thread that continues the other, with six words that open it.

Nobody holds the key of the old thread at that moment, so its texts are brought over by whoever opens it next
(`bringing_over`). The new thread is for the same people, and as urgent; its promise moves with it.
"""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from reporting.cases.bringing_over import GOES_ON
from reporting.cases.certified import ThreadSwapped, certified
from reporting.cases.gate import gate_positions
from reporting.cases.going_on import GoingOn
from reporting.cases.ground import Ground
from reporting.cases.new_thread import FirstWords, NewThread, Reader, ThreadSealer
from reporting.cases.numbers import Numbers, Phone
from reporting.cases.page_token import page_token
from reporting.cases.placing import Placement
from reporting.cases.raising import ReadersChanged
from reporting.cases.receipt_pool import PreparedThread, ReceiptPool
from reporting.cases.refusals import LinkDead, NothingStored
from reporting.cases.submission_cache import SubmissionCache
from reporting.cases.tip import Receipted
from reporting.cases.triage_record import TriageRecord
from reporting.cases.turns import Turns
from reporting.cases.web_links import LinkGone, WebLinks
from reporting.model.clock import moment_of
from reporting.model.ids import MemberId, MessageId, QueueId
from reporting.model.reference import new_reference
from reporting.model.thread import Channel, ThreadState
from reporting.store import bridges, listings, messages, receipts, thread_changes, threads, wraps
from reporting.store.errors import StoreError
from reporting.store.shred import ShredKey
from reporting.store.threads import Thread
from reporting.vault.notation import sha256
from triage.decision import UNSORTED, Decision, Severity


class GoingOnByWeb:
    def __init__(
        self,
        ground: Ground,
        numbers: Numbers,
        links: WebLinks,
        *,
        pool: ReceiptPool,
        cache: SubmissionCache,
        form_key: bytes,
    ) -> None:
        self._ground = ground
        self._numbers = numbers
        self._links = links
        self._pool = pool
        self._cache = cache
        self._form_key = form_key
        self._going_on = GoingOn(ground)
        self._sealer = ThreadSealer(ground.district, ground.system)
        self._turns = Turns()

    def go_on(self, token: str, submission: bytes, lang: str) -> Receipted | None:
        """Six words of a new thread; None for a phone that never wrote, which has nothing to go on from.

        Raises LinkDead, and NothingStored, after which the same link may be tried again.
        """
        with self._pool.serving(), self._turns.of(sha256(token.encode("utf-8", "replace"))):
            try:
                number, line = self._links.use(token, submission)
            except LinkGone:
                raise LinkDead from None
            try:
                return self._open(self._numbers.phone(number, line), submission, lang)
            except StoreError:
                self._links.give_back(token)
                raise NothingStored from None

    def _open(self, phone: Phone, submission: bytes, lang: str) -> Receipted | None:
        ground = self._ground
        with ground.database.read() as conn:
            known = messages.find(conn, ground.district, MessageId(submission))
            again = threads.by_id(conn, ground.district, known.thread) if known else None
        if again is not None:
            return self._receipted(submission, self._cache.words(submission, again.id), again, "")
        earlier = self._earlier(phone)
        if earlier is None:
            return None
        prepared = self._pool.take(lang)
        self._cache.put(submission, prepared.thread, prepared.words)
        thread = self._store(phone, earlier, prepared, submission, lang)
        token = page_token(ground, self._form_key, prepared)
        return self._receipted(submission, prepared.words, thread, token)

    def _earlier(self, phone: Phone) -> Thread | None:
        found = self._numbers.thread_of(phone)
        if found is None:
            return None
        with self._ground.database.read() as conn:
            earlier = threads.by_id(conn, self._ground.district, found)
        if earlier is None:
            return None
        try:
            certified(earlier)
        except ThreadSwapped:
            return None
        return earlier

    def _store(
        self, phone: Phone, earlier: Thread, prepared: PreparedThread, submission: bytes, lang: str
    ) -> Thread:
        ground, now = self._ground, self._ground.clock()
        part = ground.random(32)
        words = FirstWords(MessageId(submission), GOES_ON[_of(lang)], lang, Channel.WEB)
        keys = [ShredKey(prepared.thread, 1, part)]
        if not prepared.kept:
            keys.append(ShredKey(prepared.thread, 0, prepared.shred_key))
        ground.shred.put(keys)
        while True:
            holders = self._holders(earlier)
            new = self._seal(earlier, holders, prepared, words, now)
            unit = partial(self._unit, phone=phone, earlier=earlier, holders=holders, new=new, now=now)
            try:
                ground.database.write(unit)
                break
            except ReadersChanged:
                continue
        self._numbers.hold(phone, new.thread.id)
        ground.feed.tell(new.holders, urgent=False)
        return new.thread

    def _holders(self, earlier: Thread) -> frozenset[bytes]:
        with self._ground.database.read() as conn:
            return listings.holders(conn, self._ground.district, earlier.id)

    def _seal(
        self,
        earlier: Thread,
        holders: frozenset[bytes],
        prepared: PreparedThread,
        words: FirstWords,
        now: datetime,
    ) -> NewThread:
        """For whoever holds the earlier thread, and for nobody else: it may be kept from somebody."""
        ground = self._ground
        readers = self._readers(holders)
        queues = {queue.id: queue for queue in ground.roll.queues()}
        at = queues.get(earlier.queue) or next(iter(queues.values()), None)
        if not readers or at is None:
            raise NothingStored
        closed = earlier.state is ThreadState.CLOSED
        severity = Severity.ROUTINE if closed else Severity(earlier.severity)
        record = TriageRecord(
            words.message.hex(),
            Decision(severity, UNSORTED, (), (), ground.rulebook.hash),
            words.lang,
            None,
            None,
            self._going_on.excluded(earlier),
        )
        return self._sealer.seal(
            prepared,
            words,
            record,
            Placement(at, (), (), page_team=None, missing=()),
            readers,
            ids=[ground.id() for _ in range(3)],
            shred_keys=[prepared.shred_key],
            reference=new_reference(ground.choose),
            school=earlier.school,
            due=self._due(earlier, severity, now),
            now=now,
        )

    def _due(self, earlier: Thread, severity: Severity, now: datetime) -> datetime:
        """What was promised stays promised."""
        owed = moment_of(earlier.due_minute) if earlier.awaiting == "staff" else None
        return owed or self._ground.roll.school_time(earlier.school).due(now, severity)

    def _readers(self, holders: frozenset[bytes]) -> list[Reader]:
        known = self._ground.roll.readers()
        found: list[Reader] = []
        for one in sorted(holders):
            queue, member = known.queues.get(QueueId(one)), known.members.get(MemberId(one))
            if queue is not None:
                found.append(("queue", one, queue))
            elif member is not None:
                found.append(("member", one, member))
        return found

    def _unit(
        self,
        conn: Connection,
        *,
        phone: Phone,
        earlier: Thread,
        holders: frozenset[bytes],
        new: NewThread,
        now: datetime,
    ) -> None:
        """Thread, words and receipt; the phone's texts join it from now on, and nothing is owed twice.

        Raises ReadersChanged where the earlier thread was handed over since this was sealed.
        """
        ground, district, thread = self._ground, self._ground.district, new.thread
        # Locks the earlier thread, so that who holds it stays as it is until the commit.
        thread_changes.change(conn, district, earlier.id, due_minute=None, awaiting="reporter")
        if listings.holders(conn, district, earlier.id) != holders:
            raise ReadersChanged
        first = messages.open_thread(conn, thread, new.messages, ground.chain.of(thread.id))[0]
        if first.repeated:
            return
        wraps.add(conn, district, new.wraps, minute=thread.created_minute)
        receipts.add(conn, district, new.lookup, new.receipt)
        listings.add(conn, thread, new.holders)
        threads.add_continuation(conn, district, thread.id, earlier.id)
        bridges.add(conn, district, thread.id, earlier.id)
        self._numbers.move(conn, phone, thread.id, now)

    def _receipted(
        self, submission: bytes, words: tuple[str, ...] | None, thread: Thread, token: str
    ) -> Receipted:
        ground = self._ground
        return Receipted(
            submission=submission,
            words=words,
            gate=gate_positions(submission, len(words)) if words else (1, 2),
            held=False,
            repeated=not token,
            due=moment_of(thread.due_minute),
            monitored=ground.paging.monitored(ground.clock()),
            token=token,
        )


def _of(lang: str) -> str:
    return lang if lang in GOES_ON else "en"
