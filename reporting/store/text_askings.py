"""What phones were asked by text: found by a keyed hash, opened with the phone's number alone."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from reporting.model.ids import DistrictId
from reporting.store.errors import StoreError
from reporting.store.tables.base import table_of
from reporting.store.tables.text_askings import TextAskingRow

ASKING = table_of(TextAskingRow)


class AskingMoved(StoreError):
    """Another answer to it was taken in this moment: the carrier delivers this one again."""


@dataclass(frozen=True, slots=True)
class TextAsking:
    """`ends_day`: a Sunday, in days since 1970."""

    id: bytes
    tag: bytes
    turn: int
    ends_day: int
    sealed: bytes

    def __repr__(self) -> str:
        return "TextAsking(<sealed>)"


_COLUMNS = tuple(ASKING.c[name] for name in TextAsking.__dataclass_fields__)


def add(conn: Connection, district: DistrictId, asking: TextAsking) -> None:
    values = {name: getattr(asking, name) for name in TextAsking.__dataclass_fields__}
    conn.execute(insert(ASKING), {"district": district, **values})


def of_phone(conn: Connection, district: DistrictId, tag: bytes) -> tuple[TextAsking, ...]:
    rows = conn.execute(
        select(*_COLUMNS).where(ASKING.c.district == district, ASKING.c.tag == tag).order_by(ASKING.c.id)
    )
    return tuple(TextAsking(*row) for row in rows)


def move(conn: Connection, district: DistrictId, known: TextAsking, sealed: bytes, ends_day: int) -> None:
    """The next turn of it. Raises AskingMoved."""
    done = conn.execute(
        update(ASKING)
        .where(ASKING.c.district == district, ASKING.c.id == known.id, ASKING.c.turn == known.turn)
        .values(turn=known.turn + 1, sealed=sealed, ends_day=ends_day)
    )
    if done.rowcount != 1:
        raise AskingMoved("a question was answered twice in one moment")


def drop_of_phone(conn: Connection, district: DistrictId, tag: bytes) -> None:
    conn.execute(delete(ASKING).where(ASKING.c.district == district, ASKING.c.tag == tag))


def drop_past(conn: Connection, district: DistrictId, day: int) -> None:
    conn.execute(delete(ASKING).where(ASKING.c.district == district, ASKING.c.ends_day < day))
