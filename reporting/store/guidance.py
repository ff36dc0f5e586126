"""What a district wrote for the first minutes, sealed by the service key: read at 02:10, after a restart too."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from reporting.model.ids import DistrictId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.guidance import GuidanceRow

GUIDANCE = table_of(GuidanceRow)

_PUT = EitherInsert(
    GUIDANCE,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[GUIDANCE.c.district, GUIDANCE.c.danger, GUIDANCE.c.lang],
        set_={"row": statement.excluded.row, "sealed": statement.excluded.sealed},
    ),
)


@dataclass(frozen=True, slots=True)
class GuidanceRecord:
    """`row`: 16 random bytes that `sealed` is bound to."""

    danger: str
    lang: str
    row: bytes
    sealed: bytes


def put(conn: Connection, district: DistrictId, record: GuidanceRecord) -> None:
    """Instead of the one before."""
    conn.execute(
        _PUT.for_(conn),
        {
            "district": district,
            "danger": record.danger,
            "lang": record.lang,
            "row": record.row,
            "sealed": record.sealed,
        },
    )


def find(conn: Connection, district: DistrictId, danger: str, lang: str) -> GuidanceRecord | None:
    found = conn.execute(
        select(GUIDANCE.c.danger, GUIDANCE.c.lang, GUIDANCE.c.row, GUIDANCE.c.sealed).where(
            GUIDANCE.c.district == district, GUIDANCE.c.danger == danger, GUIDANCE.c.lang == lang
        )
    ).one_or_none()
    return None if found is None else GuidanceRecord(*found)


def written(conn: Connection, district: DistrictId) -> frozenset[tuple[str, str]]:
    """(danger, language) of all that is there."""
    rows = conn.execute(select(GUIDANCE.c.danger, GUIDANCE.c.lang).where(GUIDANCE.c.district == district))
    return frozenset((danger, lang) for danger, lang in rows)


def drop(conn: Connection, district: DistrictId, danger: str, lang: str) -> None:
    conn.execute(
        delete(GUIDANCE).where(
            GUIDANCE.c.district == district, GUIDANCE.c.danger == danger, GUIDANCE.c.lang == lang
        )
    )
