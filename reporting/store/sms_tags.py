"""Which thread a phone's next text joins."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, select, update

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.dialects import EitherInsert
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.sms_tags import SmsTagRow

SMS_TAG = table_of(SmsTagRow)

_PUT = EitherInsert(
    SMS_TAG,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[SMS_TAG.c.district, SMS_TAG.c.tag],
        set_={name: statement.excluded[name] for name in ("bind", "thread", "day")},
    ),
)
_FIND = Prepared(
    select(SMS_TAG.c.tag, SMS_TAG.c.bind, SMS_TAG.c.thread, SMS_TAG.c.day).where(
        SMS_TAG.c.district == bindparam("district"), SMS_TAG.c.tag == bindparam("tag")
    )
)


@dataclass(frozen=True, slots=True)
class SmsTag:
    """`bind` must be recomputed from tag and thread before the thread is believed. `day`: unix // 86400."""

    tag: bytes
    bind: bytes
    thread: ThreadId
    day: int


def put(connection: Connection, district: DistrictId, tag: SmsTag) -> None:
    """The phone's texts join this thread from now on."""
    connection.execute(
        _PUT.for_(connection),
        {"district": district, "tag": tag.tag, "bind": tag.bind, "thread": tag.thread, "day": tag.day},
    )


def find(connection: Connection, district: DistrictId, tag: bytes) -> SmsTag | None:
    row = _FIND.first(connection, {"district": district, "tag": tag})
    return SmsTag(*row) if row is not None else None


def note_day(connection: Connection, district: DistrictId, tag: bytes, day: int) -> None:
    connection.execute(
        update(SMS_TAG).where(SMS_TAG.c.district == district, SMS_TAG.c.tag == tag).values(day=day)
    )


def drop(connection: Connection, district: DistrictId, tag: bytes) -> None:
    connection.execute(delete(SMS_TAG).where(SMS_TAG.c.district == district, SMS_TAG.c.tag == tag))


def drop_of_thread(connection: Connection, district: DistrictId, thread: ThreadId) -> None:
    connection.execute(delete(SMS_TAG).where(SMS_TAG.c.district == district, SMS_TAG.c.thread == thread))
