"""People of partner organizations who sign in, and their sessions."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from reporting.model.ids import DistrictId, OrganizationId, PartnerPersonId
from reporting.store.tables.base import table_of
from reporting.store.tables.partners import PartnerPersonRow, PartnerSessionRow, PartnerWrapRow

PERSON = table_of(PartnerPersonRow)
SESSION = table_of(PartnerSessionRow)
WRAP = table_of(PartnerWrapRow)


@dataclass(frozen=True, slots=True)
class PartnerPerson:
    """`name` and `email`: sealed by the partner box, to `id`. `x`, `bundle`, `slot`: None until they have joined."""

    id: PartnerPersonId
    organization: OrganizationId
    name: bytes
    email: bytes
    email_hash: bytes
    lang: str
    invite: bytes | None = None
    invite_minute: int | None = None
    x: bytes | None = None
    bundle: bytes | None = None
    slot: bytes | None = None
    tries: int = 0
    locked_minute: int | None = None
    totp_step: int | None = None
    last_day: int | None = None

    def __repr__(self) -> str:
        return "PartnerPerson(<sealed>)"


@dataclass(frozen=True, slots=True)
class PartnerSessionRecord:
    """Times are unix seconds."""

    id: bytes
    person: PartnerPersonId
    sealed: bytes
    created: int
    seen: int


_COLUMNS = tuple(PERSON.c[name] for name in PartnerPerson.__dataclass_fields__)
_SESSION_COLUMNS = tuple(SESSION.c[name] for name in PartnerSessionRecord.__dataclass_fields__)


def add(conn: Connection, district: DistrictId, person: PartnerPerson) -> None:
    values = {name: getattr(person, name) for name in PartnerPerson.__dataclass_fields__}
    conn.execute(insert(PERSON), {"district": district, **values})


def by_id(conn: Connection, district: DistrictId, person: PartnerPersonId) -> PartnerPerson | None:
    return _one(conn, district, PERSON.c.id == person)


def by_email(conn: Connection, district: DistrictId, email_hash: bytes) -> PartnerPerson | None:
    return _one(conn, district, PERSON.c.email_hash == email_hash)


def by_invite(conn: Connection, district: DistrictId, invite: bytes) -> PartnerPerson | None:
    return _one(conn, district, PERSON.c.invite == invite)


def of_organization(
    conn: Connection, district: DistrictId, organization: OrganizationId
) -> tuple[PartnerPerson, ...]:
    rows = conn.execute(
        select(*_COLUMNS)
        .where(PERSON.c.district == district, PERSON.c.organization == organization)
        .order_by(PERSON.c.id)
    )
    return tuple(PartnerPerson(*row) for row in rows)


def join(  # noqa: PLR0917 - what joining stores
    conn: Connection,
    district: DistrictId,
    person: PartnerPersonId,
    invite: bytes,
    x: bytes,
    bundle: bytes,
    slot: bytes,
    step: int,
) -> bool:
    """Once: False where the link was used already."""
    done = conn.execute(
        update(PERSON)
        .where(PERSON.c.district == district, PERSON.c.id == person, PERSON.c.invite == invite)
        .values(x=x, bundle=bundle, slot=slot, totp_step=step, invite=None, invite_minute=None, tries=0)
    )
    return done.rowcount == 1


def count_try(conn: Connection, district: DistrictId, person: PartnerPersonId) -> int:
    """How many there were in a row, with this one."""
    counted = (
        update(PERSON)
        .where(PERSON.c.district == district, PERSON.c.id == person)
        .values(tries=PERSON.c.tries + 1)
        .returning(PERSON.c.tries)
    )
    return int(conn.execute(counted).scalar_one())


def lock_until(conn: Connection, district: DistrictId, person: PartnerPersonId, minute: int) -> None:
    _change(conn, district, person, locked_minute=minute)


def came_in(
    conn: Connection, district: DistrictId, person: PartnerPersonId, *, step: int, last: int | None, day: int
) -> bool:
    """Each code serves once: False where the same one came twice in a moment."""
    done = conn.execute(
        update(PERSON)
        .where(
            PERSON.c.district == district,
            PERSON.c.id == person,
            PERSON.c.totp_step.is_(None) if last is None else PERSON.c.totp_step == last,
        )
        .values(totp_step=step, tries=0, locked_minute=None, last_day=day)
    )
    return done.rowcount == 1


def remove(conn: Connection, district: DistrictId, person: PartnerPersonId) -> bool:
    """Sessions, wraps, keys and name."""
    conn.execute(delete(SESSION).where(SESSION.c.district == district, SESSION.c.person == person))
    conn.execute(delete(WRAP).where(WRAP.c.district == district, WRAP.c.person == person))
    done = conn.execute(delete(PERSON).where(PERSON.c.district == district, PERSON.c.id == person))
    return done.rowcount == 1


def open_session(conn: Connection, district: DistrictId, record: PartnerSessionRecord) -> None:
    values = {name: getattr(record, name) for name in PartnerSessionRecord.__dataclass_fields__}
    conn.execute(insert(SESSION), {"district": district, **values})


def session(conn: Connection, district: DistrictId, id_: bytes) -> PartnerSessionRecord | None:
    found = conn.execute(
        select(*_SESSION_COLUMNS).where(SESSION.c.district == district, SESSION.c.id == id_)
    ).one_or_none()
    return None if found is None else PartnerSessionRecord(*found)


def touch_session(conn: Connection, district: DistrictId, id_: bytes, seen: int) -> None:
    conn.execute(
        update(SESSION)
        .where(SESSION.c.district == district, SESSION.c.id == id_, SESSION.c.seen < seen)
        .values(seen=seen)
    )


def end_session(conn: Connection, district: DistrictId, id_: bytes) -> None:
    conn.execute(delete(SESSION).where(SESSION.c.district == district, SESSION.c.id == id_))


def end_stale_sessions(conn: Connection, district: DistrictId, *, seen_until: int, created_until: int) -> int:
    """Those that nobody uses any more; how many."""
    gone = delete(SESSION).where(
        SESSION.c.district == district,
        (SESSION.c.seen <= seen_until) | (SESSION.c.created <= created_until),
    )
    return int(conn.execute(gone).rowcount)


def _one(conn: Connection, district: DistrictId, which: object) -> PartnerPerson | None:
    found = conn.execute(
        select(*_COLUMNS).where(PERSON.c.district == district, which)  # type: ignore[arg-type]  # a comparison
    ).one_or_none()
    return None if found is None else PartnerPerson(*found)


def _change(conn: Connection, district: DistrictId, person: PartnerPersonId, **values: object) -> None:
    conn.execute(update(PERSON).where(PERSON.c.district == district, PERSON.c.id == person).values(**values))
