"""Drills as their pages show them: the report of a team, the forms beside it, and one drill for whoever it rang."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reporting.people.staff_session import StaffSession


@dataclass(frozen=True, slots=True)
class HabitForm:
    """How often a team is drilled unannounced, as it is typed. `months` "": not at all."""

    months: str = ""
    opens: str = "08:00"
    closes: str = "18:00"
    weekdays: bool = False
    nights: bool = False


@dataclass(frozen=True, slots=True)
class StartForm:
    """When an announced drill begins, as it is typed. Both empty: as soon as those on call were told."""

    day: str = ""
    clock: str = ""


@dataclass(frozen=True, slots=True)
class DrillRow:
    """One drill of the report. Seconds from its beginning; None: it did not come to that."""

    reference: str
    kind: str
    state: str
    at: datetime
    began: bool
    delivered_s: int | None
    acknowledged_s: int | None
    replied_s: int | None
    by: str | None
    holder: str
    missed: tuple[str, ...]

    @property
    def last_s(self) -> int:
        return max(one or 0 for one in (self.delivered_s, self.acknowledged_s, self.replied_s))


@dataclass(frozen=True, slots=True)
class MedianRow:
    """Of the drills that came so far; None where none did."""

    delivered_s: int | None
    acknowledged_s: int | None
    replied_s: int | None


@dataclass(frozen=True, slots=True)
class TeamDrills:
    """`missed`: who did not answer, and in how many of the drills that rang them. `ahead`: the announced one.

    `on`: the reference of one that is on now.
    """

    value: str
    name: str
    zone: str
    rows: tuple[DrillRow, ...]
    medians: MedianRow
    missed: tuple[tuple[str, int, int], ...]
    ahead: datetime | None
    on: str | None
    habit: HabitForm

    @property
    def longest_s(self) -> int:
        """How long the drawing is."""
        return max([60, *(row.last_s for row in self.rows)])


@dataclass(frozen=True, slots=True)
class DrillScreen:
    """One drill for one reader. `state`: as in the report, and "planned"; `mine`: the reader took it."""

    reference: str
    team: str
    state: str
    zone: str
    starts: datetime
    mine: bool
    rung: bool
    holder: str
    delivered_s: int | None
    acknowledged_s: int | None
    replied_s: int | None


class DrillDesk(Protocol):
    """What the pages of drills ask of the house. Raises Refused("not_allowed" | "unknown" | "drill_…")."""

    def teams(self, session: StaffSession) -> tuple[TeamDrills, ...]:
        """Those whose reports this reader may see."""
        ...

    def team(self, session: StaffSession, team: str) -> TeamDrills: ...

    def start(self, session: StaffSession, team: str, form: StartForm) -> None:
        """Raises StepUpRefused too."""
        ...

    def keep(self, session: StaffSession, team: str, form: HabitForm) -> None:
        """Raises StepUpRefused too."""
        ...

    def call_off(self, session: StaffSession, team: str) -> None: ...

    def screen(self, session: StaffSession, reference: str) -> DrillScreen: ...

    def take(self, session: StaffSession, reference: str) -> None: ...

    def reply(self, session: StaffSession, reference: str, text: str) -> None:
        """Of the text nothing is kept."""
        ...
