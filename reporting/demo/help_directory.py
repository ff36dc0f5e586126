"""A made-up directory: invented organisations of an invented valley, with numbers that are kept for fiction."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reporting.app.house import House
from reporting.demo.district import administrator
from reporting.model.help.organization import Location, Organization
from reporting.model.help.partnership import RecordContact
from reporting.model.help.service import Cost, Facet, Language, Phone, Place, Schedule, Service
from reporting.model.help.words import (
    Capacity,
    ConfirmedBy,
    FacetKind,
    Insurance,
    Need,
    Price,
)
from reporting.model.ids import LocationId, OrganizationId, PlaceId, SchoolId, ServiceId
from reporting.referrals.partnerships.form import iso

N, I = Need, Insurance  # noqa: E741 -- the table below is read by its columns
_SPOKEN = {"en": "English", "es": "Spanish", "vi": "Vietnamese", "ar": "Arabic", "so": "Somali"}


@dataclass(frozen=True, slots=True)
class Sketch:
    """One organisation with one service. `confirmed`: days ago; `point`: millionths of a degree; `at_school`: which
    school's building it comes to, and on which days.
    """

    key: str
    name: str
    service: str
    service_es: str
    about: str
    about_es: str
    needs: Sequence[Need]
    number: str
    street: str = ""
    point: tuple[int, int] | None = None
    ages: tuple[int | None, int | None] = (None, None)
    price: Price = Price.FREE
    insurance: Sequence[Insurance] = ()
    languages: Sequence[str] = ("en",)
    hours: tuple[str, str, str] = ("MO,TU,WE,TH,FR", "09:00", "17:00")
    how: str = ""
    how_es: str = ""
    way: str = ""
    way_es: str = ""
    room: Capacity = Capacity.OPEN
    wait_days: int | None = None
    confirmed: int | None = 12
    telehealth: bool = False
    transport: bool = False
    any_hour: bool = False
    referrals: bool = False
    at_school: tuple[int, str, str, str] | None = None


SKETCHES = (
    Sketch(
        "oak", "Oak Clinic for Young People", "Counseling for teens", "Terapia para jóvenes",
        "Talk with a therapist, alone or with your family. The first visit takes an hour.",
        "Habla con un terapeuta, a solas o con tu familia. La primera visita dura una hora.",
        (N.SADNESS, N.WORRY, N.SELF_HARM, N.GRIEF, N.HOME, N.EATING), "+12025550131", "12 Oak Street",
        (39_742_000, -105_012_000), (11, 19), Price.SLIDING, (I.MEDICAID, I.CHIP, I.PRIVATE, I.UNINSURED),
        ("en", "es"), ("MO,TU,WE,TH,FR", "10:00", "19:00"), "Call, or ask your counselor.",
        "Llama o pide ayuda en consejería.", "Bus 4, stop Oak and Third.", "Autobús 4, parada Oak y Third.",
        Capacity.WAITLIST, 21, 12, telehealth=True, referrals=True, at_school=(0, "TU,TH", "09:00", "13:00"),
    ),
    Sketch(
        "lantern", "Lantern Night Line", "Someone to talk to, any hour", "Alguien que te escucha a cualquier hora",
        "A person picks up, day and night. You need not say your name.",
        "Contesta una persona, de día y de noche. No hace falta decir tu nombre.",
        (N.SADNESS, N.WORRY, N.SELF_HARM, N.GRIEF, N.HOME, N.DATING, N.IDENTITY, N.BULLYING), "+12025550132",
        languages=("en", "es"), hours=("", "", ""), any_hour=True, telehealth=True, confirmed=3,
    ),
    Sketch(
        "harbor", "Harbor House Youth Shelter", "A bed for tonight", "Una cama para esta noche",
        "A bed, food and a shower for people under 21. Come as you are.",
        "Cama, comida y ducha para menores de 21 años. Ven como estás.",
        (N.HOME, N.FOOD_SHELTER, N.DATING), "+12025550133", "480 Harbor Road", (39_760_000, -105_040_000),
        (12, 20), languages=("en", "es"), hours=("", "", ""), any_hour=True, transport=True, confirmed=30,
        how="Call. They can pick you up.", how_es="Llama. Te pueden recoger.",
    ),
    Sketch(
        "willow", "Willow Grief Circle", "Groups after a loss", "Grupos después de una pérdida",
        "A small group that meets for eight weeks. Snacks, drawing and time to talk.",
        "Un grupo pequeño que se reúne ocho semanas. Hay algo de comer, dibujo y tiempo para hablar.",
        (N.GRIEF,), "+12025550134", "7 Willow Lane", (39_735_000, -104_990_000), (8, 18),
        hours=("WE", "16:30", "18:00"), languages=("en",), room=Capacity.OPEN, confirmed=61, referrals=True,
    ),
    Sketch(
        "bridge", "Bridgepoint Family Center", "Family counseling", "Terapia familiar",
        "Help for families that argue, or are going through a hard time.",
        "Ayuda para familias que discuten o pasan un momento difícil.",
        (N.HOME, N.WORRY, N.SCHOOLWORK), "+12025550135", "200 Bridge Street", (39_751_000, -105_001_000),
        (5, 18), Price.SLIDING, (I.MEDICAID, I.CHIP, I.UNINSURED), ("en", "es", "vi"),
        room=Capacity.FULL, wait_days=60, confirmed=118, referrals=True,
    ),
    Sketch(
        "clear", "Clear Path Recovery", "Help with drinking, vaping and drugs",
        "Ayuda con el alcohol, el vapeo y las drogas",
        "One talk, or many. Nobody is sent away for having used.",
        "Una charla o muchas. A nadie se le rechaza por haber consumido.",
        (N.SUBSTANCES,), "+12025550136", "31 Canyon Avenue", (39_728_000, -105_020_000), (13, 21),
        Price.SLIDING, (I.MEDICAID, I.PRIVATE), ("en", "es"), room=Capacity.OPEN, confirmed=20,
        telehealth=True, referrals=True, at_school=(1, "MO", "12:00", "15:00"),
    ),
    Sketch(
        "table", "Valley Table", "Food and clothes", "Comida y ropa",
        "Take what you need. No papers, no questions.",
        "Llévate lo que necesites. Sin papeles y sin preguntas.",
        (N.FOOD_SHELTER,), "+12025550137", "66 Market Square", (39_748_000, -104_998_000),
        languages=("en", "es", "ar"), hours=("MO,WE,SA", "11:00", "18:00"), confirmed=44,
        insurance=(I.NONE_NEEDED,),
    ),
    Sketch(
        "prism", "Prism Room", "A room for LGBTQ teens", "Un espacio para jóvenes LGBTQ",
        "Games, snacks and people who get it. Drop in, or come online.",
        "Juegos, algo de comer y gente que te entiende. Ven o entra en línea.",
        (N.IDENTITY, N.BULLYING, N.DATING), "+12025550138", "5 Cedar Court", (39_739_000, -105_006_000),
        (13, 19), languages=("en", "es"), hours=("FR,SA", "15:00", "20:00"), telehealth=True, confirmed=9,
    ),
    Sketch(
        "stone", "Stonebridge Health", "Doctor and nurse for teens", "Médicos y enfermería para jóvenes",
        "Check-ups, shots, and questions about your body.",
        "Revisiones, vacunas y preguntas sobre tu cuerpo.",
        (N.HEALTH, N.PREGNANCY, N.EATING, N.DATING), "+12025550139", "90 Stone Way", (39_755_000, -104_985_000),
        (10, 21), Price.SLIDING, (I.MEDICAID, I.CHIP, I.PRIVATE, I.UNINSURED), ("en", "es", "so"),
        room=Capacity.OPEN, confirmed=77, at_school=(0, "WE", "08:00", "12:00"), referrals=True,
    ),
    Sketch(
        "kite", "Kite Tutors", "Homework help", "Ayuda con la tarea",
        "Bring your homework. Older students sit with you.",
        "Trae tu tarea. Estudiantes mayores se sientan contigo.",
        (N.SCHOOLWORK,), "+12025550140", "18 Library Place", (39_745_000, -105_018_000), (9, 18),
        languages=("en", "es", "vi"), hours=("MO,TU,WE,TH", "15:30", "18:00"), confirmed=15,
    ),
    Sketch(
        "scale", "Plainscale Legal Aid", "A lawyer for young people", "Abogados para jóvenes",
        "Papers, police, or a place to live: a lawyer listens and tells you what you can do.",
        "Papeles, policía o un lugar para vivir: un abogado te escucha y te dice qué puedes hacer.",
        (N.LEGAL, N.HOME), "+12025550141", "1 Court Plaza", (39_740_000, -104_992_000), (None, 21),
        languages=("en", "es"), insurance=(I.NONE_NEEDED,), confirmed=203,
    ),
    Sketch(
        "cradle", "Little Cradle", "Help when you are pregnant", "Ayuda si estás embarazada",
        "A nurse who visits you, and rides to the doctor.",
        "Una enfermera que te visita y transporte al médico.",
        (N.PREGNANCY, N.HEALTH), "+12025550142", "74 Meadow Drive", (39_790_000, -105_080_000), (12, 21),
        languages=("en", "es"), insurance=(I.MEDICAID, I.NONE_NEEDED), transport=True, room=Capacity.OPEN,
        confirmed=None, referrals=True,
    ),
)  # fmt: skip


def fill(house: House) -> None:
    """Through the same door that staff use."""
    session = administrator(house)
    schools = [one.id for one in house.people.directory.picture().schools]
    today = house.help.today()
    organizations: list[Organization] = []
    locations: list[Location] = []
    for sketch in SKETCHES:
        organization, places = _drawn(sketch, schools, today)
        organizations.append(organization)
        locations += places
    house.help.put(session, organizations, locations)
    for sketch, one in zip(SKETCHES, organizations, strict=True):
        if sketch.referrals:
            mailbox = f"intake@{sketch.key}.example"
            contact = RecordContact(f"Intake at {sketch.name}", mailbox, sketch.number)
            house.help.put_record_contact(session, one.id, contact)
    house.partnerships.save(session, None, organizations[0].id, _agreement(today), schools)
    house.people.sessions.sign_out(session)


def _agreement(today: int) -> dict[str, str]:
    return {
        "state": "in_force",
        "purpose": "Students who need more than a talk at school see a therapist within two weeks.",
        "populations": "Grades 6 to 12 of all schools; also without insurance.",
        "partner_hours": "Monday to Friday, 10:00 to 19:00. Nights and weekends: Lantern Night Line, (202) 555-0132.",
        "answer_hours": "72",
        "visit_days": "14",
        "shared": "first_name;age_band;language;contact;about",
        "starts": iso(today - 340),
        "review": iso(today + 25),
        "duties_school": "Short-term and academic support\nAsks the student before anything is shared",
        "duties_partner": "Clinical care: assessment, therapy, a plan\nAnswers each referral",
        "duties_both": "When someone may get hurt, act at once and tell each other",
        "people_school": "Counseling office, (202) 555-0150",
        "people_partner": "Intake at Oak Clinic, (202) 555-0131",
        "people_danger": "District on call, (202) 555-0199; 911 first",
    }


def _drawn(
    sketch: Sketch, schools: Sequence[SchoolId], today: int
) -> tuple[Organization, tuple[Location, ...]]:
    id_, service_id = OrganizationId(_id(sketch, "o")), ServiceId(_id(sketch, "s"))
    locations, places = [], []
    if sketch.street:
        north, west = sketch.point or (None, None)
        locations.append(
            Location(
                LocationId(_id(sketch, "l")), id_, sketch.name, street=sketch.street, city="Maple Valley",
                state="CO", postal="80000", country="US", latitude=north, longitude=west,
                transportation=sketch.way, transportation_es=sketch.way_es, step_free=True,
            )
        )  # fmt: skip
        places.append(Place(PlaceId(_id(sketch, "p")), locations[0].id))
    if sketch.at_school is not None:
        at, days, opens, closes = sketch.at_school
        # The two schools lie a few streets apart.
        north, west = ((39_741_000, -105_010_000), (39_729_000, -105_018_000))[at]
        room = Location(
            LocationId(_id(sketch, "r")), id_, "Room 4, beside the library", school=schools[at],
            city="Maple Valley", state="CO", postal="80000", country="US", latitude=north, longitude=west,
        )  # fmt: skip
        locations.append(room)
        places.append(Place(PlaceId(_id(sketch, "q")), room.id, schedules=(Schedule(days, opens, closes),)))
    low, high = sketch.ages
    days, opens, closes = sketch.hours
    service = Service(
        service_id,
        id_,
        sketch.service,
        name_es=sketch.service_es,
        about=sketch.about,
        about_es=sketch.about_es,
        min_age=low,
        max_age=high,
        price=sketch.price,
        how=sketch.how,
        how_es=sketch.how_es,
        telehealth=sketch.telehealth,
        transport=sketch.transport,
        any_hour=sketch.any_hour,
        takes_referrals=sketch.referrals,
        capacity=sketch.room,
        capacity_day=today - 2,
        wait_days=sketch.wait_days,
        languages=tuple(Language(code, _SPOKEN[code]) for code in sketch.languages),
        phones=(Phone(sketch.number),),
        schedules=(Schedule(days, opens, closes),) if days else (),
        costs=(Cost("First visit", 0, "USD"),) if sketch.price is Price.SLIDING else (),
        facets=(
            *(Facet(FacetKind.NEED, need) for need in sketch.needs),
            *(Facet(FacetKind.INSURANCE, one) for one in sketch.insurance),
        ),
        places=tuple(places),
    )
    organization = Organization(
        id_,
        sketch.name,
        about=sketch.about,
        about_es=sketch.about_es,
        website=f"https://{sketch.key}.example",
        confirmed_day=None if sketch.confirmed is None else today - sketch.confirmed,
        confirmed_by=None if sketch.confirmed is None else ConfirmedBy.PARTNER,
        services=(service,),
    )
    return replace(organization, phones=(Phone(sketch.number),)), tuple(locations)


def _id(sketch: Sketch, kind: str) -> bytes:
    return hashlib.sha256(f"quietline demo {sketch.key} {kind}".encode()).digest()[:16]
