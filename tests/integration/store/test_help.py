"""The directory of help comes back from both databases as it went in, and a service that ended is still there."""

import secrets
from dataclasses import replace
from typing import Any

from reporting.model.help.organization import Location, Organization
from reporting.model.help.partnership import Duty, Partnership
from reporting.model.help.service import (
    Contact,
    Cost,
    Facet,
    Language,
    Phone,
    Place,
    Schedule,
    Service,
)
from reporting.model.help.words import (
    AgreementState,
    Capacity,
    ConfirmedBy,
    FacetKind,
    Price,
    SharedField,
    Side,
    Status,
)
from reporting.model.ids import LocationId, OrganizationId, PartnershipId, PlaceId, SchoolId, ServiceId
from reporting.store import help_agreements, help_entries, schools
from reporting.store.database import Database
from reporting.store.help_agreements import SealedRow


def some_id() -> bytes:
    return secrets.token_bytes(16)


def entry(location: Location) -> Organization:
    organization = OrganizationId(some_id())
    counseling = Service(
        ServiceId(some_id()),
        organization,
        "Counseling",
        name_es="Consejería",
        status=Status.ACTIVE,
        min_age=12,
        max_age=18,
        price=Price.SLIDING,
        telehealth=True,
        takes_referrals=True,
        capacity=Capacity.WAITLIST,
        capacity_day=20_000,
        wait_days=21,
        languages=(Language("es", "Spanish", rest={"note": "two of us"}), Language("en")),
        phones=(Phone("+15555550101", rest={"extension": 7}),),
        schedules=(Schedule("MO,WE", "15:00", "18:00"),),
        costs=(Cost("first visit", 0, "USD"), Cost("later", None)),
        facets=(Facet(FacetKind.NEED, "worry"), Facet(FacetKind.INSURANCE, "medicaid")),
        places=(Place(PlaceId(some_id()), location.id, schedules=(Schedule("TU", "08:00", "12:00"),)),),
    )
    return Organization(
        organization,
        "Maple Counseling",
        confirmed_day=20_000,
        confirmed_by=ConfirmedBy.PARTNER,
        contacts=(Contact("A. Example", "Intake"),),
        services=(counseling, Service(ServiceId(some_id()), organization, "Groups")),
        rest={"year_incorporated": 2011},
    )


def stored(database: Database, making: Any) -> tuple[Organization, Location]:
    school = SchoolId(some_id())
    location = Location(
        LocationId(some_id()), None, "Room 4", school=school, latitude=39_700_000, longitude=-105_000_000
    )
    organization = entry(location)

    def unit(conn: Any) -> None:
        schools.put_school(conn, making.district, schools.School(school, "North", 0))
        help_entries.put_location(conn, making.district, location)
        help_entries.put_organization(conn, making.district, organization)

    database.write(unit)
    return organization, location


def test_an_entry_comes_back_as_it_went_in(database: Database, making: Any) -> None:
    organization, location = stored(database, making)
    with database.read() as conn:
        assert help_entries.organizations(conn, making.district) == (organization,)
        assert help_entries.locations(conn, making.district) == (location,)


def test_writing_an_entry_again_replaces_its_lists_and_keeps_services_it_no_longer_names(
    database: Database, making: Any
) -> None:
    organization, _ = stored(database, making)
    counseling, groups = organization.services
    shorter = replace(counseling, languages=(Language("vi"),), places=(), facets=())
    database.write(
        lambda conn: help_entries.put_organization(
            conn, making.district, replace(organization, services=(shorter,))
        )
    )
    with database.read() as conn:
        (found,) = help_entries.organizations(conn, making.district)
    assert found.services == (shorter, groups)


def test_capacity_and_freshness_are_said_without_touching_the_rest(database: Database, making: Any) -> None:
    organization, _ = stored(database, making)
    counseling, groups = organization.services

    def unit(conn: Any) -> None:
        help_entries.set_capacity(
            conn, making.district, counseling.id, Capacity.FULL, day=20_005, wait_days=None
        )
        help_entries.confirm(conn, making.district, organization.id, 20_006, ConfirmedBy.STAFF)

    database.write(unit)
    with database.read() as conn:
        (found,) = help_entries.organizations(conn, making.district)
    full = replace(counseling, capacity=Capacity.FULL, capacity_day=20_005, wait_days=None)
    assert found == replace(
        organization, services=(full, groups), confirmed_day=20_006, confirmed_by=ConfirmedBy.STAFF
    )


def test_an_agreement_comes_back_with_its_duties(database: Database, making: Any) -> None:
    organization, _ = stored(database, making)
    agreement = Partnership(
        PartnershipId(some_id()),
        organization.id,
        state=AgreementState.IN_FORCE,
        nudges=(2, 5, 9),
        shared=(SharedField.FIRST_NAME, SharedField.GRADE),
        review_day=20_300,
        duties=(Duty(Side.SCHOOL, "Short-term support"), Duty(Side.PARTNER, "Clinical care")),
    )
    people = SealedRow(some_id(), b"sealed")
    for _twice in range(2):
        database.write(lambda conn: help_agreements.put_partnership(conn, making.district, agreement, people))
    with database.read() as conn:
        assert help_agreements.partnerships(conn, making.district) == ((agreement, people),)


def test_the_contact_of_record_is_the_last_one(database: Database, making: Any) -> None:
    organization, _ = stored(database, making)
    for sealed in (b"first", b"second"):
        row = SealedRow(some_id(), sealed)
        database.write(
            lambda conn, row=row: help_agreements.put_record_contact(
                conn, making.district, organization.id, row, 29_000_000
            )
        )
    with database.read() as conn:
        found = help_agreements.record_contact(conn, making.district, organization.id)
    assert found is not None
    assert found.sealed == b"second"
