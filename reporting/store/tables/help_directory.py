"""The directory of help and the agreements with those who give it.

In clear, because it is printed for everybody: it names organisations, their services, places and published
contacts, and nobody who asked for help. Lists hang on an `owner`: an organisation, a service, a place or a location.
"""

from sqlalchemy import ForeignKeyConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped

from reporting.model.help.words import (
    AgreementState,
    Capacity,
    ConfirmedBy,
    FacetKind,
    LocationKind,
    Price,
    Side,
    Status,
)
from reporting.model.ids import (
    DistrictId,
    LocationId,
    OrganizationId,
    PartnershipId,
    PlaceId,
    SchoolId,
    ServiceId,
)
from reporting.store.tables.base import NO_ROWID, Base
from reporting.store.tables.columns import (
    Flag,
    Hash,
    Id,
    Minute,
    district_key,
    one_of,
    public,
    sealed,
    word,
    written,
)

NAME = String(200)
LINE = String(400)
LONG = String(4000)
SHORT = String(64)
PRINTED = "printed in the directory"
IN_SPANISH = "the same in Spanish; empty: shown as it is in English"
REST = "JSON: fields of the exchange format that have no column here, kept for export"
HSDS_ID = "its id in the exchange format"
OWNER = "whose it is: an organisation, service, place or location"
ORGANIZATION = ["help_organization.district", "help_organization.id"]


