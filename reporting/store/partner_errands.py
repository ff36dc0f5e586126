"""Errands of the partner's pages: they put in and read nothing; the worker takes each once."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from reporting.model.errand import ErrandKind
from reporting.model.ids import DistrictId
from reporting.store.tables.base import table_of
from reporting.store.tables.partners import PartnerErrandRow

ERRAND = table_of(PartnerErrandRow)
_KINDS = {one.value: one for one in ErrandKind}
_ORDER = [*ErrandKind, None]


@dataclass(frozen=True, slots=True)
class Errand:
    """`kind`: None for a word that no page of ours leaves; `about`: a packet or a person of a partner; `minute`: unix // 60;
    `sealed`: to the service's key.
    """

    id: bytes
    kind: ErrandKind | None
    about: bytes
    minute: int
    sealed: bytes | None = None

    def __repr__(self) -> str:
        return f"Errand({self.kind})"


_COLUMNS = tuple(ERRAND.c[name] for name in Errand.__dataclass_fields__)


def leave(conn: Connection, district: DistrictId, errand: Errand) -> None:
    values = {name: getattr(errand, name) for name in Errand.__dataclass_fields__}
    conn.execute(insert(ERRAND), {"district": district, **values})


def waiting(conn: Connection, district: DistrictId, limit: int = 200) -> tuple[Errand, ...]:
    """The oldest first; of one minute in the order of their kinds."""
    rows = conn.execute(
        select(*_COLUMNS)
        .where(ERRAND.c.district == district)
        .order_by(ERRAND.c.minute, ERRAND.c.id)
        .limit(limit)
    )
    found = [Errand(row[0], _KINDS.get(row[1]), *row[2:]) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.minute, _ORDER.index(one.kind), one.id)))


def take(conn: Connection, district: DistrictId, errand: Errand) -> bool:
    """False where another process has it."""
    done = conn.execute(delete(ERRAND).where(ERRAND.c.district == district, ERRAND.c.id == errand.id))
    return done.rowcount == 1
