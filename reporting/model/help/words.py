"""The short words of the directory. Each list is closed: what a student picks from is what staff could tick."""

from enum import StrEnum


class Need(StrEnum):
    """What a student may look for."""

    SADNESS = "sadness"
    WORRY = "worry"
    SELF_HARM = "self_harm"
    GRIEF = "grief"
    HOME = "home"
    SUBSTANCES = "substances"
    EATING = "eating"
    BULLYING = "bullying"
    DATING = "dating"
    IDENTITY = "identity"
    PREGNANCY = "pregnancy"
    FOOD_SHELTER = "food_shelter"
    SCHOOLWORK = "schoolwork"
    HEALTH = "health"
    LEGAL = "legal"


class Status(StrEnum):
    """HSDS's own words of a service."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    CLOSED = "temporarily closed"


class Capacity(StrEnum):
    """What a partner says of new people."""

    UNKNOWN = "unknown"
    OPEN = "open"
    WAITLIST = "waitlist"
    FULL = "full"


class Price(StrEnum):
    """What it costs a student, in the coarsest words that help to choose."""

    UNKNOWN = "unknown"
    FREE = "free"
    SLIDING = "sliding"
    PAID = "paid"


class Insurance(StrEnum):
    NONE_NEEDED = "none_needed"
    MEDICAID = "medicaid"
    CHIP = "chip"
    PRIVATE = "private"
    UNINSURED = "uninsured"


class FacetKind(StrEnum):
    """What a short word says of a service."""

    NEED = "need"
    INSURANCE = "insurance"
    POPULATION = "population"


class LocationKind(StrEnum):
    """HSDS's own words."""

    PHYSICAL = "physical"
    POSTAL = "postal"
    VIRTUAL = "virtual"


class ConfirmedBy(StrEnum):
    PARTNER = "partner"
    STAFF = "staff"


class AgreementState(StrEnum):
    DRAFT = "draft"
    IN_FORCE = "in_force"
    ENDED = "ended"


class Side(StrEnum):
    """Whose duty it is: the school's counselor, the partner's therapist, or both."""

    SCHOOL = "school"
    PARTNER = "partner"
    BOTH = "both"


class SharedField(StrEnum):
    """What a referral may carry at most. A thread as a whole is never one of them."""

    FIRST_NAME = "first_name"
    AGE_BAND = "age_band"
    GRADE = "grade"
    LANGUAGE = "language"
    CONTACT = "contact"
    ABOUT = "about"


class Barrier(StrEnum):
    """What would make it hard to use help: the way there, the hours, cost or insurance, no place to talk undisturbed."""

    TRANSPORT = "transport"
    SCHEDULE = "schedule"
    INSURANCE = "insurance"
    SPACE = "space"
