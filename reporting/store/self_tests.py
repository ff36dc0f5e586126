"""The tests that the line made of itself, and whose turn the next one is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from reporting.model.ids import DistrictId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.vigil import SelfTestRow, VigilRow

TEST = table_of(SelfTestRow)
VIGIL = table_of(VigilRow)

RUNNING, PASSED, FAILED = "running", "passed", "failed"

_COLUMNS = tuple(TEST.c[n] for n in ("id", "began_ms", "outcome", "stage", "spans"))
BE_THERE = EitherInsert(VIGIL, lambda statement: statement.on_conflict_do_nothing())


@dataclass(frozen=True, slots=True)
class SelfTest:
    """`stage`: where it failed. `spans`: milliseconds from the beginning to the end of each stage that it passed."""

    id: bytes
    began_ms: int
    outcome: str
    stage: str | None
    spans: Mapping[str, int]

    @property
    def began(self) -> datetime:
        return datetime.fromtimestamp(self.began_ms / 1000, UTC)


def claim(conn: Connection, district: DistrictId, now: datetime, due: datetime, left: datetime) -> bool:
    """Whether the test that is due is this caller's; the next is due at `due`. Of several processes one gets it.

    One that began before `left` and still runs was left alone by a process that died: it goes, and its turn comes again.
    """
    at = int(now.timestamp())
    conn.execute(BE_THERE.for_(conn), {"district": district, "test_due": 0})
    alone = conn.execute(delete(TEST).where(TEST.c.district == district, _left_alone(left))).rowcount
    mine = update(VIGIL).where(VIGIL.c.district == district)
    if not alone:
        mine = mine.where(VIGIL.c.test_due <= at)
    return conn.execute(mine.values(test_due=int(due.timestamp()))).rowcount == 1


def is_due(conn: Connection, district: DistrictId, now: datetime, left: datetime) -> bool:
    """A look without a lock: `claim` decides."""
    due = conn.execute(select(VIGIL.c.test_due).where(VIGIL.c.district == district)).scalar_one_or_none()
    if due is None or due <= int(now.timestamp()):
        return True
    alone = select(TEST.c.id).where(TEST.c.district == district, _left_alone(left))
    return conn.execute(alone.limit(1)).first() is not None


def _left_alone(left: datetime) -> ColumnElement[bool]:
    return (TEST.c.outcome == RUNNING) & (TEST.c.began_ms < int(left.timestamp() * 1000))


def set_due(conn: Connection, district: DistrictId, due: datetime) -> None:
    conn.execute(BE_THERE.for_(conn), {"district": district, "test_due": 0})
    conn.execute(update(VIGIL).where(VIGIL.c.district == district).values(test_due=int(due.timestamp())))


def begin(conn: Connection, district: DistrictId, test: SelfTest) -> None:
    """One that was left unfinished by a process that died says nothing, so it goes."""
    conn.execute(delete(TEST).where(TEST.c.district == district, TEST.c.outcome == RUNNING))
    conn.execute(insert(TEST), {"district": district, **asdict(test)})


def end(conn: Connection, district: DistrictId, test: SelfTest) -> None:
    mine = (TEST.c.district == district, TEST.c.id == test.id)
    values = {"outcome": test.outcome, "stage": test.stage, "spans": dict(test.spans)}
    if conn.execute(update(TEST).where(*mine).values(values)).rowcount == 0:
        conn.execute(insert(TEST), {"district": district, **asdict(test)})


def newest(conn: Connection, district: DistrictId, limit: int) -> tuple[SelfTest, ...]:
    """The newest first, one that runs included."""
    statement = select(*_COLUMNS).where(TEST.c.district == district).order_by(TEST.c.began_ms.desc())
    return tuple(_read(row) for row in conn.execute(statement.limit(limit)))


def last(conn: Connection, district: DistrictId, outcome: str) -> SelfTest | None:
    statement = (
        select(*_COLUMNS)
        .where(TEST.c.district == district, TEST.c.outcome == outcome)
        .order_by(TEST.c.began_ms.desc())
        .limit(1)
    )
    row = conn.execute(statement).first()
    return _read(row) if row else None


def forget(conn: Connection, district: DistrictId, before: datetime) -> None:
    conn.execute(
        delete(TEST).where(TEST.c.district == district, TEST.c.began_ms < int(before.timestamp() * 1000))
    )


def _read(row: Row[Any]) -> SelfTest:
    return SelfTest(row.id, row.began_ms, row.outcome, row.stage, row.spans)
