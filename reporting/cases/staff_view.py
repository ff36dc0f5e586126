"""Threads as staff see them: rows of the inbox, and one thread with its reasons."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Literal

from reporting.cases.guardian import Stage
from reporting.cases.home import HomeReason, stands_out
from reporting.model.feedback import Said
from reporting.model.held import Held, Holding
from reporting.model.thread import Channel, ThreadState
from reporting.model.writer import Writer

SeverityName = Literal["urgent", "soon", "routine"]
# needs: waits for an answer of this person; mine: taken by them; student: answered, and the student came back for it;
# unfetched: answered by web, and nobody came back for it yet.
View = Literal["needs", "mine", "student", "unfetched", "all"]


class Act(StrEnum):
    """What this person may do here and now. A page offers nothing else."""

    REPLY = "reply"
    NOTE = "note"
    ASSIGN = "assign"
    HAND_OVER = "hand_over"
    CLOSE = "close"
    REOPEN = "reopen"
    ACKNOWLEDGE = "acknowledge"
    HAND_BACK = "hand_back"
    LIFT_EXCLUSION = "lift_exclusion"
    OVERRIDE = "override"
    HOLD = "hold"
    RELEASE = "release"
    LINK = "link"
    SHARE = "share"


class PhoneStanding(StrEnum):
    """What becomes of an answer on the student's phone."""

    NONE = "none"  # there is no number
    TEXTED = "texted"  # answers go there
    STOPPED = "stopped"  # the student asked for no texts
    FORGOTTEN = "forgotten"  # the student asked us to forget the number


@dataclass(frozen=True, slots=True)
class QueueTab:
    """A queue of this person's. `open_count` is capped at 1,000 and shown as "999+" there. `value` is hex."""

    value: str
    name: str
    open_count: int
    urgent_count: int


@dataclass(frozen=True, slots=True)
class InboxRow:
    stands: ClassVar[bool] = False
    reference: str
    severity: SeverityName
    state: ThreadState
    summary: str
    category: str
    readable: bool
    queue_name: str
    school_name: str | None
    channel: Channel
    awaiting: Literal["staff", "reporter"]
    changed: datetime
    due: datetime | None
    assignee: str | None
    mine: bool
    tried: SeverityName | None = None  # what the rules being tried would have said; for who asked to see it
    began: datetime | None = None  # when the first message came, rounded to the hour unless urgent
    unread: bool = False  # something stands in it that this person has not opened
    follow_up: bool = False  # closed, and its day to be asked again has come
    unfetched: bool = False  # the last answer waits for a student who has not come back
    writer: Writer = Writer.STUDENT
    mark: str = ""  # by which a page that watches says that it has this row, as it is

    def __repr__(self) -> str:
        return f"InboxRow({self.reference!r})"


@dataclass(frozen=True, slots=True)
class DueTask:
    """Something that this person has to do in a thread; what it is stands there, sealed."""

    reference: str
    place: str
    due: datetime
    follow_up: bool


@dataclass(frozen=True, slots=True)
class InboxPage:
    rows: tuple[InboxRow, ...]
    cursor: str | None
    queues: tuple[QueueTab, ...]
    version: int
    tasks: tuple["DueTask", ...] = ()


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A row that the page has already, as it is."""

    stands: ClassVar[bool] = True
    mark: str


@dataclass(frozen=True, slots=True)
class InboxNews:
    """A list for a page that watches. `queues` is empty unless the list is."""

    rows: tuple[InboxRow | StandingRow, ...]
    cursor: str | None
    queues: tuple[QueueTab, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A thread that somebody took with others. `before`: who had it, as hex of a member; None: nobody."""

    reference: str
    before: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Answered from RAM. `changed` says that the list differs from the one at `since`; `urgent` that one is new."""

    version: int
    changed: bool
    urgent: bool


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that came with a message. `id` is hex, `kind` photo, pdf or video, `size` in bytes."""

    id: str
    kind: str
    size: int

    @property
    def megabytes(self) -> str:
        """For people: one decimal, never 0.0."""
        return f"{max(0.1, self.size / 1_000_000):.1f}"


@dataclass(frozen=True, slots=True)
class StaffMessage:
    """One message, note or system line. `failure` names what did not verify; the others are shown all the same.

    `delivery` for replies to a texting student: waiting, sent, delivered, failed, not_sent (confirm or rewrite).
    """

    id: str
    seq: int
    author: Literal["reporter", "staff", "system", "note"]
    name: str | None
    text: str
    code: str | None
    params: dict[str, str]
    at: datetime | None
    channel: Channel | None
    failure: str | None
    delivery: str | None
    files: tuple[FileView, ...] = ()
    asked: tuple[str, ...] = ()
    enclosed: int = 0  # how many files came with a text; each follows as a message of its own

    def __repr__(self) -> str:
        return f"StaffMessage(seq={self.seq})"


@dataclass(frozen=True, slots=True)
class PhoneView:
    """What a text to the student's phone would do now. `asked`: when staff last asked something neutral, if nobody
    has written since; `leaves`: when it would leave, None for at once; `opener`: the neutral question.
    """

    heard: datetime | None
    silent: bool
    asked: datetime | None
    leaves: datetime | None
    opener: str


@dataclass(frozen=True, slots=True)
class HeldView:
    """An answer that waits, or that lies with its author again. `text` is empty for who cannot open it."""

    id: str
    text: str
    name: str
    mine: bool
    opener: bool
    state: Held
    why: Holding
    leaves: datetime | None
    written: datetime

    def __repr__(self) -> str:
        return f"HeldView({self.state.value!r})"


@dataclass(frozen=True, slots=True)
class TaskView:
    """`member`: hex of who is to do it; `mine`: the reader."""

    value: str
    text: str
    due: date
    member: str
    mine: bool
    done: bool
    name: str = ""

    def __repr__(self) -> str:
        return "TaskView(<sealed>)"


