"""The district, its schools, teams and queues, as names and places."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Table, bindparam, select, update

from reporting.model.ids import DistrictId, QueueId, SchoolId, TeamId
from reporting.model.queue import QueueKind
from reporting.store.dialects import EitherInsert
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.schools import DistrictRow, QueueRow, SchoolRow, TeamRow

DISTRICT = table_of(DistrictRow)
SCHOOL = table_of(SchoolRow)
TEAM = table_of(TeamRow)
QUEUE = table_of(QueueRow)


@dataclass(frozen=True, slots=True)
class District:
    """`zone`: IANA name; `opened`: tips are taken; `reviewed`: the district has read its own texts."""

    district: DistrictId
    name: str
    zone: str
    lang: str
    line_name: str
    opened: bool = False
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class School:
    id: SchoolId
    name: str
    position: int
    active: bool = True


@dataclass(frozen=True, slots=True)
class Team:
    id: TeamId
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Queue:
    """Who its members are stands in the signed roster alone."""

    id: QueueId
    name: str
    kind: QueueKind
    school: SchoolId | None
    team: TeamId | None
    position: int


def _put(table: Table) -> EitherInsert:
    keys = list(table.primary_key.columns)
    others = [column.name for column in table.c if not column.primary_key]
    return EitherInsert(
        table,
        lambda statement: statement.on_conflict_do_update(
            index_elements=keys, set_={name: statement.excluded[name] for name in others}
        ),
    )


_PUT_DISTRICT, _PUT_SCHOOL, _PUT_TEAM, _PUT_QUEUE = _put(DISTRICT), _put(SCHOOL), _put(TEAM), _put(QUEUE)


# Together they are the picture that each process keeps of its district and takes anew every few seconds.
_DISTRICTS = Prepared(
    select(
        *(DISTRICT.c[n] for n in ("district", "name", "zone", "lang", "line_name", "opened", "reviewed"))
    ).order_by(DISTRICT.c.district)
)


def _listed(table: Table, *more: str) -> Prepared:
    columns = [table.c[name] for name in ("id", "name", "position", *more)]
    of_district = select(*columns).where(table.c.district == bindparam("district"))
    return Prepared(of_district.order_by(table.c.position, table.c.id))


_SCHOOLS, _TEAMS, _QUEUES = _listed(SCHOOL, "active"), _listed(TEAM), _listed(QUEUE, "kind", "school", "team")


def put_district(connection: Connection, district: District) -> None:
    connection.execute(_PUT_DISTRICT.for_(connection), asdict(district))


def put_school(connection: Connection, district: DistrictId, school: School) -> None:
    connection.execute(_PUT_SCHOOL.for_(connection), {"district": district, **asdict(school)})


def put_team(connection: Connection, district: DistrictId, team: Team) -> None:
    connection.execute(_PUT_TEAM.for_(connection), {"district": district, **asdict(team)})


def put_queue(connection: Connection, district: DistrictId, queue: Queue) -> None:
    connection.execute(_PUT_QUEUE.for_(connection), {"district": district, **asdict(queue)})


def set_opened(connection: Connection, district: DistrictId, *, opened: bool) -> None:
    connection.execute(update(DISTRICT).where(DISTRICT.c.district == district).values(opened=opened))


def districts(connection: Connection) -> tuple[District, ...]:
    """All of them; one, in most houses."""
    rows = _DISTRICTS.all(connection, {})
    return tuple(
        District(of, name, zone, lang, line_name, bool(opened), bool(reviewed))
        for of, name, zone, lang, line_name, opened, reviewed in rows
    )


def schools(connection: Connection, district: DistrictId) -> tuple[School, ...]:
    """In the order of the public form, those that it no longer offers included."""
    rows = _SCHOOLS.all(connection, {"district": district})
    return tuple(School(id_, name, place, bool(active)) for id_, name, place, active in rows)


def teams(connection: Connection, district: DistrictId) -> tuple[Team, ...]:
    return tuple(Team(*row) for row in _TEAMS.all(connection, {"district": district}))


def queues(connection: Connection, district: DistrictId) -> tuple[Queue, ...]:
    rows = _QUEUES.all(connection, {"district": district})
    return tuple(
        Queue(id_, name, QueueKind(kind), school, team, place)
        for id_, name, place, kind, school, team in rows
    )
