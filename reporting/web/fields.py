"""What the forms carry, cleaned: every field is text that a page can show again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Request
from werkzeug.datastructures import MultiDict

from reporting.cases.tip import FormFacts, SchoolChoice, Tip
from reporting.guard.received_text import received_text
from reporting.model.clock import minute_of, moment_of
from reporting.model.ids import MemberId, SchoolId
from reporting.model.writer import Writer

SUBMISSION_BYTES = 16
ABOUT_LIMIT = 1000
WORDS_LIMIT = 200
PHRASE_LIMIT = 200
TOKEN_LIMIT = 1024
_HEX = re.compile(r"[0-9a-f]{32}")
_WORDS = re.compile(r"[a-z]{2,20}( [a-z]{2,20}){5,7}")
_GATE = re.compile(r"([1-8]),([1-8])")
_MINUTES = re.compile(r"[0-9]{1,8}")


def text(form: MultiDict[str, str], name: str, limit: int | None = None) -> str:
    """A field as text, cut at `limit` characters."""
    cleaned = received_text(form.get(name, "")).text
    return cleaned if limit is None else cleaned[:limit]


def submission_number(form: MultiDict[str, str], fresh: bytes) -> bytes:
    """The form's single-use number; a form without one gets `fresh`."""
    found = text(form, "submission", 64)
    return bytes.fromhex(found) if _HEX.fullmatch(found) else fresh


@dataclass(frozen=True, slots=True)
class TipForm:
    """The first page's form, empty or as it came. `damaged`: some characters of the body did not arrive. `look`: the
    button was pressed that sends nothing and points out what shows who writes. `lost`: the form is asked for by somebody
    whose six words are lost. `writer`: from which page it comes; each refusal shows the same page again.
    """

    submission: bytes
    body: str = ""
    school: str = ""
    about: str = ""
    not_staff: frozenset[str] = frozenset()
    damaged: bool = False
    look: bool = False
    lost: bool = False
    writer: Writer = Writer.STUDENT

    def __repr__(self) -> str:
        return "TipForm(<sealed>)"

    @classmethod
    def of(cls, asked: Request, fresh: bytes) -> "TipForm":
        """Raises 413 when the body is over what a form may hold."""
        form = asked.form
        body = received_text(form.get("body", ""))
        return cls(
            submission_number(form, fresh),
            body.text,
            text(form, "school", 64),
            text(form, "about", ABOUT_LIMIT),
            frozenset(received_text(value).text for value in form.getlist("not_staff")),
            body.damaged,
            form.get("act", "") == "look",
            form.get("act", "") == "lost",
            # What a form says: nobody becomes a guardian by it.
            Writer.ADULT if form.get("writer") == Writer.ADULT else Writer.STUDENT,
        )

    @property
    def page(self) -> str:
        return "adult.html" if self.writer is Writer.ADULT else "tell.html"

    @property
    def opened(self) -> Mapping[str, bool]:
        """Which of the folded questions were answered, so that they come back unfolded."""
        return {"school": bool(self.school), "about": bool(self.about), "staff": bool(self.not_staff)}

    def tip(self, facts: FormFacts, lang: str, *, held: bool, limiter_key: bytes) -> Tip:
        """Choices that the form does not offer count as not made; none of them costs the message."""
        choice, school = _school(self.school, facts)
        offered = {option.value for option in facts.staff}
        return Tip(
            submission=self.submission,
            body=self.body,
            school=school,
            school_choice=choice,
            about=self.about.strip() or None,
            lang=lang,
            excluded=frozenset(MemberId(bytes.fromhex(value)) for value in self.not_staff & offered),
            held=held,
            limiter_key=limiter_key,
            writer=self.writer,
        )

    def again(self, fresh: bytes) -> "TipForm":
        return replace(self, submission=fresh)


def _school(value: str, facts: FormFacts) -> tuple[SchoolChoice, SchoolId | None]:
    if any(option.value == value for option in facts.schools):
        return SchoolChoice.KNOWN, SchoolId(bytes.fromhex(value))
    return (SchoolChoice.OTHER if value == SchoolChoice.OTHER else SchoolChoice.UNKNOWN), None


@dataclass(frozen=True, slots=True)
class ReceiptForm:
    """The page with the six words, carried by its own form so that a wrong retype can show it again."""

    submission: bytes
    words: tuple[str, ...]
    gate: tuple[int, int]
    held: bool
    due: datetime | None
    topic: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return "ReceiptForm(<words>)"

    @classmethod
    def of(cls, asked: Request) -> "ReceiptForm | None":
        """None for a form that is not one of ours."""
        form = asked.form
        submission, words = text(form, "submission", 64), text(form, "words", WORDS_LIMIT)
        gate, due = _GATE.fullmatch(text(form, "gate", 8)), text(form, "due", 16)
        if not (_HEX.fullmatch(submission) and _WORDS.fullmatch(words) and gate):
            return None
        spoken = tuple(words.split(" "))
        positions = (int(gate[1]), int(gate[2]))
        if max(positions) > len(spoken):
            return None
        return cls(
            bytes.fromhex(submission),
            spoken,
            positions,
            text(form, "held", 4) == "1",
            moment_of(int(due)) if _MINUTES.fullmatch(due) else None,
            text(form, "topic", 32),
            text(form, "token", TOKEN_LIMIT),
        )

    @property
    def due_minute(self) -> str:
        return "" if self.due is None else str(minute_of(self.due, exact=True))


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """A reply, with the page's token or, when that has expired, the words again. `wrong`: the button was pressed that
    says that something is still wrong.
    """

    token: str
    submission: bytes
    body: str
    receipt: str
    damaged: bool
    wrong: bool = False
    phrase: str = ""

    def __repr__(self) -> str:
        return "ReplyForm(<sealed>)"

    @classmethod
    def of(cls, asked: Request, fresh: bytes) -> "ReplyForm":
        form = asked.form
        body = received_text(form.get("body", ""))
        return cls(
            text(form, "token", 1024),
            submission_number(form, fresh),
            body.text,
            text(form, "receipt", WORDS_LIMIT).strip(),
            body.damaged,
            form.get("act", "") == "wrong",
            text(form, "phrase", PHRASE_LIMIT),
        )


@dataclass(frozen=True, slots=True)
class FileForm:
    """One file, with the page's token or the six words that it carries. `at`: from which page it was sent.

    What the file is called is never read.
    """

    number: bytes
    token: str
    words: str
    at: str
    data: bytes

    def __repr__(self) -> str:
        return "FileForm(<sealed>)"

    @classmethod
    def of(cls, asked: Request, fresh: bytes) -> "FileForm":
        """Raises 413 when the body is over what a file may weigh."""
        form, sent = asked.form, asked.files.get("files")
        number = text(form, "number", 64)
        return cls(
            bytes.fromhex(number) if _HEX.fullmatch(number) else fresh,
            text(form, "token", 1024),
            text(form, "words", WORDS_LIMIT).strip(),
            text(form, "at", 16),
            sent.read() if sent is not None else b"",
        )
