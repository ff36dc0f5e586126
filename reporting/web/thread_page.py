"""A thread as its page lays it out: the newest answer on top, the rest below it, own words folded."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from reporting.cases.reporter_view import ReporterMessage, ReporterView

COVERING = "covering"


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """`newest` is the latest message from a person, or from the service while nobody has answered; `closing` what was
    said beside it when it was closed.

    The three steps are those of what the student wrote last: `received`, when a person read it, and the answer.
    `answer`: when that came, None while it is owed. `covering`: until when another counselor is there instead of theirs.
    """

    view: ReporterView
    newest: ReporterMessage | None
    closing: ReporterMessage | None
    earlier: tuple[ReporterMessage, ...]
    answered: bool
    late: bool
    received: datetime
    answer: datetime | None
    covering: date | None = None

    def __repr__(self) -> str:
        return "ThreadPage(<sealed>)"

    @classmethod
    def of(cls, view: ReporterView, now: datetime) -> "ThreadPage":
        staff = [message for message in view.messages if message.author == "staff"]
        told = [message for message in view.messages if message.author == "system"]
        others = [message for message in told if message.code != COVERING]
        newest = staff[-1] if staff else others[-1] if others else None
        ends = [message for message in others if message.code == "closed"]
        closing = ends[-1] if view.closed and ends and ends[-1] is not newest else None
        earlier = tuple(
            message for message in reversed(view.messages) if message is not newest and message is not closing
        )
        late = view.due is not None and view.due < now and not view.closed
        own = [at for at, message in enumerate(view.messages) if message.author == "reporter"]
        last = own[-1] if own else -1
        return cls(
            view,
            newest,
            closing,
            earlier,
            bool(staff),
            late,
            received=(view.messages[last].at if own else None) or view.received,
            covering=_covering(told, now.astimezone(ZoneInfo(view.zone)).date()),
            answer=next((one.at for one in view.messages[last + 1 :] if one.author == "staff"), None),
        )


def _covering(told: list[ReporterMessage], today: date) -> date | None:
    """The last day that was told last; None once it is over. Only what the service verifiably said."""
    days = [one.params.get("until", "") for one in told if one.code == COVERING and one.verified]
    try:
        last = date.fromisoformat(days[-1]) if days else None
    except ValueError:
        return None
    return last if last is not None and today <= last else None
