"""Campaigns, between their pages and the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reporting.cases.campaigns import Visits
from reporting.cases.staff_view import Choice
from reporting.people.staff_session import StaffSession
from reporting.printed.order import Output, Paper, Sheet


@dataclass(frozen=True, slots=True)
class CampaignForm:
    """As typed. `school`: a value, or empty for all schools."""

    name: str
    school: str
    lang: str


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """`school` is empty for all schools; `url` is what the QR picture says."""

    code: str
    name: str
    school: str
    lang: str
    url: str
    ended: bool


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """`visits` is None for who may not see counts, and `may` is whether this reader may end it."""

    campaign: CampaignRow
    visits: Visits | None
    may: bool


class CampaignDesk(Protocol):
    def may(self, session: StaffSession) -> bool:
        """Whether this reader may begin one."""
        ...

    def schools(self) -> Sequence[Choice]: ...

    def all(self) -> Sequence[CampaignRow]: ...

    def page(self, session: StaffSession, code: str) -> CampaignPage:
        """Raises Refused("no_campaign")."""
        ...

    def begin(self, session: StaffSession, form: CampaignForm) -> str:
        """Its code. Raises NotAllowed, Refused("campaign_name" | "campaigns_many" | "unknown")."""
        ...

    def end(self, session: StaffSession, code: str) -> None:
        """Raises NotAllowed, Refused("no_campaign")."""
        ...

    def sheet(self, code: str, sheet: Sheet, paper: Paper, output: Output) -> bytes:
        """A PDF, or an SVG for a page. Raises Refused("no_campaign" | "not_printed")."""
        ...
