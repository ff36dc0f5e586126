"""What the pages of the rules show, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from reporting.rules.concepts import Concept
from reporting.rules.edits import Edit
from reporting.rules.preview import Preview


@dataclass(frozen=True, slots=True)
class Moved:
    """How many messages the rules being tried would have moved from one severity to another."""

    said: str
    tried: str
    n: int


@dataclass(frozen=True, slots=True)
class TrialFigures:
    """`judged` all messages since `since`; `moved` those whose severity would be another."""

    judged: int
    moved: tuple[Moved, ...]
    since: datetime

    @property
    def would_page(self) -> int:
        return sum(one.n for one in self.moved if one.tried == "urgent")

    @property
    def would_not_page(self) -> int:
        return sum(one.n for one in self.moved if one.said == "urgent")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One line of the history. `edits` are all of its own rules; empty and not `readable` when it does not open."""

    number: int
    state: str
    author: str
    since: datetime
    note: str
    hash: str
    edits: tuple[Edit, ...]
    readable: bool

    def __repr__(self) -> str:
        return f"VersionRow({self.number})"


@dataclass(frozen=True, slots=True)
class ActRow:
    """What brought something in force: by whom, and who said yes."""

    act: str
    number: int | None  # None: the shipped rules alone
    first: str
    second: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class RulesView:
    """The page of the rules. `rulebook` is the hash that decisions of now carry; marks go back with the forms."""

    rulebook: str
    trusted: bool
    shipped_rules: int
    in_force: VersionRow | None
    in_force_mark: str
    last: ActRow | None
    before: bool
    shadow: VersionRow | None
    shadow_runs: bool
    shadow_rulebook: str | None
    figures: TrialFigures | None
    draft: tuple[Edit, ...] | None
    in_force_edits: tuple[Edit, ...]
    draft_mark: str
    history: tuple[VersionRow, ...]
    acts: tuple[ActRow, ...]
    shows: bool
    may_edit: bool
    may_approve: bool
    own_proposal: bool
    may_look: bool

    def __repr__(self) -> str:
        return "RulesView(<sealed>)"


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule as it read in the rule book that a decision names, and the meanings that it used."""

    rulebook: str
    rule: str
    title: str
    file: str
    text: str
    concepts: tuple[Concept, ...]

    def __repr__(self) -> str:
        return f"Explained({self.rule!r})"


@dataclass(frozen=True, slots=True)
class Drafted:
    """The whole draft: what it would change (None where it does not compile), and why it is made."""

    preview: Preview | None
    note: str
    new: tuple[Edit, ...]
    taken_out: tuple[Edit, ...]

    def __repr__(self) -> str:
        return "Drafted(<sealed>)"


@dataclass(frozen=True, slots=True)
class Compared:
    """A version beside the one it was made from, as lines of a diff; `whole` is its text."""

    row: VersionRow
    parent: int | None
    lines: tuple[str, ...]
    whole: str

    def __repr__(self) -> str:
        return f"Compared({self.row.number})"
