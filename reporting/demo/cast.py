"""Who is in the demo: invented people of an invented district, with invented passwords and numbers kept for fiction."""

from dataclasses import dataclass

from reporting.model.queue import QueueKind
from reporting.people.founding import (
    Founding,
    PersonForm,
    RotaForm,
    SchoolForm,
    TeamForm,
    TurnForm,
    Wish,
)
from reporting.people.providers import Hotline

HOTLINE = "+12025550100"
STAFF_LINE = "+12025550199"
NUDGE_LINE = "+12025550198"
NORTH, SOUTH = 0, 1
DAY = 1440
WEEK = 7 * DAY
EIGHT = 8 * 60
THURSDAY = 3 * DAY


@dataclass(frozen=True, slots=True)
class Player:
    """One of the six. `two_step`: signs in with a code as well."""

    form: PersonForm
    password: str
    role: str
    two_step: bool = False


def _wish(kind: QueueKind, school: int | None = None, *, lead: bool = False) -> Wish:
    return Wish(kind, school, lead)


CAST = (
    Player(
        PersonForm("Farid Haddad", "farid@maplevalley.example", "Administrator", registrar=True),
        "lantern-orbit-velvet-31",
        "administrator",
    ),
    Player(
        PersonForm(
            "Ana Ruiz",
            "ana@maplevalley.example",
            "School counselor",
            school=NORTH,
            phone="+12025550101",
            phone_declared=True,
            wishes=(
                _wish(QueueKind.COUNSELOR, NORTH, lead=True),
                _wish(QueueKind.CRISIS, NORTH, lead=True),
                _wish(QueueKind.DISTRICT),
                _wish(QueueKind.CRISIS),
            ),
        ),
        "meadow-copper-tunnel-58",
        "counselor",
    ),
    Player(
        PersonForm(
            "Ben Okafor",
            "ben@maplevalley.example",
            "Social worker",
            school=NORTH,
            phone="+12025550102",
            phone_declared=True,
            wishes=(
                _wish(QueueKind.COUNSELOR, NORTH),
                _wish(QueueKind.CRISIS, NORTH),
                _wish(QueueKind.CRISIS),
            ),
        ),
        "harbor-pencil-winter-74",
        "counselor",
    ),
    Player(
        PersonForm(
            "Carla Nguyen",
            "carla@maplevalley.example",
            "School counselor",
            school=SOUTH,
            phone="+12025550103",
            phone_declared=True,
            wishes=(
                _wish(QueueKind.COUNSELOR, SOUTH, lead=True),
                _wish(QueueKind.CRISIS, SOUTH, lead=True),
                _wish(QueueKind.DISTRICT, lead=True),
                _wish(QueueKind.CRISIS, lead=True),
            ),
        ),
        "ribbon-anchor-cactus-26",
        "counselor",
    ),
    Player(
        PersonForm(
            "Dana Whitfield",
            "dana@maplevalley.example",
            "School psychologist",
            lang="es",
            school=SOUTH,
            phone="+12025550104",
            phone_declared=True,
            wishes=(
                _wish(QueueKind.COUNSELOR, SOUTH),
                _wish(QueueKind.CRISIS, SOUTH),
                _wish(QueueKind.DESIGNEE),
            ),
        ),
        "violin-granite-summer-93",
        "counselor",
    ),
    Player(
        PersonForm(
            "Erin Castillo",
            "erin@maplevalley.example",
            "Student services director",
            phone="+12025550105",
            phone_declared=True,
            wishes=(_wish(QueueKind.DESIGNEE, lead=True), _wish(QueueKind.DISTRICT)),
            registrar=True,
        ),
        "compass-willow-ticket-67",
        "designee",
        two_step=True,
    ),
)
ADMINISTRATOR, ANA, BEN, CARLA, DANA, ERIN = range(len(CAST))

TEAMS = (
    TeamForm("Northside crisis team", NORTH, (QueueKind.CRISIS, QueueKind.COUNSELOR)),
    TeamForm("Southside crisis team", SOUTH, (QueueKind.CRISIS, QueueKind.COUNSELOR)),
    TeamForm("District crisis team", None, (QueueKind.CRISIS, QueueKind.DISTRICT)),
    TeamForm("District office", None, (QueueKind.DESIGNEE,)),
)


def _pair(team: int, one: int, other: int) -> tuple[RotaForm, RotaForm]:
    """Two people share a week: one is called first until Thursday at eight, then the other; each backs the other."""

    def turns(first: int, second: int) -> tuple[TurnForm, ...]:
        return (
            TurnForm(first, EIGHT, THURSDAY + EIGHT),
            TurnForm(second, THURSDAY + EIGHT, WEEK + EIGHT),
        )

    return RotaForm(team, turns(one, other), 0), RotaForm(team, turns(other, one), 1)


def founding() -> Founding:
    return Founding(
        name="Maple Valley School District",
        line_name="Maple Line",
        zone="America/New_York",
        lang="en",
        schools=(SchoolForm("Northside High School"), SchoolForm("Southside Middle School")),
        administrator=CAST[ADMINISTRATOR].form,
        password=CAST[ADMINISTRATOR].password,
        two_step=CAST[ADMINISTRATOR].two_step,
        people=tuple(player.form for player in CAST[1:]),
        teams=TEAMS,
        rotas=(
            *_pair(0, ANA, BEN),
            *_pair(1, CARLA, DANA),
            *_pair(2, CARLA, ANA),
            *_pair(3, ERIN, DANA),
        ),
        last_resort=ERIN,
        hotline=Hotline(students=HOTLINE, staff=STAFF_LINE, nudge=NUDGE_LINE),
    )