class HelpOrganizationRow(Base):
    __tablename__ = "help_organization"
    __table_args__ = (one_of("confirmed_by", ConfirmedBy), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    id: Mapped[OrganizationId] = public("random, or its id where it came from", Id, primary_key=True)
    hsds_id: Mapped[str] = public(HSDS_ID, NAME, default="")
    name: Mapped[str] = public(PRINTED, NAME)
    name_es: Mapped[str] = public(IN_SPANISH, NAME, default="")
    about: Mapped[str] = public(PRINTED, LONG, default="")
    about_es: Mapped[str] = public(IN_SPANISH, LONG, default="")
    website: Mapped[str] = public(PRINTED, LINE, default="")
    email: Mapped[str] = public("the organisation's published mailbox", NAME, default="")
    active: Mapped[bool] = public("whether the directory shows it", Flag, default=True)
    confirmed_day: Mapped[int | None] = public("unix day; printed: how fresh it is", Integer)
    confirmed_by: Mapped[str | None] = word("who said so: partner or staff")
    asked_day: Mapped[int | None] = public("unix day on which it was last asked to confirm", Integer)
    rest: Mapped[str] = written(REST, default="{}")


class HelpRecordContactRow(Base):
    """The contact of record: where links go, and nowhere else. Sealed by the service key, like numbers of staff."""

    __tablename__ = "help_record_contact"
    __table_args__ = (ForeignKeyConstraint(["district", "organization"], ORGANIZATION), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    organization: Mapped[OrganizationId] = public("whose contact it is", Id, primary_key=True)
    row: Mapped[bytes] = public("random; what it is sealed to, new with each change", Id)
    changed_minute: Mapped[int] = public("when it was last changed", Minute)
    sealed: Mapped[bytes] = sealed()


class HelpServiceRow(Base):
    """Never deleted, since referrals name it: a service that ended has a status that says so."""

    __tablename__ = "help_service"
    __table_args__ = (
        ForeignKeyConstraint(["district", "organization"], ORGANIZATION),
        one_of("status", Status),
        one_of("capacity", Capacity),
        one_of("price", Price),
        Index(None, "district", "organization"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[ServiceId] = public("random, or its id where it came from", Id, primary_key=True)
    organization: Mapped[OrganizationId] = public("who gives it", Id)
    position: Mapped[int] = public("its place in lists", Integer)
    hsds_id: Mapped[str] = public(HSDS_ID, NAME, default="")
    name: Mapped[str] = public(PRINTED, NAME)
    name_es: Mapped[str] = public(IN_SPANISH, NAME, default="")
    about: Mapped[str] = public(PRINTED, LONG, default="")
    about_es: Mapped[str] = public(IN_SPANISH, LONG, default="")
    status: Mapped[str] = word("whether it is given now, in HSDS's words")
    min_age: Mapped[int | None] = public("for whom it is", Integer)
    max_age: Mapped[int | None] = public("for whom it is", Integer)
    eligibility: Mapped[str] = public("for whom it is, in words", LONG, default="")
    eligibility_es: Mapped[str] = public(IN_SPANISH, LONG, default="")
    fees: Mapped[str] = public("what it costs, in words", LONG, default="")
    fees_es: Mapped[str] = public(IN_SPANISH, LONG, default="")
    price: Mapped[str] = word("what it costs: free, sliding, paid or unknown")
    how: Mapped[str] = public("how to begin", LONG, default="")
    how_es: Mapped[str] = public(IN_SPANISH, LONG, default="")
    url: Mapped[str] = public(PRINTED, LINE, default="")
    email: Mapped[str] = public("the service's published mailbox", NAME, default="")
    telehealth: Mapped[bool] = public("whether it is given by video or phone", Flag, default=False)
    transport: Mapped[bool] = public("whether it helps with the way there", Flag, default=False)
    any_hour: Mapped[bool] = public("whether somebody is there day and night", Flag, default=False)
    takes_referrals: Mapped[bool] = public("whether a counselor may send a referral", Flag, default=False)
    capacity: Mapped[str] = word("room for new people: open, waitlist, full or unknown")
    capacity_day: Mapped[int | None] = public("unix day on which that was said", Integer)
    wait_days: Mapped[int | None] = public("how long its list is, as it says", Integer)
    rest: Mapped[str] = written(REST, default="{}")


class HelpLocationRow(Base):
    __tablename__ = "help_location"
    __table_args__ = (
        ForeignKeyConstraint(["district", "organization"], ORGANIZATION),
        ForeignKeyConstraint(["district", "school"], ["school.district", "school.id"]),
        one_of("kind", LocationKind),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[LocationId] = public("random, or its id where it came from", Id, primary_key=True)
    organization: Mapped[OrganizationId | None] = public("whose building it is, if one's", Id)
    hsds_id: Mapped[str] = public(HSDS_ID, NAME, default="")
    name: Mapped[str] = public(PRINTED, NAME, default="")
    kind: Mapped[str] = word("physical, postal or virtual")
    street: Mapped[str] = public(PRINTED, LINE, default="")
    street2: Mapped[str] = public(PRINTED, LINE, default="")
    city: Mapped[str] = public(PRINTED, NAME, default="")
    state: Mapped[str] = public(PRINTED, NAME, default="")
    postal: Mapped[str] = public(PRINTED, SHORT, default="")
    country: Mapped[str] = public(PRINTED, SHORT, default="")
    latitude: Mapped[int | None] = public("millionths of a degree, of a public building", Integer)
    longitude: Mapped[int | None] = public("millionths of a degree, of a public building", Integer)
    transportation: Mapped[str] = public("how to get there", LONG, default="")
    transportation_es: Mapped[str] = public(IN_SPANISH, LONG, default="")
    step_free: Mapped[bool] = public("whether one gets in without steps", Flag, default=False)
    url: Mapped[str] = public(PRINTED, LINE, default="")
    school: Mapped[SchoolId | None] = public("in which school's building it is", Id)
    rest: Mapped[str] = written(REST, default="{}")


class HelpPlaceRow(Base):
    """A service at a location, as HSDS has it: it can keep hours of its own."""

    __tablename__ = "help_place"
    __table_args__ = (
        ForeignKeyConstraint(["district", "service"], ["help_service.district", "help_service.id"]),
        ForeignKeyConstraint(["district", "location"], ["help_location.district", "help_location.id"]),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    service: Mapped[ServiceId] = public("which service", Id, primary_key=True)
    position: Mapped[int] = public("its place in lists", Integer, primary_key=True)
    id: Mapped[PlaceId] = public("random, or its id where it came from", Id)
    location: Mapped[LocationId] = public("where it is given", Id)
    hsds_id: Mapped[str] = public(HSDS_ID, NAME, default="")
    about: Mapped[str] = public(PRINTED, LONG, default="")
    rest: Mapped[str] = written(REST, default="{}")


class HelpScheduleRow(Base):
    __tablename__ = "help_schedule"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    owner: Mapped[bytes] = public(OWNER, Id, primary_key=True)
    position: Mapped[int] = public("its place in lists", Integer, primary_key=True)
    hsds_id: Mapped[str] = public(HSDS_ID, NAME, default="")
    days: Mapped[str] = public("weekdays, two letters each", LINE, default="")
    opens: Mapped[str] = public("time of day", SHORT, default="")
    closes: Mapped[str] = public("time of day", SHORT, default="")
    about: Mapped[str] = public(PRINTED, LONG, default="")
    rest: Mapped[str] = written(REST, default="{}")


class HelpLanguageRow(Base):
    __tablename__ = "help_language"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    owner: Mapped[bytes] = public(OWNER, Id, primary_key=True)
    position: Mapped[int] = public("its place in lists", Integer, primary_key=True)
    hsds_id: Mapped[str] = public(HSDS_ID, NAME, default="")
    code: Mapped[str] = public("ISO code of a language that is spoken there", SHORT)
    name: Mapped[str] = public("the language's name", NAME, default="")
    rest: Mapped[str] = written(REST, default="{}")


class HelpPhoneRow(Base):
    __tablename__ = "help_phone"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    owner: Mapped[bytes] = public(OWNER, Id, primary_key=True)
    position: Mapped[int] = public("its place in lists", Integer, primary_key=True)
    hsds_id: Mapped[str] = public(HSDS_ID, NAME, default="")
    number: Mapped[str] = public("a published number of an organisation", SHORT)
    kind: Mapped[str] = public("voice, text, fax and so on", SHORT, default="voice")
    about: Mapped[str] = public(PRINTED, LONG, default="")
    rest: Mapped[str] = written(REST, default="{}")


class HelpContactRow(Base):
    __tablename__ = "help_contact"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    owner: Mapped[bytes] = public(OWNER, Id, primary_key=True)
    position: Mapped[int] = public("its place in lists", Integer, primary_key=True)
    hsds_id: Mapped[str] = public(HSDS_ID, NAME, default="")
    name: Mapped[str] = public("whom the organisation itself names in public", NAME, default="")
    title: Mapped[str] = public("what they are there", NAME, default="")
    email: Mapped[str] = public("their published mailbox", NAME, default="")
    rest: Mapped[str] = written(REST, default="{}")


class HelpCostRow(Base):
    __tablename__ = "help_cost"
    __table_args__ = (NO_ROWID,)

    district: Mapped[DistrictId] = district_key()
    owner: Mapped[bytes] = public("which service costs that", Id, primary_key=True)
    position: Mapped[int] = public("its place in lists", Integer, primary_key=True)
    hsds_id: Mapped[str] = public(HSDS_ID, NAME, default="")
    option: Mapped[str] = public("for whom or what", LONG, default="")
    cents: Mapped[int | None] = public("the amount, in hundredths", Integer)
    currency: Mapped[str] = public("three letters", SHORT, default="")
    about: Mapped[str] = public(PRINTED, LONG, default="")
    rest: Mapped[str] = written(REST, default="{}")


class HelpFacetRow(Base):
    """Eligibility and cost in words that a filter understands: needs, insurances, populations."""

    __tablename__ = "help_facet"
    __table_args__ = (one_of("kind", FacetKind), NO_ROWID)

    district: Mapped[DistrictId] = district_key()
    service: Mapped[ServiceId] = public("which service", Id, primary_key=True)
    kind: Mapped[str] = word("need, insurance or population", primary_key=True)
    code: Mapped[str] = public("a word from a fixed list", SHORT, primary_key=True)
    position: Mapped[int] = public("its place in lists", Integer)


class HelpAskRow(Base):
    """A link by which an organisation confirms its entry without an account."""

    __tablename__ = "help_ask"
    __table_args__ = (
        ForeignKeyConstraint(["district", "organization"], ORGANIZATION),
        Index(None, "district", "organization"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    hash: Mapped[bytes] = public("SHA-256 of 32 random bytes that stand in the link", Hash, primary_key=True)
    organization: Mapped[OrganizationId] = public("who is asked", Id)
    sent_minute: Mapped[int] = public("when the link was mailed", Minute)
    until_minute: Mapped[int] = public("when it ends", Minute)
    answered_minute: Mapped[int | None] = public("when it was answered", Minute)


class HelpCorrectionRow(Base):
    """What an organisation wants to read in its entry; staff take it over or not."""

    __tablename__ = "help_correction"
    __table_args__ = (
        ForeignKeyConstraint(["district", "organization"], ORGANIZATION),
        Index(None, "district", "organization"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[bytes] = public("random", Id, primary_key=True)
    organization: Mapped[OrganizationId] = public("whose entry", Id)
    minute: Mapped[int] = public("when it was sent", Minute)
    wanted: Mapped[str] = written("JSON: fields of its public entry, as the organisation wants them printed")


class HelpPartnershipRow(Base):
    __tablename__ = "help_partnership"
    __table_args__ = (
        ForeignKeyConstraint(["district", "organization"], ORGANIZATION),
        ForeignKeyConstraint(["district", "school"], ["school.district", "school.id"]),
        one_of("state", AgreementState),
        Index(None, "district", "organization"),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    id: Mapped[PartnershipId] = public("random", Id, primary_key=True)
    organization: Mapped[OrganizationId] = public("with whom the district agreed", Id)
    school: Mapped[SchoolId | None] = public("for which school; empty: the whole district", Id)
    state: Mapped[str] = word("draft, in_force or ended")
    populations: Mapped[str] = public(
        "which students it is for, as groups; a public record", LONG, default=""
    )
    purpose: Mapped[str] = public("what it is for; a public record", LONG, default="")
    hours: Mapped[str] = public("when the partner is there, in words", LONG, default="")
    answer_hours: Mapped[int] = public("how soon a referral is answered", Integer)
    visit_days: Mapped[int] = public("how soon a first visit is offered", Integer)
    nudge_first: Mapped[int] = public("days until the partner is reminded", Integer)
    nudge_second: Mapped[int] = public("days until the partner is reminded again", Integer)
    nudge_third: Mapped[int] = public("days until the partner is reminded a last time", Integer)
    share_days: Mapped[int] = public("how long shared fields can be read", Integer)
    shared: Mapped[str] = public("names of fields that a referral may carry at most", LINE, default="")
    starts_day: Mapped[int | None] = public("unix day of its start", Integer)
    review_day: Mapped[int | None] = public("unix day on which both look at it again", Integer)
    reminded_day: Mapped[int | None] = public("unix day on which somebody was reminded of that", Integer)
    row: Mapped[bytes] = public("random; what the names are sealed to", Id)
    sealed: Mapped[bytes] = sealed()


class HelpDutyRow(Base):
    """Who does what."""

    __tablename__ = "help_duty"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district", "partnership"], ["help_partnership.district", "help_partnership.id"]
        ),
        one_of("side", Side),
        NO_ROWID,
    )

    district: Mapped[DistrictId] = district_key()
    partnership: Mapped[PartnershipId] = public("of which agreement", Id, primary_key=True)
    position: Mapped[int] = public("its place in the list", Integer, primary_key=True)
    side: Mapped[str] = word("school, partner or both")
    task: Mapped[str] = public("what they do; a public record", LINE)
