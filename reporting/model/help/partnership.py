"""An agreement between the district and an organisation: who does what, for whom, how fast, and what is shared."""

from dataclasses import dataclass

from reporting.model.help.words import AgreementState, SharedField, Side
from reporting.model.ids import OrganizationId, PartnershipId, SchoolId


@dataclass(frozen=True, slots=True)
class Duty:
    side: Side
    task: str


@dataclass(frozen=True, slots=True)
class People:
    """Whom each side calls. `danger`: whom the partner calls when a student writes of danger."""

    school: str = ""
    partner: str = ""
    danger: str = ""


@dataclass(frozen=True, slots=True)
class RecordContact:
    """Where links to an organisation go, and nowhere else: the contact of record. Not published."""

    name: str = ""
    email: str = ""
    phone: str = ""
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Partnership:
    """`answer_hours`: a referral is accepted or declined within; `visit_days`: a first visit within; `nudges`: days
    without an answer after which the partner is reminded; `share_days`: how long shared fields can be read;
    days since 1970.
    """

    id: PartnershipId
    organization: OrganizationId
    school: SchoolId | None = None
    state: AgreementState = AgreementState.DRAFT
    populations: str = ""
    purpose: str = ""
    hours: str = ""
    answer_hours: int = 72
    visit_days: int = 14
    nudges: tuple[int, int, int] = (3, 7, 14)
    share_days: int = 30
    shared: tuple[SharedField, ...] = ()
    starts_day: int | None = None
    review_day: int | None = None
    reminded_day: int | None = None
    duties: tuple[Duty, ...] = ()
    people: People = People()
