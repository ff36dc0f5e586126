"""What would become of a sentence, as the page "Who would get this?" shows it. Nothing of it is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reporting.cases.staff_view import Choice, SeverityName

LONGEST_TRIED = 4_000  # characters

HoursName = Literal["in", "out", "unknown"]


@dataclass(frozen=True, slots=True)
class TryForm:
    """As typed. `school`: a value, or "other", or empty for "I don't know"; `hours`: in, out, or empty for now."""

    body: str = ""
    school: str = ""
    channel: str = "web"
    hours: str = ""

    def __repr__(self) -> str:
        return "TryForm(<words>)"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the sentence; `fired`: a rule stood on it."""

    text: str
    fired: bool

    def __repr__(self) -> str:
        return "Piece(<words>)"


@dataclass(frozen=True, slots=True)
class FiredRule:
    title: str
    rule: str
    severity: SeverityName
    quote: str

    def __repr__(self) -> str:
        return f"FiredRule({self.rule!r})"


@dataclass(frozen=True, slots=True)
class Weighed:
    """Something that was considered: `why` is a code of triage; `name` a modifier or booster; `refused` why it did not count."""

    why: str
    rule: str
    name: str
    steps: str
    refused: str
    quote: str

    def __repr__(self) -> str:
        return f"Weighed({self.why!r})"


@dataclass(frozen=True, slots=True)
class Tried:
    """The decision and what follows from it.

    `queue` holds it, `also` are other queues that can open it; `singles`: how many people of the crisis team get a key of
    their own, because it is kept from somebody. `team` and `first`: who would be paged; both empty where nobody is.
    """

    severity: SeverityName
    category: str
    pieces: tuple[Piece, ...]
    fired: tuple[FiredRule, ...]
    weighed: tuple[Weighed, ...]
    routes: tuple[str, ...]
    hours: HoursName
    queue: str
    also: tuple[str, ...]
    singles: int
    about_staff: bool
    missing: tuple[str, ...]
    pages: bool
    team: str
    first: tuple[str, ...]
    due: datetime
    rulebook: str

    def __repr__(self) -> str:
        return f"Tried({self.severity!r})"


@dataclass(frozen=True, slots=True)
class RouteFinding:
    """`code` is translated by the page; `about`: the name of a route, school, team or queue."""

    code: str
    about: str
    fault: bool


@dataclass(frozen=True, slots=True)
class TryPage:
    schools: tuple[Choice, ...]
    findings: tuple[RouteFinding, ...]
    routes: tuple[str, ...]
    zone: str
    texts: bool
