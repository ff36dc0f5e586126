"""One invented message on its way through the house: judged, routed, sealed, stored, opened again. By the real intake."""

from collections.abc import Callable
from dataclasses import dataclass

from notify import pages
from reporting.cases.audit_sample import AuditSample, SampleRate
from reporting.cases.ground import Ground
from reporting.cases.intake import ThreadIntake
from reporting.cases.receipt_pool import ReceiptPool, ThreadMaker
from reporting.cases.receive import WebIntake
from reporting.cases.rule_counter import RuleCounter
from reporting.cases.ruling import Arriving, rule_on
from reporting.cases.sealing import EPOCH, Place
from reporting.cases.submission_cache import SubmissionCache
from reporting.cases.tally_counter import TallyCounter
from reporting.cases.tip import SchoolChoice, TextLine, Tip
from reporting.model.ids import MessageId, ThreadId
from reporting.model.kind import Kind
from reporting.model.thread import Channel
from reporting.store import messages, wraps
from reporting.vault.thread_keys import unwrap_thread
from reporting.vigil.shadow import Shadow
from reporting.vigil.stages import Stage
from triage.context import Context
from triage.decision import Severity
from triage.routing import SchoolKind

# Any rule book that does not call somebody for one of these is broken. In turn, so that both languages are tried.
SENTENCES = (
    ("en", "I am going to kill myself tonight"),
    ("es", "Me voy a matar esta noche"),
)
RECEIPT_WORDS = 6


class Stopped(Exception):
    """The message did not get past this stage."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(f"the line's own test stopped at {stage.value}")
        self.stage = stage


@dataclass(frozen=True, slots=True, repr=False)
class InventedTip:
    """`passed` is told of each stage that is behind it."""

    shadow: Shadow
    ground: Ground
    lang: str
    body: str
    passed: Callable[[Stage], None]

    def send(self) -> ThreadId:
        """Raises Stopped, and whatever else goes wrong on the way."""
        self._judge()
        thread = self._store()
        self._open(thread)
        return thread

    def _judge(self) -> None:
        ground = self.ground
        context = Context(channel=Channel.WEB.value, lang=self.lang)
        arriving = Arriving(self.body, None, SchoolKind.UNKNOWN, frozenset(), context)
        ruling = rule_on(ground, arriving, ground.clock())
        if ruling.decision.severity is not Severity.URGENT:
            raise Stopped(Stage.RULES)
        self.passed(Stage.RULES)
        if ruling.placement.page_team is None:
            raise Stopped(Stage.ROUTES)
        self.passed(Stage.ROUTES)

    def _store(self) -> ThreadId:
        ground, submission = self.ground, self.ground.random(16)
        self._intake().receive(
            Tip(
                submission=submission,
                body=self.body,
                school=None,
                school_choice=SchoolChoice.UNKNOWN,
                about=None,
                lang=self.lang,
                excluded=frozenset(),
                held=False,
                limiter_key=b"",
            )
        )
        with ground.database.read() as conn:
            found = messages.find(conn, ground.district, MessageId(submission))
            if found is None or not pages.pages_about(conn, district=ground.district, about=found.thread):
                raise Stopped(Stage.STORED)
        self.passed(Stage.STORED)
        return found.thread

    def _open(self, thread: ThreadId) -> None:
        """As a person of the team would: by the queue's key, the thread's, and the key whose loss makes it unreadable."""
        ground, district = self.ground, self.ground.district
        with ground.database.read() as conn:
            mine = [
                one
                for one in wraps.of_thread(conn, district, thread)
                if one.kid == self.shadow.key.public.kid
            ]
            stored = messages.of_thread(conn, district, thread)
        keys = [unwrap_thread(district, thread, EPOCH, self.shadow.key, one.sealed) for one in mine]
        place = Place(district, thread, ground.shred.get(thread, Kind.WEB.part))
        for one in keys:
            opened = ground.opener.open(
                place, stored, [one.talk], talk_seed=one.talk_seed, kinds=frozenset({Kind.WEB})
            )
            if [(each.text, each.failure) for each in opened] == [(self.body, None)]:
                self.passed(Stage.OPENED)
                return
        raise Stopped(Stage.OPENED)

    def _intake(self) -> WebIntake:
        """The same that students write to. Its counters are never written down, and it draws no sample."""
        ground = self.ground
        maker = ThreadMaker(ground.district, ground.random(32), RECEIPT_WORDS, ground.clock)
        return WebIntake(
            ground,
            ThreadIntake(
                ground,
                TallyCounter(ground.database, ground.district),
                counter=RuleCounter(ground.database, ground.district),
                sample=AuditSample(ground, SampleRate(0, 0)),
            ),
            ReceiptPool(maker, 0, ground.clock, ground.shred.put),
            SubmissionCache(ground.random(32), ground.clock),
            TextLine,
            ground.random(32),
        )
