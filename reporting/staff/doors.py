"""What the staff site asks of the house. A page holds these doors and no database session, no key, no carrier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from reporting.cases.desk_doors import Desk, Inboxes
from reporting.model.principal import Principal
from reporting.people.founding import Founding
from reporting.people.joining import Joined, Welcome
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.sign_in import CodeNeeded, Granted
from reporting.people.staff_session import StaffSession
from reporting.people.two_step import TwoStepSecret
from reporting.staff.people_view import (
    AccountView,
    AlarmRow,
    AuditPage,
    GettingReady,
    HouseFacts,
    Invited,
    InviteForm,
    Made,
    OnCallView,
    PeopleView,
    Places,
    Waiting,
)


class SignIns(Protocol):
    def password(self, email: str, password: str) -> Granted | CodeNeeded:
        """Raises SignInRefused. Costs the same for an unknown address as for a known one."""
        ...

    def code(self, cookie: str, code: str) -> Granted:
        """Raises SignInRefused."""
        ...


class Sessions(Protocol):
    def resume(self, cookie: str, *, background: bool) -> StaffSession:
        """Raises SignedOut. A background request never extends the idle time."""
        ...

    def glance(self, cookie: str) -> Principal:
        """Who this is, for polling: from RAM, without opening a key, never extending anything. Raises SignedOut."""
        ...

    def sign_out(self, session: StaffSession) -> None: ...

    def step_up(self, session: StaffSession, password: str) -> str:
        """The new cookie. Raises StepUpRefused."""
        ...


class House(Protocol):
    def facts(self) -> HouseFacts:
        """Name and zone of the district; answered from RAM, each page asks."""
        ...

    def places(self, session: StaffSession) -> Places: ...


class Roll(Protocol):
    """Who works here, and what they may open."""

    def people(self, session: StaffSession) -> PeopleView: ...

    def invite(self, session: StaffSession, form: InviteForm) -> Invited:
        """Raises InvitationRefused."""
        ...

    def waiting(self, session: StaffSession) -> tuple[Waiting, ...]: ...

    def admit(self, session: StaffSession, value: str) -> None:
        """A registrar lets a joined person in. Raises AdmissionRefused."""
        ...

    def confirm(self, session: StaffSession, value: str) -> None:
        """A holder of the queue's key hands it on. Raises AdmissionRefused."""
        ...

    def leave_queue(self, session: StaffSession, member: str, queue: str) -> None:
        """Raises LeavingRefused."""
        ...

    def remove(self, session: StaffSession, member: str) -> None:
        """Raises LeavingRefused."""
        ...


class Joining(Protocol):
    """The one-time link of an invited person. No session: the link is the right."""

    def welcome(self, link: str) -> Welcome:
        """Shows, and changes nothing. Raises InvitationRefused."""
        ...

    def join(self, link: str, password: str, *, two_step: bool = False) -> Joined:
        """Raises InvitationRefused, Refused("password_…")."""
        ...


class Alarms(Protocol):
    def open(self, session: StaffSession) -> tuple[AlarmRow, ...]: ...


class Audits(Protocol):
    def page(self, session: StaffSession, cursor: str | None) -> AuditPage:
        """Only what this person may know of."""
        ...


class OnCalls(Protocol):
    def view(self, session: StaffSession, monday: date | None, at: datetime | None) -> OnCallView: ...


class Accounts(Protocol):
    def view(self, session: StaffSession) -> AccountView: ...

    def propose(self, session: StaffSession) -> TwoStepSecret:
        """A secret that counts only after `enrol` has seen a code of it."""
        ...

    def enrol(self, session: StaffSession, password: str, secret: bytes, code: str) -> None:
        """Raises StepUpRefused: code_wrong, wrong or locked."""
        ...

    def end(self, session: StaffSession, password: str) -> None:
        """No codes any more. Raises StepUpRefused."""
        ...

    def change_password(self, session: StaffSession, old: str, new: str) -> str:
        """The new cookie; other sessions end. Raises StepUpRefused or Refused("password_…")."""
        ...

    def set_language(self, session: StaffSession, lang: str) -> None: ...


class GettingReadies(Protocol):
    """From the founding to the first message."""

    def view(self, session: StaffSession) -> GettingReady: ...

    def make_keys(self, session: StaffSession, share: Sequence[str]) -> None:
        """`share`: values of schools that use the district's queue after all. Raises SetUpRefused."""
        ...

    def open_line(self, session: StaffSession) -> None:
        """Raises SetUpRefused."""
        ...

    def make_registrar(self, session: StaffSession, member: str) -> None:
        """Raises SetUpRefused("not_root")."""
        ...


class SetUps(Protocol):
    """The first start. `peer` is the caller's address: the link works on loopback only."""

    def check(self, token: str, peer: str) -> None:
        """Raises SetUpRefused."""
        ...

    def send_test(self, token: str, peer: str, hotline: Hotline, account: TwilioAccount, to: str) -> None:
        """Raises SetUpRefused: carrier_refused, carrier_number or carrier_silent."""
        ...

    def create(self, token: str, peer: str, form: Founding) -> Made:
        """The district; the link is spent. Raises SetUpRefused."""
        ...


@dataclass(frozen=True, slots=True)
class StaffDoors:
    sign_ins: SignIns
    sessions: Sessions
    house: House
    inboxes: Inboxes
    desk: Desk
    roll: Roll
    joining: Joining
    alarms: Alarms
    audits: Audits
    on_calls: OnCalls
    accounts: Accounts
    set_ups: SetUps | None = None
    getting_ready: GettingReadies | None = None
