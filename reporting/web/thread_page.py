"""A thread as its page lays it out: the newest answer on top, the rest below it, own words folded."""

from dataclasses import dataclass
from datetime import datetime

from reporting.cases.reporter_view import ReporterMessage, ReporterView


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """`newest` is the latest message from a person, or from the service while nobody has answered."""

    view: ReporterView
    newest: ReporterMessage | None
    earlier: tuple[ReporterMessage, ...]
    answered: bool
    late: bool

    def __repr__(self) -> str:
        return "ThreadPage(<sealed>)"

    @classmethod
    def of(cls, view: ReporterView, now: datetime) -> "ThreadPage":
        staff = [message for message in view.messages if message.author == "staff"]
        others = [message for message in view.messages if message.author == "system"]
        newest = staff[-1] if staff else others[-1] if others else None
        earlier = tuple(message for message in reversed(view.messages) if message is not newest)
        late = view.due is not None and view.due < now and not view.closed
        return cls(view, newest, earlier, bool(staff), late)
