"""What the screen of an acknowledged page shows. Pure, but for the doors' names."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reporting.cases.staff_view import StaffMessage, StaffThread
from reporting.model.danger import Danger
from reporting.model.thread import Channel
from reporting.people.guidance.counsel import Counsel
from reporting.people.staff_session import StaffSession


@dataclass(frozen=True, slots=True)
class FirstWords:
    """`replies` in the student's language, `meanings` the same in the reader's where that is another one, else empty.

    `steps` in the reader's language; `own`: the district wrote them. `danger`: where they are changed.
    """

    danger: Danger
    replies: tuple[str, ...]
    meanings: tuple[str, ...]
    steps: tuple[str, ...]
    own: bool
    may: bool


@dataclass(frozen=True, slots=True)
class GuidanceForm:
    """As typed. `steps` and `questions`: one a line."""

    replies: tuple[str, ...]
    steps: str
    questions: str = ""

    @classmethod
    def of(cls, counsel: Counsel) -> "GuidanceForm":
        return cls(counsel.replies, "\n".join(counsel.steps), "\n".join(counsel.questions))


@dataclass(frozen=True, slots=True)
class GuidancePage:
    """What is kept for one kind of danger in one language."""

    danger: Danger
    lang: str
    form: GuidanceForm
    own: bool
    may: bool


class Guidances(Protocol):
    def first_words(
        self, session: StaffSession, category: str, lang: str, reader: str, channel: Channel
    ) -> FirstWords:
        """`lang`: the student's; `reader`: that of whoever looks at the page."""
        ...

    def written(self, session: StaffSession) -> frozenset[tuple[str, str]]:
        """(danger, language) of what the district wrote itself."""
        ...

    def page(self, session: StaffSession, danger: str, lang: str) -> GuidancePage:
        """Raises Refused("unknown")."""
        ...

    def keep(self, session: StaffSession, danger: str, lang: str, form: GuidanceForm) -> None:
        """Raises Refused: guidance_…, not_allowed, unknown; StepUpRefused("needed")."""
        ...

    def ship(self, session: StaffSession, danger: str, lang: str) -> None:
        """The shipped words again. Raises as `keep`."""
        ...


@dataclass(frozen=True, slots=True)
class Wait:
    """How long the student has waited for a first answer. `answered`: when it came; `by`: until when it is owed."""

    since: datetime
    answered: datetime | None
    by: datetime | None = None


def waited(thread: StaffThread) -> Wait | None:
    """None for a thread that never paged anybody."""
    page = thread.page
    if page is None:
        return None
    answers = [one.at for one in thread.messages if one.author == "staff" and one.at and one.at >= page.began]
    return Wait(page.began, min(answers, default=None), page.reply_by)


def unanswered(thread: StaffThread) -> tuple[tuple[StaffMessage, ...], tuple[StaffMessage, ...]]:
    """(what stands before, what the student wrote since the last answer): the latter is shown large."""
    # What was pressed, and not written, is no message that waits for an answer.
    talk = [one for one in thread.messages if one.author in {"reporter", "staff"} and one.code is None]
    last = max((at for at, one in enumerate(talk) if one.author == "staff"), default=-1)
    fresh = talk[last + 1 :]
    return (tuple(talk[: last + 1]), tuple(fresh)) if fresh else (tuple(talk[:-1]), tuple(talk[-1:]))


def with_reply(body: str, reply: str, others: tuple[str, ...]) -> str:
    """A first reply goes into the field; words of the writer's own stay before it, another first reply does not."""
    own = body.strip()
    if not own or own in others:
        return reply
    return own if reply in own else f"{own}\n\n{reply}"
