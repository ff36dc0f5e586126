"""Which threads have a nudge, until when, and for which answer one was made last."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, bindparam, delete, select, update

from reporting.model.ids import DistrictId, MessageId, ThreadId
from reporting.store.dialects import EitherInsert
from reporting.store.prepared import Prepared
from reporting.store.tables.base import table_of
from reporting.store.tables.nudges import NudgeRow
from reporting.vault.notation import label, lp, sha256

NUDGE = table_of(NudgeRow)
_NAMES = ("thread", "message", "tag", "ends_day", "seq")
_AT_ONCE = 1_000
_COLUMNS = tuple(NUDGE.c[name] for name in _NAMES)

_PUT = EitherInsert(
    NUDGE,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[NUDGE.c.district, NUDGE.c.thread],
        set_={name: statement.excluded[name] for name in _NAMES[1:]},
    ),
)
# Asked with every page of a student's thread.
_OF_THREAD = Prepared(
    select(*_COLUMNS).where(NUDGE.c.district == bindparam("district"), NUDGE.c.thread == bindparam("thread"))
)
# Asked with every page of the staff site.
_MADE = Prepared(
    select(*_COLUMNS)
    .where(NUDGE.c.district == bindparam("district"), NUDGE.c.seq > 0)
    .order_by(NUDGE.c.thread)
    .limit(_AT_ONCE)
)


@dataclass(frozen=True, slots=True)
class Nudge:
    """`message` holds number, words and hours, sealed; `tag` finds it by the phone, None where no key of tags was there.
    `ends_day`: unix // 86400. `seq`: the answer for which one was made last, 0 before the first.
    """

    thread: ThreadId
    message: MessageId
    tag: bytes | None
    ends_day: int
    seq: int = 0


def about(thread: ThreadId) -> bytes:
    """What the outbox knows a thread's nudges by: not the thread, about which other texts go out."""
    return sha256(lp(label("nudge-about"), thread))[:16]


def put(connection: Connection, district: DistrictId, nudge: Nudge) -> None:
    """One a thread: the new one takes the old one's place."""
    connection.execute(_PUT.for_(connection), {"district": district, **asdict(nudge)})


def of_thread(connection: Connection, district: DistrictId, thread: ThreadId) -> Nudge | None:
    row = _OF_THREAD.first(connection, {"district": district, "thread": thread})
    return None if row is None else Nudge(*row)


def of_phone(connection: Connection, district: DistrictId, tag: bytes) -> tuple[Nudge, ...]:
    """Those that go to one phone, whatever the thread."""
    return _some(connection, NUDGE.c.district == district, NUDGE.c.tag == tag)


def over(connection: Connection, district: DistrictId, day: int) -> tuple[Nudge, ...]:
    """Those whose last day has passed."""
    return _some(connection, NUDGE.c.district == district, NUDGE.c.ends_day <= day)


def made(connection: Connection, district: DistrictId) -> tuple[Nudge, ...]:
    """Those for which one was made, some other day or today; a thousand at most."""
    return tuple(Nudge(*row) for row in _MADE.all(connection, {"district": district}))


def note_made(connection: Connection, district: DistrictId, thread: ThreadId, seq: int) -> None:
    connection.execute(
        update(NUDGE).where(NUDGE.c.district == district, NUDGE.c.thread == thread).values(seq=seq)
    )


def drop(connection: Connection, district: DistrictId, thread: ThreadId) -> None:
    connection.execute(delete(NUDGE).where(NUDGE.c.district == district, NUDGE.c.thread == thread))


def _some(connection: Connection, *wanted: object) -> tuple[Nudge, ...]:
    rows = connection.execute(select(*_COLUMNS).where(*wanted).order_by(NUDGE.c.thread))  # type: ignore[arg-type]  # conditions
    return tuple(Nudge(*row) for row in rows)
