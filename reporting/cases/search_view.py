"""What is asked of a search, how far it has come, and what it found."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from reporting.cases.search_words import Piece
from reporting.cases.staff_view import SeverityName
from reporting.model.thread import ThreadState

States = Literal["all", "open", "closed"]
Where = Literal["reporter", "staff", "note", "summary", "category"]
# walking: goes on when asked again; full: so many were found that it ends; stopped: by its asker.
How = Literal["walking", "done", "full", "stopped"]


@dataclass(frozen=True, slots=True)
class Asked:
    """`queue`: hex of one of the asker's lists. `since` and `until`: days of the district between which something was
    written in the conversation.
    """

    query: str = field(repr=False)
    queue: str | None = None
    states: States = "all"
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A conversation. `where`: what the excerpt is taken from; `seq`: its message, None for the summary."""

    reference: str
    thread: str = field(repr=False)  # hex of its id, by which it is asked again whether it may be shown
    severity: SeverityName
    state: ThreadState
    place: str
    changed: datetime
    category: str
    where: Where
    seq: int | None
    excerpt: tuple[Piece, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SearchView:
    """`number`: hex, which search of this session; `searched` of `total` conversations, `unopened` of them without a key."""

    number: str
    asked: Asked
    how: How
    searched: int
    total: int
    unopened: int
    found: tuple[Found, ...]
    waits: bool = False  # somebody else's slice was under way: ask again a little later
