"""A tip as it comes from the form, and what is given back for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reporting.model.danger import Danger
from reporting.model.ids import MemberId, SchoolId
from reporting.model.tie import Tie
from reporting.model.writer import Writer

# The largest envelope holds 131,072 bytes; a character takes at most four, and JSON may double some.
BODY_LIMIT = 40_000


class SchoolChoice(StrEnum):
    KNOWN = "known"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tip:
    """One submission of the web form.

    `submission` is the form's single-use number (16 bytes): a second tip with it stores nothing.
    `held` says that the sender was over the limit; it never lowers severity and never drops anything.
    `tie`: to whose thread it belongs, when a guardian writes by a link.
    """

    submission: bytes
    body: str
    school: SchoolId | None
    school_choice: SchoolChoice
    about: str | None
    lang: str
    excluded: frozenset[MemberId]
    held: bool
    limiter_key: bytes
    writer: Writer = Writer.STUDENT
    tie: Tie | None = None

    def __repr__(self) -> str:
        return "Tip(<sealed>)"


@dataclass(frozen=True, slots=True)
class Receipted:
    """What the student is shown. `words` is None when an earlier submission's words are no longer held.

    `gate` names the two words (1-based) that are asked for again. `due` is the promised time of an answer.
    `topic`: which questions go with what was written; only the page of its writer carries it. `token` stands for the
    words while files or answers follow; empty where the words have to be asked for.
    """

    submission: bytes
    words: tuple[str, ...] | None
    gate: tuple[int, int]
    held: bool
    repeated: bool
    due: datetime | None
    monitored: bool
    topic: Danger = Danger.OTHER
    token: str = ""

    def __repr__(self) -> str:
        return "Receipted(<words>)"


@dataclass(frozen=True, slots=True)
class SchoolOption:
    """A school as the form offers it: `value` goes into the field `school`."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class StaffOption:
    """A member of staff whom a student can tick as "this person should not read it"."""

    value: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """The number that students text, if there is one, and whether they may be told it already."""

    number: str | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What the page must know before it asks: is anybody there, and who. `sampled`: whether a lead may read it too.

    `hotline` is a number that can be texted now; with `texting_later` there is one that cannot be yet.
    """

    accepting: bool
    monitored: bool
    line_name: str
    schools: tuple[SchoolOption, ...]
    staff: tuple[StaffOption, ...]
    due: datetime | None
    zone: str
    hotline: str | None
    sampled: bool = False
    texting_later: bool = False
    nudges: bool = False
