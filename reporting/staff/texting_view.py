"""The hotline's account as its page shows it, and what the page asks of the house."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reporting.people.staff_session import StaffSession


@dataclass(frozen=True, slots=True)
class FindingRow:
    """`stops`: students are not told the number while it stands."""

    code: str
    about: str
    value: str
    stops: bool


@dataclass(frozen=True, slots=True)
class FiledRow:
    """A field of the carrier's forms, and what to paste into it."""

    field: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextingPage:
    """`number` None: messages come by web only. `account`: it can be looked at. `may`: the reader may do that.

    `help` is a code of `notify.account_facts.Help`; `asked` and `seen` are when HELP was texted and its answer seen.
    """

    number: str | None
    staff: str | None
    account: bool
    may: bool
    open: bool
    checked: datetime | None
    found: tuple[FindingRow, ...]
    help: str
    asked: datetime | None
    seen: datetime | None
    texts: tuple[FiledRow, ...]
    nudge: str | None = None  # whence students are nudged; None: they are offered none

    @property
    def two_numbers(self) -> bool:
        return self.number != self.staff


class TextingDesk(Protocol):
    """Every act is a registrar's: raises Refused("not_registrar") for others, and carrier_silent."""

    def page(self, session: StaffSession) -> TextingPage: ...

    def check(self, session: StaffSession) -> None: ...

    def ask_help(self, session: StaffSession) -> None:
        """Raises Refused: one_number, carrier_refused_help."""
        ...

    def confirm_help(self, session: StaffSession) -> None:
        """Somebody texted HELP from a phone and saw our own answer. Looks at the account anew."""
        ...
