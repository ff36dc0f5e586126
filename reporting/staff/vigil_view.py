"""How the line watches itself, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reporting.people.staff_session import StaffSession

# Never a division by nothing, in a test whose stages took no time at all.
SHORTEST_MS = 1


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage of a test: from and until, in milliseconds after it began. `until_ms` None: it did not come so far."""

    stage: str
    from_ms: int
    until_ms: int | None

    @property
    def took_ms(self) -> int:
        return 0 if self.until_ms is None else self.until_ms - self.from_ms


@dataclass(frozen=True, slots=True)
class LineTest:
    """`outcome`: running, passed or failed; `failed_at`: the stage."""

    began: datetime
    outcome: str
    failed_at: str | None
    stages: tuple[StageLine, ...]

    @property
    def length_ms(self) -> int:
        return max((one.until_ms or 0 for one in self.stages), default=0) or SHORTEST_MS


@dataclass(frozen=True, slots=True)
class TaskLine:
    """`vital`: without it no page leaves. `late`: it did not turn when it should."""

    name: str
    at: datetime
    every_s: int
    vital: bool
    late: bool


@dataclass(frozen=True, slots=True)
class CauseLine:
    """`about`: the task or the stage, where the cause has one."""

    why: str
    about: str


@dataclass(frozen=True, slots=True)
class VigilPage:
    """`tests`: the newest first. `outside`: whether an address of an outside monitor is set. `unreadable`: nothing more
    is known than that.
    """

    causes: tuple[CauseLine, ...]
    failing_since: datetime | None
    tests: tuple[LineTest, ...]
    tasks: tuple[TaskLine, ...]
    oldest_due: datetime | None
    outside: bool
    pinged_at: datetime | None
    every_min: int
    interval_min: int
    may: bool
    unreadable: bool = False

    @property
    def healthy(self) -> bool:
        return not self.causes

    @property
    def last_passed(self) -> datetime | None:
        return next((one.began for one in self.tests if one.outcome == "passed"), None)


class Vigils(Protocol):
    def page(self, session: StaffSession) -> VigilPage: ...

    def ask(self, session: StaffSession) -> None:
        """A test now. Raises Refused("not_registrar")."""
        ...
