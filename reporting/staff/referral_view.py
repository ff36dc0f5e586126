"""The doors to referrals: of one thread, and those that stand still."""

from collections.abc import Mapping
from typing import Any, Protocol

from reporting.people.staff_session import StaffSession
from reporting.referrals.referral_desk import Proposal, ReferralDesk, SideCall, Slip
from reporting.referrals.rounds import SLICE_S, Round
from reporting.referrals.taking_back import TakingBack
from reporting.referrals.text_consent import Texts


class StalledReferrals(Protocol):
    def look(self, session: StaffSession, seconds: float = SLICE_S, *, anew: bool = False) -> Round:
        """One slice further through the conversations that this person can open."""
        ...


class ReferralDesks(Protocol):
    """Each raises NoSuchThread alike for what is not there and what is not theirs."""

    def desk(self, session: StaffSession, reference: str) -> ReferralDesk: ...

    def texts(self, session: StaffSession, reference: str, said: Proposal) -> Texts:
        """What would go to a student who texts. Raises as `propose` does."""
        ...

    def propose(self, session: StaffSession, reference: str, submission: bytes, said: Proposal) -> None:
        """Raises EmptyText, TooLong, NotAllowed, OnlyInPilots; by text NoPhone, WordsTell, AtNight, LookFirst."""
        ...

    def send(self, session: StaffSession, reference: str, submission: bytes, offer: str, basis: str) -> Slip:
        """Raises NotSendable, BasisMissing, NoAddress, TooLong, NotAllowed."""
        ...

    def new_link(self, session: StaffSession, reference: str, offer: str) -> Slip:
        """Raises NotSendable, NoAddress, NotAllowed."""
        ...

    def take_back(self, session: StaffSession, reference: str, submission: bytes, said: TakingBack) -> None:
        """For a student who can't any more, or who asked for it. Raises NotSendable, ReasonMissing, NotAskedFor, TooLong."""
        ...

    def ask_met(self, session: StaffSession, reference: str, submission: bytes, offer: str) -> None:
        """By text, whether it worked out. Raises NotSendable, NoPhone, AtNight, QuestionOver, AskedLately, NotAllowed."""
        ...

    def side_call(self, params: Mapping[str, str]) -> SideCall | None:
        """Whom to call for what a student wrote to a partner; `params` of the system's message."""
        ...


class ReferralFiles(Protocol):
    def fhir(self, session: StaffSession, reference: str, offer: str) -> dict[str, Any]:
        """Raises NoSuchThread, NotSendable, StepUpRefused."""
        ...