@dataclass(frozen=True, slots=True)
class PassedView:
    """It went on: `by` whom, from whom (`before`, who held it then), `to` a person or queue, with these words.

    `seen_by`: of a team it was taken back from, who had opened it until then.
    """

    code: str
    by: str | None
    before: str | None
    to: str
    text: str
    at: datetime | None
    seen_by: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"PassedView({self.code!r})"


@dataclass(frozen=True, slots=True)
class SharedView:
    """A second team that holds the thread now; `seen_by`: who of it has opened it."""

    value: str
    name: str
    seen_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """`by` and `at`: who said last that it is done, and when."""

    key: str
    en: str
    es: str
    done: bool
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """`began`: its clock, for a report to an agency; `agency` and `reference`: whom was called, and what they gave."""

    key: str
    en: str
    es: str
    follows: str
    steps: tuple[StepView, ...]
    fits: bool
    asks_agency: bool
    began: datetime | None = None
    agency: str = ""
    reference: str = ""

    def __repr__(self) -> str:
        return f"ChecklistView({self.key!r})"


@dataclass(frozen=True, slots=True)
class Presence:
    """`writing`: names of colleagues who write an answer now; `news`: something stands in the thread that was not shown."""

    writing: tuple[str, ...]
    news: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why triage said so: the rule's title, its id, and the student's own words that it stood on.

    `rulebook`: hash of the rule book that said so; its text is kept.
    """

    title: str
    rule: str
    quote: str
    message_seq: int
    rulebook: str = ""

    def __repr__(self) -> str:
        return f"Reason({self.rule!r})"


@dataclass(frozen=True, slots=True)
class TriedView:
    """What rules that were being tried would have said of one message, and what those in force said."""

    said: SeverityName
    severity: SeverityName
    category: str
    because: tuple[Reason, ...]
    message_seq: int

    def __repr__(self) -> str:
        return f"TriedView(seq={self.message_seq})"


@dataclass(frozen=True, slots=True)
class PageView:
    """The page that this thread raised: who holds it, who was called, since when.

    `taken`: when somebody took it; `reply_by`: when they are reminded of a first reply to the student, None once there
    was one; `mine`: the reader has it.
    """

    acknowledged_by: str | None
    began: datetime
    called: tuple[str, ...]
    mine: bool = False
    taken: datetime | None = None
    reply_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class UrgencyView:
    """What may be said of the urgency here and now. `stands`: what a person said last, who, and where it put the thread;
    `rings`: answers that would lower it are kept back until somebody has taken the page; `leads`: who reads a sentence.
    """

    sayings: tuple[Said, ...]
    categories: tuple[str, ...]
    rings: bool
    leads: tuple[str, ...]
    said: Said | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class DeletionView:
    """Its student deleted it: an answer reaches nobody. `due`: when it is destroyed, unless it is `held` or urgent."""

    due: datetime
    held: bool


@dataclass(frozen=True, slots=True)
class TiedView:
    """`reference`: the student's thread, empty where this person cannot open it; `stands`: the yes does, so the guardian
    reads answers; `against`: something in the student's thread speaks against telling home.
    """

    reference: str
    stands: bool
    against: bool


@dataclass(frozen=True, slots=True)
class StaffThread:
    """`seen` goes back with an answer: which message the writer was shown last, so that a changed past is caught.

    `continues`: references of earlier threads of the same student, `goes_on`: of later ones, as far as this person may
    know them; one conversation. `phone`: whether answers go out by text.
    """

    reference: str
    severity: SeverityName
    category: str
    state: ThreadState
    channel: Channel
    queue_name: str
    school_name: str | None
    lang: str
    messages: tuple[StaffMessage, ...]
    because: tuple[Reason, ...]
    trace: tuple[str, ...]
    rulebook: str
    readers: tuple[str, ...]
    excluded: tuple[Choice, ...]
    assignee: str | None
    assignees: tuple[Choice, ...]
    hand_over_to: tuple[Choice, ...]
    page: PageView | None
    due: datetime | None
    disposition: str | None
    may: frozenset[Act]
    seen: str
    last_heard: datetime | None
    zone: str
    continues: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()
    phone: PhoneStanding = PhoneStanding.NONE
    deletion: DeletionView | None = None
    checklists: tuple["ChecklistView", ...] = ()
    tasks: tuple[TaskView, ...] = ()
    follow_up: datetime | None = None  # the day on which a closed thread is looked at again
    writing: tuple[str, ...] = ()  # colleagues who are writing an answer at this moment
    urgency: UrgencyView | None = None
    tried: tuple[TriedView, ...] = ()
    passed: tuple[PassedView, ...] = ()  # each time it went to somebody else, the first first
    shared: tuple[SharedView, ...] = ()
    share_with: tuple[Choice, ...] = ()
    stand_ins: tuple[Choice, ...] = ()  # substitutes who cannot open it yet, and can be given it
    texting: PhoneView | None = None  # of a thread of texts to which one may leave
    held: tuple[HeldView, ...] = ()
    writer: Writer = Writer.STUDENT  # who began it, as they say
    home: tuple[HomeReason, ...] = ()  # what speaks against telling anybody at home
    home_marked: bool = False  # a person of staff said that it may be unsafe
    guardian: Stage | None = None  # how far it is with a guardian's thread, if one was proposed
    tied: TiedView | None = None  # of a guardian's thread: the student's, and whether the yes stands

    @property
    def home_stands_out(self) -> bool:
        """Whether it is said above everything else."""
        return stands_out(self.home)

    def __repr__(self) -> str:
        return f"StaffThread({self.reference!r})"
