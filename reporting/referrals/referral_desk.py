"""What the counselor's page of a referral shows, what its form says, and why a step can be refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reporting.cases.refusals import Refused
from reporting.model.help.words import Barrier, Capacity, SharedField
from reporting.referrals.deciding import Standing
from reporting.referrals.terms import MinorsRule, Terms
from reporting.referrals.text_consent import MetText


class BasisMissing(Refused):
    """The state's rule does not let this student agree alone, as far as is known: somebody must say why it may go."""

    code = "basis_missing"


class NotSendable(Refused):
    """No yes stands, it was taken back, or it was sent already."""

    code = "not_sendable"


class NoAddress(Refused):
    """Nobody told where links to this organisation go."""

    code = "no_address"


class OnTheWeb(Refused):
    """The student goes on by web, in a thread of its own: there it is proposed and sent."""

    code = "goes_on_by_web"


class NotTheStudent(Refused):
    """An adult writes here, and nobody says yes for a student."""

    code = "not_the_student"


class OnlyInPilots(Refused):
    """The district begins with referrals at some schools or needs, and this thread is not of them."""

    code = "only_in_pilots"


@dataclass(frozen=True, slots=True)
class Partner:
    """A service that a referral may go to. `value` for the form; `answers`: what it has against each barrier, as a word."""

    value: str
    name: str
    organization: str
    capacity: Capacity
    wait_days: int | None
    languages: tuple[str, ...]
    addressed: bool
    terms: Terms
    answers: Mapping[Barrier, str | None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form says. `words`: to the student; `purpose` and `about` stand in the packet if the student agrees.
    To a student who texts, `how`: by short questions or by the word that opens a browser; `seen`: the texts that were
    looked at.
    """

    service: str
    words: str
    purpose: str
    about: str
    fields: tuple[SharedField, ...]
    barriers: tuple[Barrier, ...] = ()
    how: str = ""
    seen: str = ""

    def __repr__(self) -> str:
        return "Proposal(<sealed>)"


@dataclass(frozen=True, slots=True)
class SideStatus:
    """All that the school learns of a side thread. `week`: the Sunday of the week of its last message; `urgent`: something
    was taken for urgent there; `taken`: and somebody at the partner said to have it.
    """

    week: date | None
    urgent: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class SideCall:
    """Whom somebody calls who was woken for words that the school cannot read. `partner`: as the agreement says it;
    `taken`: somebody there said to have it.
    """

    party: str
    contact: str
    phone: str
    partner: str
    taken: bool


@dataclass(frozen=True, slots=True)
class StaffReferral:
    """`contact`: whom to call with the PIN. `linked`: whether anything opens it: a link, or the
    organization's own queue (`queued`). `side`: that they write to each other. `back`: who can take the yes back, None
    where there is nothing to take back; `who`: who did it for the student. `met`: the text that asks a phone whether it worked out, None where it is not asked.
    """

    standing: Standing
    by: str
    contact: str
    phone: str
    needs_basis: bool
    linked: bool
    danger: str
    until: date | None = None
    side: SideStatus | None = None
    queued: bool = False
    back: str | None = None
    who: str = ""
    met: MetText | None = None

    def __repr__(self) -> str:
        return "StaffReferral(<sealed>)"


@dataclass(frozen=True, slots=True)
class ReferralDesk:
    """The page. `refusal`: why nothing can be proposed here; `by_text`: the student is asked by text, `in_texts`: and one
    question at a time, not in a browser alone.
    """

    reference: str
    lang: str
    zone: str
    referrals: tuple[StaffReferral, ...]
    partners: tuple[Partner, ...]
    refusal: str | None
    rule: MinorsRule
    by_text: bool = False
    in_texts: bool = True


@dataclass(frozen=True, slots=True)
class Slip:
    """Shown once: the PIN, and whom to tell it by telephone. `link`: where no mail server carries it. `sign_in`: where
    people of the organization find it who sign in; there is no PIN then.
    """

    pin: str
    contact: str
    phone: str
    link: str = ""
    sign_in: str = ""

    def __repr__(self) -> str:
        return "Slip(<pin>)"
