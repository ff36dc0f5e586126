"""A lead reads a tip of the audit sample and says how soon it should have been seen.

That is not "a counselor has read this": the student is told nothing by it, and the thread waits as it did.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from reporting.cases.audit_sample import SAMPLED_PLACES, WEEK_DAYS, withdraw
from reporting.cases.certified import ThreadSwapped, certified
from reporting.cases.ground import Ground
from reporting.cases.new_thread import summary_draft
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.override import OVERRIDE, Overridden, meant, sayings
from reporting.cases.overriding import CHOICES, Word, checked, sealed_sentence
from reporting.cases.raising import Plan, Raising, ReadersChanged
from reporting.cases.refusals import NoSuchThread, NothingStored
from reporting.cases.rule_counter import RuleCounter
from reporting.cases.rule_examples import RuleExamples, id_of
from reporting.cases.rule_leads import must_lead
from reporting.cases.sealing import Place, stamp
from reporting.cases.staff_view import Reason
from reporting.cases.triage_record import Standing, TriageRecord
from reporting.model.clock import DAY_S, minute_of, month_of
from reporting.model.feedback import Said
from reporting.model.ids import ThreadId
from reporting.model.kind import Kind
from reporting.model.thread import ThreadState
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.store import audit_samples, messages, rule_examples, threads
from reporting.store.errors import StoreError
from reporting.store.messages import Draft
from reporting.store.rule_examples import Example
from reporting.store.threads import Thread
from reporting.vault.authorship import ByMember
from reporting.vault.payload import Payload
from triage.decision import Severity

READ = frozenset({Kind.WEB, Kind.SMS, Kind.TRIAGE})
JUDGED, SAMPLE_READ = "sample_judged", "sample_read"


@dataclass(frozen=True, slots=True)
class SampleRow:
    """What a list shows: no word of it."""

    value: str
    drawn: datetime
    school_name: str | None
    severity: str
    category: str


@dataclass(frozen=True, slots=True)
class SampleView:
    row: SampleRow
    text: str
    lang: str
    because: tuple[Reason, ...]
    sayings: tuple[Said, ...]
    categories: tuple[str, ...]

    def __repr__(self) -> str:
        return f"SampleView({self.row.value!r})"


@dataclass(frozen=True, slots=True)
class _Sample:
    """A tip as far as a lead can open it: its first words and what triage said of them."""

    thread: Thread
    day: int
    words: OpenedMessage
    record: TriageRecord
    place: Place

    def __repr__(self) -> str:
        return "_Sample(<sealed>)"


class SampleDesk:
    def __init__(self, ground: Ground, witness: Witness, counter: RuleCounter) -> None:
        self._ground = ground
        self._witness = witness
        self._counter = counter
        self._raising = Raising(ground)
        self._examples = RuleExamples(ground)

    def listed(self, session: StaffSession) -> tuple[SampleRow, ...]:
        """What waits for this lead, the oldest first; of what they cannot open, not even how many. Raises NotAllowed."""
        must_lead(session)
        with self._ground.database.read() as conn:
            waiting = audit_samples.waiting(conn, self._ground.district)
        found = (self._open(session, one.thread, one.day) for one in waiting)
        return tuple(self._row(sample) for sample in found if sample is not None)

    def overdue_since(self, session: StaffSession) -> datetime | None:
        """Since when a tip that this lead can open has waited for more than a week; None where none has."""
        oldest = self.listed(session)[:1]
        due = oldest[0].drawn + timedelta(days=WEEK_DAYS) if oldest else None
        return due if due is not None and due < self._ground.clock() else None

    def read(self, session: StaffSession, value: str) -> SampleView:
        """Written down as read by this lead, and told to nobody. Raises NotAllowed, NoSuchThread."""
        sample = self._find(session, value)
        now = self._ground.clock()
        try:
            self._ground.database.write(
                lambda conn: self._record(conn, session, sample.thread, SAMPLE_READ, now)
            )
        except StoreError:
            raise NothingStored from None
        decision = sample.record.decision
        return SampleView(
            self._row(sample),
            sample.words.text,
            sample.record.lang,
            tuple(dict.fromkeys(Reason(hit.title, hit.rule, hit.text, 1) for hit in decision.hits)),
            sayings(decision.severity, decision.severity, ringing=False),
            CHOICES,
        )

    def judge(self, session: StaffSession, value: str, word: Word) -> None:
        """Raises NotAllowed, NoSuchThread, CopiedWords, NobodyLeads, TooLong, NothingStored."""
        while True:
            try:
                return self._judge(session, value, word)
            except ReadersChanged:
                continue
            except (StoreError, ThreadSwapped):
                raise NothingStored from None

    def _judge(self, session: StaffSession, value: str, word: Word) -> None:
        ground, sample = self._ground, self._find(session, value)
        record, now = sample.record, ground.clock()
        decided = record.decision.severity
        said = checked(word, decided, decided, ringing=False)
        stands = Standing(meant(said, decided), word.category or record.decision.category)
        mark = Overridden(said, decided, stands.severity, stands.category)
        note = self._note(session, sample, mark, now)
        example = sealed_sentence(
            self._examples,
            session,
            word,
            mark,
            record=record,
            heard=[sample.words.text],
            excluded=record.excluded,
            now=now,
        )
        plan = (
            self._plan(sample, stands, note, now)
            if stands.severity > Severity(sample.thread.severity)
            else None
        )
        ground.database.write(self._unit(session, sample, note=note, plan=plan, example=example, now=now))
        urgent = plan is not None and plan.severity is Severity.URGENT
        ground.feed.tell(plan.holders if plan else (), urgent=urgent)
        if not record.excluded:
            self._counter.sampled(now, record.decision, stands.severity)
            if mark.to is not mark.decided:
                self._counter.overridden(month_of(now), record.decision, mark)

    def _unit(
        self,
        session: StaffSession,
        sample: _Sample,
        *,
        note: Draft,
        plan: Plan | None,
        example: Example | None,
        now: datetime,
    ) -> Callable[[Connection], None]:
        ground, thread = self._ground, sample.thread

        def unit(conn: Connection) -> None:
            if not withdraw(conn, ground, thread.id):
                raise NoSuchThread  # another lead was faster
            if plan is not None:
                self._raising.apply(conn, plan)
            else:
                messages.append(conn, ground.district, thread.id, [note], ground.chain.of(thread.id))
            if example is not None:
                rule_examples.add(conn, ground.district, example)
            self._record(conn, session, thread, JUDGED, now)

        return unit

    def _plan(self, sample: _Sample, stands: Standing, note: Draft, now: datetime) -> Plan:
        """Raised in its own queue at once; and where nobody has opened it, somebody is called for it."""
        ground, thread, record = self._ground, sample.thread, sample.record
        raised = replace(record, decision=replace(record.decision, severity=stands.severity))
        urgent = stands.severity is Severity.URGENT
        return self._raising.plan(
            thread,
            raised,
            lambda readers, _summarise: [
                note,
                summary_draft(
                    sample.place,
                    record,
                    sample.words.text,
                    readers,
                    ground.id(),
                    now=now,
                    exact=urgent,
                    standing=stands,
                ),
            ],
            now=now,
            urgent=urgent and thread.state is ThreadState.NEW,
            spoken=False,
        )

    def _note(self, session: StaffSession, sample: _Sample, mark: Overridden, now: datetime) -> Draft:
        ground = self._ground
        payload = Payload(
            stamp(now, exact=True), "", code=OVERRIDE, params=mark.params(), roster=ground.roll.roster_entry()
        )
        author = ByMember(session.member, session.unlocked.ed)
        to = [certified(sample.thread).case]
        return sample.place.seal(ground.id(), Kind.NOTE, payload, to, author, now=now, exact=True)

    def _find(self, session: StaffSession, value: str) -> _Sample:
        must_lead(session)
        ground, thread = self._ground, ThreadId(id_of(value))
        with ground.database.read() as conn:
            waiting = {one.thread: one.day for one in audit_samples.waiting(conn, ground.district)}
        found = self._open(session, thread, waiting[thread]) if thread in waiting else None
        if found is None:
            raise NoSuchThread
        return found

    def _open(self, session: StaffSession, thread: ThreadId, day: int) -> _Sample | None:
        """None for what this lead's own key does not open: whom it is kept from, it was not sealed to."""
        ground = self._ground
        with ground.database.read() as conn:
            row = threads.by_id(conn, ground.district, thread)
            stored = messages.of_thread(conn, ground.district, thread)
        shred_key = ground.shred.find_many([(thread, 0)]).get((thread, 0))
        if row is None or shred_key is None:
            return None
        place = Place(ground.district, thread, shred_key)
        opened = ground.opener.open(
            place, stored, (session.unlocked.x,), talk_seed=None, kinds=READ, told=READ
        )
        first = [one for one in opened if one.stored.seq in SAMPLED_PLACES and one.failure is None]
        words = next((one for one in first if one.stored.kind is not Kind.TRIAGE), None)
        judged = next((one for one in first if one.stored.kind is Kind.TRIAGE), None)
        if words is None or judged is None or judged.payload is None:
            return None
        record = TriageRecord.from_members(judged.payload.more, judged.payload.lang or "en")
        return _Sample(row, day, words, record, place)

    def _row(self, sample: _Sample) -> SampleRow:
        row, decision = sample.thread, sample.record.decision
        return SampleRow(
            row.id.hex(),
            datetime.fromtimestamp(sample.day * DAY_S, UTC),
            self._ground.roll.school_name(row.school) if row.school else None,
            decision.severity.value,
            decision.category,
        )

    def _record(
        self, conn: Connection, session: StaffSession, thread: Thread, act: str, now: datetime
    ) -> None:
        self._witness.record(
            conn,
            minute=minute_of(now, exact=True),
            act=act,
            actor=session.member,
            about=thread.id,
            queue=thread.queue,
        )
