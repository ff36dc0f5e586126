"""What needs a person's hand in the service itself."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select, update

from reporting.model.ids import DistrictId, MemberId, QueueId, ThreadId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.alarms import AlarmRow
from reporting.store.tables.base import table_of

ALARM = table_of(AlarmRow)


@dataclass(frozen=True, slots=True)
class Alarm:
    """`id`: 16 bytes made of what is wrong, so that the same trouble is one alarm. `kind`: a fixed word."""

    id: bytes
    kind: str
    raised_minute: int
    queue: QueueId | None = None
    member: MemberId | None = None
    thread: ThreadId | None = None


_COLUMNS = tuple(ALARM.c[n] for n in ("id", "kind", "raised_minute", "queue", "member", "thread"))
_RAISE = EitherInsert(
    ALARM,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[ALARM.c.district, ALARM.c.id],
        set_={"raised_minute": statement.excluded.raised_minute, "cleared_minute": None},
        where=ALARM.c.cleared_minute.is_not(None),
    ).returning(ALARM.c.id),
)


def raise_alarm(connection: Connection, district: DistrictId, alarm: Alarm) -> bool:
    """Whether it is new: not standing already. One that was cleared rises again."""
    values = {"district": district, "cleared_minute": None, **asdict(alarm)}
    return connection.execute(_RAISE.for_(connection), values).first() is not None


def clear(connection: Connection, district: DistrictId, alarm: bytes, minute: int) -> None:
    connection.execute(
        update(ALARM)
        .where(ALARM.c.district == district, ALARM.c.id == alarm, ALARM.c.cleared_minute.is_(None))
        .values(cleared_minute=minute)
    )


def standing(connection: Connection, district: DistrictId) -> tuple[Alarm, ...]:
    """All that is wrong now, the oldest first."""
    statement = (
        select(*_COLUMNS)
        .where(ALARM.c.district == district, ALARM.c.cleared_minute.is_(None))
        .order_by(ALARM.c.raised_minute, ALARM.c.id)
    )
    return tuple(Alarm(*row) for row in connection.execute(statement))
