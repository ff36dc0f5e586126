"""A person at a thread says how urgent it was: kept sealed in it, and the inbox follows, but never under a ringing page."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from reporting.cases.desk_pen import DeskPen, Doing
from reporting.cases.desk_thread import DeskThread
from reporting.cases.ground import Ground
from reporting.cases.new_thread import summary_draft
from reporting.cases.override import (
    OVERRIDE,
    SENTENCE_LIMIT,
    Overridden,
    copies,
    deciding_rules,
    meant,
    sayings,
)
from reporting.cases.raising import ReadersChanged
from reporting.cases.refusals import CopiedWords, NotAllowed, NothingStored, StillRinging, TooLong
from reporting.cases.rule_counter import RuleCounter
from reporting.cases.rule_examples import RuleExamples, Sentence
from reporting.cases.triage_record import Standing, TriageRecord
from reporting.cases.waking import is_kept_from_somebody
from reporting.model.clock import month_of
from reporting.model.feedback import Said
from reporting.model.ids import MemberId
from reporting.model.kind import Kind
from reporting.people.staff_session import StaffSession
from reporting.store import listings, rule_examples, thread_changes
from reporting.store.errors import StoreError
from reporting.store.messages import Draft
from reporting.store.rule_examples import Example
from triage.categories import CATEGORIES
from triage.decision import UNSORTED, Severity

CHOICES = (*CATEGORIES, UNSORTED)
FALSE_PAGE = "lowered"  # what the audit calls a page that need not have been, for the weekly count
HEARD = frozenset({Kind.WEB, Kind.SMS})


@dataclass(frozen=True, slots=True)
class Word:
    """What the form says. `category` empty: as it is; `sentence` empty: none."""

    said: str
    category: str
    sentence: str

    def __repr__(self) -> str:
        return f"Word({self.said!r})"


class Overriding:
    def __init__(self, ground: Ground, pen: DeskPen, counter: RuleCounter) -> None:
        self._ground = ground
        self._pen = pen
        self._counter = counter
        self._examples = RuleExamples(ground)

    def say(self, doing: Doing, submission: bytes, word: Word) -> None:
        """Raises NotAllowed, StillRinging, CopiedWords, NobodyLeads, TooLong, NothingStored, ReadersChanged."""
        thread, stands, leading = doing.thread, doing.thread.standing(), leading_record(doing.thread)
        if stands is None or leading is None:
            raise NotAllowed
        ringing = any(page.state == "open" for page in self._ground.paging.of_thread(thread.row.id))
        decided = leading.decision.severity
        said = checked(word, decided, stands.severity, ringing=ringing)
        now_stands = Standing(meant(said, decided), word.category or stands.category)
        mark = Overridden(said, decided, now_stands.severity, now_stands.category)
        drafts = [self._pen.note(doing, submission, "", code=OVERRIDE, params=mark.params())]
        if now_stands != stands:
            drafts.append(self._summary(doing, leading, now_stands))
        heard = [one.text for one in thread.opened if one.stored.kind in HEARD]
        example = sealed_sentence(
            self._examples,
            doing.session,
            word,
            mark,
            record=leading,
            heard=heard,
            excluded=thread.excluded(),
            now=doing.now,
        )
        counted = counts(self._ground, thread)
        lowers = now_stands.severity < stands.severity
        stored = False

        def effect(conn: Connection) -> None:
            nonlocal stored
            district, row = self._ground.district, thread.row
            if listings.holders(conn, district, row.id) != thread.holders:
                raise ReadersChanged
            self._stand(conn, doing, now_stands.severity, lowers=lowers)
            if example is not None:
                rule_examples.add(conn, district, example)
            stored = True

        false_page = counted and decided is Severity.URGENT and now_stands.severity < Severity.URGENT
        self._pen.write(doing, FALSE_PAGE if false_page else "overridden", drafts, effect=effect)
        if stored and counted:
            self._count(doing, leading, mark)
        if now_stands.severity is Severity.URGENT and stands.severity is not Severity.URGENT:
            self._ground.feed.tell(thread.holders, urgent=True)

    def _stand(self, conn: Connection, doing: Doing, severity: Severity, *, lowers: bool) -> None:
        """Raises StillRinging for a page that began since the form was shown."""
        paging, row = self._ground.paging, doing.thread.row
        if lowers and paging.rings(conn, row.id):
            raise StillRinging
        if severity.value != row.severity:
            thread_changes.set_severity(
                conn, self._ground.district, row.id, severity.value, changed_minute=doing.minute
            )
        if lowers:
            # Nobody is reminded of what need not have paged.
            paging.over(conn, row.id)

    def _summary(self, doing: Doing, leading: TriageRecord, stands: Standing) -> Draft:
        thread = doing.thread
        words = {one.stored.id.hex(): one.text for one in thread.opened if one.stored.kind in HEARD}
        return summary_draft(
            thread.place,
            leading,
            words.get(leading.message, ""),
            self._ground.roll.readers().of_holders(sorted(thread.holders)),
            self._ground.id(),
            now=doing.now,
            exact=stands.severity is Severity.URGENT,
            standing=stands,
        )

    def _count(self, doing: Doing, leading: TriageRecord, mark: Overridden) -> None:
        """Once a thread: what was said of it before is taken back."""
        earlier = doing.thread.override()
        if earlier is not None and earlier[1].to is not earlier[1].decided and earlier[0].payload is not None:
            month = month_of(datetime.fromtimestamp(earlier[0].payload.at, UTC))
            self._counter.overridden(month, leading.decision, earlier[1], n=-1)
        if mark.to is not mark.decided:
            self._counter.overridden(month_of(doing.now), leading.decision, mark)


def leading_record(thread: DeskThread) -> TriageRecord | None:
    """What triage said of the message that it took most seriously."""
    return max(thread.records(), key=lambda one: one.decision.severity.rank, default=None)


def checked(word: Word, decided: Severity, standing: Severity, *, ringing: bool) -> Said:
    """Raises NotAllowed, StillRinging, TooLong."""
    if len(word.sentence) > SENTENCE_LIMIT:
        raise TooLong(SENTENCE_LIMIT)
    if word.said not in set(Said) or word.category not in {"", *CHOICES}:
        raise NotAllowed
    said = Said(word.said)
    if said in sayings(decided, standing, ringing=ringing):
        return said
    raise StillRinging if said in sayings(decided, standing, ringing=False) else NotAllowed


def sealed_sentence(
    examples: RuleExamples,
    session: StaffSession,
    word: Word,
    mark: Overridden,
    *,
    record: TriageRecord,
    heard: list[str],
    excluded: frozenset[MemberId],
    now: datetime,
) -> Example | None:
    """Raises CopiedWords, NobodyLeads, NothingStored."""
    text = " ".join(word.sentence.split())
    if not text:
        return None
    if copies(text, heard):
        raise CopiedWords
    sentence = Sentence(text, mark.to.value, mark.category, record.lang, deciding_rules(record.decision))
    try:
        return examples.seal(session, sentence, excluded, now)
    except StoreError:
        raise NothingStored from None


def counts(ground: Ground, thread: DeskThread) -> bool:
    """Whether numbers may know of it: nothing that is kept from somebody is counted."""
    named = any(record.excluded for record in thread.records())
    return not named and not is_kept_from_somebody(ground.roll.queues(), thread.holders)
