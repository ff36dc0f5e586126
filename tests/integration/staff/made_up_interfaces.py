"""One key of another system, behind its page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from reporting.model.hook import HookEvent
from reporting.people.export_tokens import Scope
from reporting.people.staff_session import StaffSession
from reporting.staff.interface_view import Addresses, HookCard, TokenCard

WAREHOUSE = TokenCard(
    "aa" * 16,
    "District warehouse",
    ("figures", "directory"),
    date(2026, 3, 2),
    date(2027, 3, 2),
    date(2026, 3, 9),
    None,
    holds=True,
)


ARCHIVE = HookCard(
    "bb" * 16, "archive.example", ("directory", "figures"), date(2026, 3, 2), None, failing=True, ended=None
)


class MadeUpInterfaces:
    addresses = Addresses("https://tips.example", "https://staff.example")

    def tokens(self, session: StaffSession) -> tuple[TokenCard, ...]:
        del session
        return (WAREHOUSE,)

    def make_token(self, session: StaffSession, name: str, scopes: Iterable[Scope]) -> str:
        del session, name, scopes
        return "quietline_" + "k" * 43

    def end_token(self, session: StaffSession, value: str) -> None: ...

    def hooks(self, session: StaffSession) -> tuple[HookCard, ...]:
        del session
        return (ARCHIVE,)

    def make_hook(self, session: StaffSession, address: str, events: Iterable[HookEvent]) -> str:
        del session, address, events
        return "whsec_" + "c2VjcmV0" * 5

    def end_hook(self, session: StaffSession, value: str) -> None: ...

    def ping_hook(self, session: StaffSession, value: str) -> None: ...

    def scopes(self, secret: str) -> frozenset[Scope] | None:
        del secret
        return None

    def figures(self, year: int | None) -> dict[str, Any]:
        return {"year": year, "years": [], "whole": False, "figures": []}

    def directory(self) -> str:
        return "{}"
