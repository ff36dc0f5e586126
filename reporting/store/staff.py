"""Who works here, as colleagues know them, and how often a password was wrong."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from reporting.model.ids import DistrictId, MemberId, SchoolId
from reporting.store.dialects import EitherInsert
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.staff import StaffRow, UnlockedRow

UNLOCKED = table_of(UnlockedRow)
_NOTE_UNLOCKED = EitherInsert(
    UNLOCKED,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[UNLOCKED.c.district, UNLOCKED.c.member],
        set_={"day": statement.excluded.day},
        where=UNLOCKED.c.day < statement.excluded.day,
    ),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """One member of staff. `email_sealed` opens with the service key; `state` is invited, active or gone."""

    id: MemberId
    name: str
    title: str
    email_sealed: bytes
    email_hash: bytes
    lang: str
    state: str
    school: SchoolId | None
    totp_step: int | None = None
    wrong_tries: int = 0
    locked_until_minute: int | None = None


_COLUMNS = select(
    StaffRow.id,
    StaffRow.name,
    StaffRow.title,
    StaffRow.email_sealed,
    StaffRow.email_hash,
    StaffRow.lang,
    StaffRow.state,
    StaffRow.school,
    StaffRow.totp_step,
    StaffRow.wrong_tries,
    StaffRow.locked_until_minute,
)


_OF_DISTRICT = Prepared(
    _COLUMNS.where(StaffRow.district == bindparam("district")).order_by(StaffRow.name, StaffRow.id)
)
_UNLOCKED = Prepared(
    select(UNLOCKED.c.member, UNLOCKED.c.day).where(UNLOCKED.c.district == bindparam("district"))
)


def add(conn: Connection, district: DistrictId, staff: Staff) -> None:
    """Raises sqlalchemy.exc.IntegrityError when the address is taken."""
    conn.execute(
        insert(StaffRow).values(
            district=district,
            id=staff.id,
            name=staff.name,
            title=staff.title,
            email_sealed=staff.email_sealed,
            email_hash=staff.email_hash,
            lang=staff.lang,
            state=staff.state,
            school=staff.school,
            totp_step=staff.totp_step,
            wrong_tries=staff.wrong_tries,
            locked_until_minute=staff.locked_until_minute,
        )
    )


def by_id(conn: Connection, district: DistrictId, member: MemberId) -> Staff | None:
    row = conn.execute(_COLUMNS.where(StaffRow.district == district, StaffRow.id == member)).one_or_none()
    return None if row is None else Staff(*row)


def by_email_hash(conn: Connection, district: DistrictId, email_hash: bytes) -> Staff | None:
    row = conn.execute(
        _COLUMNS.where(StaffRow.district == district, StaffRow.email_hash == email_hash)
    ).one_or_none()
    return None if row is None else Staff(*row)


def of_district(conn: Connection, district: DistrictId) -> tuple[Staff, ...]:
    """All of them, the departed included, by name."""
    return tuple(Staff(*row) for row in _OF_DISTRICT.all(conn, {"district": district}))


def set_state(conn: Connection, district: DistrictId, member: MemberId, state: str) -> None:
    conn.execute(update(StaffRow).where(_is(district, member)).values(state=state))


def set_lang(conn: Connection, district: DistrictId, member: MemberId, lang: str) -> None:
    conn.execute(update(StaffRow).where(_is(district, member)).values(lang=lang))


def count_try(conn: Connection, district: DistrictId, member: MemberId) -> int:
    """One more try, counted before the password is looked at. Returns how many since the last success."""
    counted = update(StaffRow).where(_is(district, member)).values(wrong_tries=StaffRow.wrong_tries + 1)
    return int(conn.execute(counted.returning(StaffRow.wrong_tries)).scalar_one())


def lock_until(conn: Connection, district: DistrictId, member: MemberId, minute: int) -> None:
    conn.execute(update(StaffRow).where(_is(district, member)).values(locked_until_minute=minute))


def clear_tries(conn: Connection, district: DistrictId, member: MemberId) -> None:
    conn.execute(
        update(StaffRow).where(_is(district, member)).values(wrong_tries=0, locked_until_minute=None)
    )


def spend_totp_step(conn: Connection, district: DistrictId, member: MemberId, step: int) -> bool:
    """False when this half minute, or a later one, has been used: of two equal codes at once one gets through."""
    spent = (
        update(StaffRow)
        .where(_is(district, member), (StaffRow.totp_step.is_(None)) | (StaffRow.totp_step < step))
        .values(totp_step=step)
    )
    return conn.execute(spent).rowcount == 1


def set_totp_step(conn: Connection, district: DistrictId, member: MemberId, step: int | None) -> None:
    """Begin anew with another secret."""
    conn.execute(update(StaffRow).where(_is(district, member)).values(totp_step=step))


def note_unlocked(conn: Connection, district: DistrictId, member: MemberId, day: int) -> None:
    """The person's own keys were opened on this day; nothing is written where that is known."""
    row = {"district": district, "member": member, "day": day}
    conn.execute(_NOTE_UNLOCKED.for_(conn), row)


def unlocked_days(conn: Connection, district: DistrictId) -> dict[bytes, int]:
    """By person, the last day since 1970 on which their keys were opened."""
    found = _UNLOCKED.all(conn, {"district": district})
    return {member: day for member, day in found}  # noqa: C416 -- rows, not pairs


def bury(conn: Connection, district: DistrictId, member: MemberId) -> None:
    """The person is gone: the name stays beside what they signed, the address is forgotten and free again."""
    forgotten = update(StaffRow).where(_is(district, member))
    conn.execute(forgotten.values(state="gone", email_sealed=b"", email_hash=member + bytes(16)))


def _is(district: DistrictId, member: MemberId) -> ColumnElement[bool]:
    return (StaffRow.district == district) & (StaffRow.id == member)
