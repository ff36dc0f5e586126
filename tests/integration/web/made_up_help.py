"""Three made-up helpers: a line at any hour, a clinic that comes to a school, a center across the valley."""

from reporting.model.help.organization import Location, Organization
from reporting.model.help.service import Facet, Language, Phone, Place, Schedule, Service
from reporting.model.help.words import Capacity, FacetKind, Insurance, Need, Price
from reporting.model.ids import LocationId, OrganizationId, PlaceId, SchoolId, ServiceId
from reporting.referrals.directory.directory import HelpDirectory
from tests.integration.web.fake_doors import NOON, OAK

TODAY = int(NOON.timestamp()) // 86_400
OAK_SCHOOL = SchoolId(bytes.fromhex(OAK.value))


def _of(letter: str) -> bytes:
    return letter.encode() * 16


def helper(letter: str, name: str, service: str, confirmed: int | None, **said: object) -> Organization:
    """`confirmed`: days ago."""
    id_ = OrganizationId(_of(letter))
    return Organization(
        id_,
        name,
        confirmed_day=None if confirmed is None else TODAY - confirmed,
        services=(Service(ServiceId(_of(letter.upper())), id_, service, **said),),  # type: ignore[arg-type]
    )


def made_up_help(clinic_confirmed: int | None = 12) -> HelpDirectory:
    room = Location(
        LocationId(_of("1")), None, "Room 4", school=OAK_SCHOOL, latitude=39_741_000, longitude=-105_010_000
    )
    far = Location(
        LocationId(_of("2")), None, "Far Center", street="9 Long Road", city="Maple Valley", state="CO",
        postal="80000", latitude=39_941_000, longitude=-105_010_000, step_free=True,
    )  # fmt: skip
    return HelpDirectory.of(
        (
            helper(
                "c", "Oak Clinic", "Counseling", clinic_confirmed, name_es="Terapia",
                about="Talk with someone.", about_es="Habla con alguien.", min_age=12, max_age=18,
                price=Price.SLIDING, capacity=Capacity.WAITLIST, languages=(Language("en"), Language("es")),
                phones=(Phone("+12025550131"),), url="https://oak.example",
                facets=(Facet(FacetKind.NEED, Need.GRIEF), Facet(FacetKind.INSURANCE, Insurance.MEDICAID)),
                places=(Place(PlaceId(_of("3")), room.id, schedules=(Schedule("TU,TH", "09:00", "13:00"),)),),
            ),
            helper(
                "f", "Far Center", "Groups", None, min_age=8, max_age=13, price=Price.PAID,
                languages=(Language("vi"),), facets=(Facet(FacetKind.NEED, Need.GRIEF),),
                places=(Place(PlaceId(_of("4")), far.id),), url="javascript:alert(1)",
            ),
            helper(
                "l", "Night Line", "Someone to talk to", 1, price=Price.FREE, any_hour=True, telehealth=True,
                languages=(Language("en"),), phones=(Phone("+12025550132"),),
                facets=(Facet(FacetKind.NEED, Need.SADNESS),),
            ),
        ),
        (room, far),
    )  # fmt: skip
