"""A thread as the student sees it: the newest answer first in sight, their own words folded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reporting.cases.guardian import Stage

Author = Literal["reporter", "staff", "system"]


@dataclass(frozen=True, slots=True)
class SentFile:
    """What the student sent: `kind` is photo, pdf or video; `size` in bytes. It is not shown again: who finds the six words
    would see it.
    """

    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class ReporterMessage:
    """One message. `code` and `params` name a system message's text in the catalogs; `text` is its English.

    `at` is rounded to the hour for the student's own messages unless urgent. `verified` is false where the
    signature did not hold: the page then says that a message could not be verified, and shows none of it.
    """

    id: str
    author: Author
    text: str
    code: str | None
    params: dict[str, str]
    at: datetime | None
    verified: bool
    files: tuple[SentFile, ...] = ()

    def __repr__(self) -> str:
        return f"ReporterMessage(author={self.author!r})"


@dataclass(frozen=True, slots=True)
class Offers:
    """What a student may give a phone number for here: the district has a number for it."""

    texts: bool = False
    nudge: bool = False


@dataclass(frozen=True, slots=True)
class ReporterView:
    """`token` goes into the hidden field of the reply form, `submission` (hex) beside it.

    `received`, `read` and `due` feed the status line; `read` is set only when a person opened what was written last.
    `rated`: how it went, as the student said since it was closed. `own_words`: some of theirs are on the page;
    `may_delete`: it is neither urgent nor on hold; `phrased`: a phrase of their own is asked for as well. `by_text`:
    answers go to a phone too; `nudged_until`: the last day of the nudge. `guardian`: how far it is with a guardian's
    thread, as far as the student may know; `ended`: of such a thread, that nothing of it is shown any more.
    """

    token: str
    submission: str
    messages: tuple[ReporterMessage, ...]
    closed: bool
    received: datetime
    read: datetime | None
    due: datetime | None
    zone: str
    rated: str | None = None
    own_words: bool = True
    may_delete: bool = True
    phrased: bool = False
    by_text: bool = False
    nudged_until: datetime | None = None
    offers: Offers = Offers()
    guardian: Stage | None = None
    ended: bool = False

    def __repr__(self) -> str:
        return "ReporterView(<sealed>)"
