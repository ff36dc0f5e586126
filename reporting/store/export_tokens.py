"""Tokens of the export API: by hash, never in clear."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, insert, or_, select, update

from reporting.model.ids import DistrictId
from reporting.store.tables.base import table_of
from reporting.store.tables.export_tokens import ExportTokenRow

TOKEN = table_of(ExportTokenRow)


@dataclass(frozen=True, slots=True)
class ExportToken:
    """Unix days. `scopes`: words, joined by spaces."""

    id: bytes
    hash: bytes
    name: str
    scopes: str
    made_day: int
    until_day: int
    used_day: int | None = None
    ended: int | None = None

    def __repr__(self) -> str:
        return "ExportToken(<hash>)"


_COLUMNS = tuple(TOKEN.c[name] for name in ExportToken.__dataclass_fields__)


def put(conn: Connection, district: DistrictId, token: ExportToken) -> None:
    conn.execute(insert(TOKEN).values(district=district, **asdict(token)))


def all_of(conn: Connection, district: DistrictId) -> tuple[ExportToken, ...]:
    """The newest first."""
    rows = conn.execute(
        select(*_COLUMNS).where(TOKEN.c.district == district).order_by(TOKEN.c.made_day.desc(), TOKEN.c.id)
    )
    return tuple(ExportToken(*row) for row in rows)


def by_hash(conn: Connection, district: DistrictId, hash_: bytes) -> ExportToken | None:
    row = conn.execute(
        select(*_COLUMNS).where(TOKEN.c.district == district, TOKEN.c.hash == hash_)
    ).one_or_none()
    return None if row is None else ExportToken(*row)


def used(conn: Connection, district: DistrictId, id_: bytes, day: int) -> None:
    """Once a day at most."""
    conn.execute(
        update(TOKEN)
        .where(TOKEN.c.district == district, TOKEN.c.id == id_)
        .where(or_(TOKEN.c.used_day.is_(None), TOKEN.c.used_day < day))
        .values(used_day=day)
    )


def end(conn: Connection, district: DistrictId, id_: bytes, day: int) -> bool:
    """False where it was ended before, or is none of ours."""
    done = conn.execute(
        update(TOKEN)
        .where(TOKEN.c.district == district, TOKEN.c.id == id_, TOKEN.c.ended.is_(None))
        .values(ended=day)
    )
    return done.rowcount == 1
