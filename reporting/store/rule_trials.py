"""How many messages the rules being tried have judged, and how their severity moved. Who asked to see it."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from reporting.model.ids import DistrictId, MemberId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.rules import RuleTrialRow, TrialReaderRow

TRIAL = table_of(RuleTrialRow)
READER = table_of(TrialReaderRow)

_ADD = EitherInsert(
    TRIAL,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[TRIAL.c.district, TRIAL.c.rulebook, TRIAL.c.said, TRIAL.c.tried],
        set_={"n": TRIAL.c.n + statement.excluded.n},
    ),
)
_WISH = EitherInsert(READER, lambda statement: statement.on_conflict_do_nothing())


class Judged(NamedTuple):
    """Under which rule book a message was judged, and how its severity moved."""

    rulebook: bytes
    said: str
    tried: str


def add(conn: Connection, district: DistrictId, counts: Mapping[Judged, int]) -> None:
    """The order is fixed, so two writers cannot lock each other."""
    for one, n in sorted(counts.items()):
        conn.execute(_ADD.for_(conn), {"district": district, **one._asdict(), "n": n})


def of(conn: Connection, district: DistrictId, rulebook: bytes) -> Counter[Judged]:
    rows = conn.execute(
        select(TRIAL.c.rulebook, TRIAL.c.said, TRIAL.c.tried, TRIAL.c.n).where(
            TRIAL.c.district == district, TRIAL.c.rulebook == rulebook
        )
    )
    return Counter({Judged(book, said, tried): n for book, said, tried, n in rows})


def wish(conn: Connection, district: DistrictId, member: MemberId, *, shown: bool) -> None:
    if shown:
        conn.execute(_WISH.for_(conn), {"district": district, "member": member})
    else:
        conn.execute(delete(READER).where(READER.c.district == district, READER.c.member == member))


def wishes(conn: Connection, district: DistrictId, member: MemberId) -> bool:
    statement = select(READER.c.member).where(READER.c.district == district, READER.c.member == member)
    return conn.execute(statement).first() is not None
