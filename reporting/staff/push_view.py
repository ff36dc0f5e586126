"""What the page of one's browsers shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reporting.people.staff_session import StaffSession


@dataclass(frozen=True, slots=True)
class BrowserRow:
    """`value` names it in a form; `since` in UTC."""

    value: str
    label: str
    since: datetime


@dataclass(frozen=True, slots=True)
class BrowsersView:
    """`key`: what a browser binds its subscription to. `rung`: whether the person has a phone that rings besides."""

    key: str
    rows: tuple[BrowserRow, ...]
    rung: bool


class OwnBrowsers(Protocol):
    """What the pages need; `app/staff_doors` satisfies it."""

    def view(self, session: StaffSession) -> BrowsersView: ...

    def allow(self, session: StaffSession, handed: str, label: str) -> None:
        """Raises Refused: push_broken, push_service, push_nobody."""
        ...

    def drop(self, session: StaffSession, device: str) -> None: ...

    def test(self, session: StaffSession) -> None:
        """Raises Refused("push_none")."""
        ...

    def seen(self, reference: str) -> None: ...
