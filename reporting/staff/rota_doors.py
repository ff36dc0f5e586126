"""What the pages of rotas and shifts ask of the house."""

from dataclasses import dataclass
from typing import Protocol

from reporting.people.staff_session import StaffSession
from reporting.staff.rota_view import (
    AbsenceForm,
    CalendarForm,
    CalendarLook,
    GapChoices,
    GapForm,
    LayerForm,
    MyShifts,
    OfferForm,
    OverrideForm,
    Preview,
    RotaChoices,
    SourceCard,
    TeamRota,
    WeeklyForm,
)


class RotaDesk(Protocol):
    """What registrars do with a team's rota. Acts raise Refused("not_registrar" | "unknown" | "rota_…"), StepUpRefused."""

    def team(self, session: StaffSession, team: str) -> TeamRota:
        """Every colleague may see it. Raises Refused("unknown")."""
        ...

    def choices(self, session: StaffSession, team: str) -> RotaChoices:
        """Raises Refused("unknown" | "not_registrar")."""
        ...

    def layer(self, session: StaffSession, team: str, layer: str) -> LayerForm | WeeklyForm:
        """As it is kept; of "new" an empty one. Raises Refused("unknown")."""
        ...

    def look_at_layer(
        self, session: StaffSession, team: str, layer: str, form: LayerForm | WeeklyForm
    ) -> Preview:
        """Nothing is kept."""
        ...

    def look_without(self, session: StaffSession, team: str, layer: str) -> Preview:
        """The weeks without this layer; nothing is kept."""
        ...

    def save_layer(
        self, session: StaffSession, team: str, layer: str, form: LayerForm | WeeklyForm
    ) -> None: ...

    def remove_layer(self, session: StaffSession, team: str, layer: str) -> None: ...

    def look_at_override(self, session: StaffSession, team: str, form: OverrideForm) -> Preview: ...

    def save_override(self, session: StaffSession, team: str, form: OverrideForm) -> None: ...

    def remove_override(self, session: StaffSession, team: str, override: str) -> None: ...

    def settle(
        self, session: StaffSession, team: str, region: str, last_resort: str, languages: tuple[str, ...]
    ) -> None: ...


class GapDesk(Protocol):
    """Times at which nobody is on call, and the district knows it. Acts raise Refused("not_registrar" | "unknown" |
    "rota_…"), StepUpRefused.
    """

    def choices(self, session: StaffSession, team: str) -> GapChoices:
        """Raises Refused("unknown" | "not_registrar")."""
        ...

    def declare(self, session: StaffSession, team: str, form: GapForm) -> None: ...

    def undeclare(self, session: StaffSession, team: str, gap: str) -> None: ...


class AbsenceDesk(Protocol):
    """Times at which somebody is away. Acts raise Refused("not_lead" | "unknown" | "rota_…"), StepUpRefused."""

    def put_in(self, session: StaffSession, form: AbsenceForm) -> None: ...

    def take_out(self, session: StaffSession, person: str, absence: str) -> None:
        """`person`: empty for oneself."""
        ...


class CalendarDesk(Protocol):
    """Rotas that are read from a calendar. Acts raise Refused("not_registrar" | "unknown" | "calendar_…"), StepUpRefused."""

    def sources(self, session: StaffSession, team: str) -> tuple[SourceCard, ...]:
        """Raises Refused("unknown" | "not_registrar")."""
        ...

    def look(self, session: StaffSession, team: str, form: CalendarForm) -> CalendarLook:
        """Nothing is kept. A refusal's facts may name a `line`."""
        ...

    def save(self, session: StaffSession, team: str, form: CalendarForm) -> None: ...

    def remove(self, session: StaffSession, team: str, layer: str) -> None: ...


class ShiftDesk(Protocol):
    """One's own shifts. Acts raise Refused("unknown" | "rota_…")."""

    def mine(self, session: StaffSession) -> MyShifts: ...

    def offer(self, session: StaffSession, form: OfferForm) -> None:
        """The whole shift, or the part that was typed."""
        ...

    def take(self, session: StaffSession, team: str, offer: str) -> None: ...

    def withdraw(self, session: StaffSession, team: str, offer: str) -> None: ...

    def take_over(self, session: StaffSession, team: str, position: str) -> None:
        """What somebody else holds now, without asking."""
        ...

    def make_calendar(self, session: StaffSession) -> str:
        """The address, shown once; the one before is dead."""
        ...

    def end_calendar(self, session: StaffSession) -> None: ...

    def calendar(self, secret: str) -> str | None:
        """The iCalendar text behind an address; no session, the secret is the right."""
        ...


@dataclass(frozen=True, slots=True)
class OnCallTime:
    """All parts of on-call time."""

    rota: RotaDesk
    gaps: GapDesk
    absences: AbsenceDesk
    calendars: CalendarDesk
    shifts: ShiftDesk
