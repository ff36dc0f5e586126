"""What still names an old key of a queue: found in bounded steps, replaced only if nobody else changed it meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from reporting.model.ids import DistrictId, MemberId, MessageId, QueueId, ThreadId
from reporting.model.kind import Kind
from reporting.store.listings import LISTING
from reporting.store.messages import MESSAGE
from reporting.store.threads import THREAD
from reporting.store.wraps import WRAP

# The kinds that are ever sealed to a queue itself (vault.md §3).
DIRECT = (Kind.WEB, Kind.SMS, Kind.SUMMARY)


@dataclass(frozen=True, slots=True)
class DirectMessage:
    """A message that may name a queue's key among its recipients. `epoch` and `minute` are the thread's."""

    thread: ThreadId
    seq: int
    id: MessageId
    kind: Kind
    core: bytes
    recipients: bytes


def threads_of_holder(
    conn: Connection, district: DistrictId, holder: bytes, after: bytes, limit: int
) -> tuple[ThreadId, ...]:
    """The next threads that a queue may know of, by id, open or closed."""
    statement = (
        select(LISTING.c.thread)
        .where(LISTING.c.district == district, LISTING.c.holder == holder, LISTING.c.thread > after)
        .order_by(LISTING.c.thread)
        .limit(limit)
    )
    return tuple(conn.execute(statement).scalars())


def thread_epoch_and_minute(
    conn: Connection, district: DistrictId, thread: ThreadId
) -> tuple[int, int] | None:
    row = conn.execute(
        select(THREAD.c.epoch, THREAD.c.created_minute).where(
            THREAD.c.district == district, THREAD.c.id == thread
        )
    ).one_or_none()
    return None if row is None else (row.epoch, row.created_minute)


def direct_messages(conn: Connection, district: DistrictId, thread: ThreadId) -> tuple[DirectMessage, ...]:
    statement = (
        select(
            MESSAGE.c.thread,
            MESSAGE.c.seq,
            MESSAGE.c.id,
            MESSAGE.c.kind,
            MESSAGE.c.core,
            MESSAGE.c.recipients,
        )
        .where(
            MESSAGE.c.district == district,
            MESSAGE.c.thread == thread,
            MESSAGE.c.kind.in_([int(kind) for kind in DIRECT]),
        )
        .order_by(MESSAGE.c.seq)
    )
    return tuple(
        DirectMessage(row.thread, row.seq, row.id, Kind(row.kind), row.core, row.recipients)
        for row in conn.execute(statement)
    )


def replace_recipients(
    conn: Connection, district: DistrictId, message: DirectMessage, recipients: bytes
) -> bool:
    """False when somebody else changed them since they were read: read again."""
    changed = (
        update(MESSAGE)
        .where(
            MESSAGE.c.district == district,
            MESSAGE.c.thread == message.thread,
            MESSAGE.c.seq == message.seq,
            MESSAGE.c.recipients == message.recipients,
        )
        .values(recipients=recipients)
    )
    return conn.execute(changed).rowcount == 1


def has_wrap(conn: Connection, district: DistrictId, thread: ThreadId, epoch: int, kid: bytes) -> bool:
    statement = select(WRAP.c.kid).where(
        WRAP.c.district == district, WRAP.c.thread == thread, WRAP.c.epoch == epoch, WRAP.c.kid == kid
    )
    return conn.execute(statement).first() is not None


def names_key(conn: Connection, district: DistrictId, queue: QueueId, kids: Collection[bytes]) -> bool:
    """Whether any thread is still wrapped to one of these keys."""
    statement = select(WRAP.c.kid).where(
        WRAP.c.district == district, WRAP.c.target == queue, WRAP.c.kid.in_(list(kids))
    )
    return conn.execute(statement.limit(1)).first() is not None


def remove_of_member(conn: Connection, district: DistrictId, member: MemberId) -> None:
    """Wraps to a person's own key, whose private half is gone."""
    conn.execute(
        delete(WRAP).where(
            WRAP.c.district == district, WRAP.c.target_kind == "member", WRAP.c.target == member
        )
    )
