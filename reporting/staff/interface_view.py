"""Interfaces for other systems, between their page, the export API and the house."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from reporting.model.hook import HookEvent
from reporting.people.export_tokens import Scope
from reporting.people.staff_session import StaffSession


@dataclass(frozen=True, slots=True)
class TokenCard:
    """`value` for the form. `used`: the day of its last use."""

    value: str
    name: str
    scopes: tuple[str, ...]
    made: date
    until: date
    used: date | None
    ended: date | None
    holds: bool


@dataclass(frozen=True, slots=True)
class HookCard:
    """`host`: of its address, whose rest may be a secret. `heard`: the day on which it last took a message."""

    value: str
    host: str
    events: tuple[str, ...]
    made: date
    heard: date | None
    failing: bool
    ended: str | None


@dataclass(frozen=True, slots=True)
class Addresses:
    """`public` and `staff`: what the addresses of the two sites begin with."""

    public: str
    staff: str


class InterfaceDesk(Protocol):
    @property
    def addresses(self) -> Addresses: ...

    def tokens(self, session: StaffSession) -> Sequence[TokenCard]:
        """Raises Refused("not_allowed")."""
        ...

    def make_token(self, session: StaffSession, name: str, scopes: Iterable[Scope]) -> str:
        """Shown once. Raises Refused("token_name" | "token_scope" | "tokens_many"), StepUpRefused."""
        ...

    def end_token(self, session: StaffSession, value: str) -> None: ...

    def hooks(self, session: StaffSession) -> Sequence[HookCard]: ...

    def make_hook(self, session: StaffSession, address: str, events: Iterable[HookEvent]) -> str:
        """Shown once. Raises Refused("hook_address" | "hook_inside" | "hook_events" | "hooks_many"), StepUpRefused."""
        ...

    def end_hook(self, session: StaffSession, value: str) -> None: ...

    def ping_hook(self, session: StaffSession, value: str) -> None: ...


class Exports(Protocol):
    """What a token reads."""

    @property
    def addresses(self) -> Addresses: ...

    def scopes(self, secret: str) -> frozenset[Scope] | None: ...

    def figures(self, year: int | None) -> Mapping[str, Any]: ...

    def directory(self) -> str:
        """HSDS 3, as JSON."""
        ...
