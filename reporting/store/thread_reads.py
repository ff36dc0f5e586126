"""Up to which message a member of staff has read a thread, and which answers a student came back for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, bindparam, select, update

from reporting.model.ids import DistrictId, MemberId, ThreadId
from reporting.store.dialects import EitherInsert
from reporting.store.prepared import Prepared
from reporting.store.so_many import filled_up, numbered, one_of_so_many
from reporting.store.tables.base import table_of
from reporting.store.tables.readings import ThreadAnswersRow, ThreadReadRow

READ = table_of(ThreadReadRow)
ANSWERS = table_of(ThreadAnswersRow)

_READ = EitherInsert(
    READ,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[READ.c.district, READ.c.member, READ.c.thread],
        set_={"seq": statement.excluded.seq},
        where=READ.c.seq < statement.excluded.seq,
    ),
)
_ANSWERED = EitherInsert(
    ANSWERS,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[ANSWERS.c.district, ANSWERS.c.thread],
        set_={"answered_seq": statement.excluded.answered_seq},
    ),
)
# Asked with every reply of a student.
_ANSWERS_OF = Prepared(
    select(ANSWERS.c.answered_seq, ANSWERS.c.fetched_seq).where(
        ANSWERS.c.district == bindparam("district"), ANSWERS.c.thread == bindparam("thread")
    )
)


@dataclass(frozen=True, slots=True)
class Answers:
    """`answered`: the seq of the last answer of staff; `fetched`: up to which the student has been shown."""

    answered: int
    fetched: int

    @property
    def unfetched(self) -> bool:
        return self.answered > self.fetched


def note_read(conn: Connection, district: DistrictId, member: MemberId, thread: ThreadId, seq: int) -> None:
    """Never goes back: an older page that comes later makes nothing unread."""
    conn.execute(_READ.for_(conn), {"district": district, "member": member, "thread": thread, "seq": seq})


def read_by(
    conn: Connection, district: DistrictId, member: MemberId, wanted: Iterable[ThreadId]
) -> dict[ThreadId, int]:
    """Of the threads that this member has opened at all."""
    found = list(wanted)
    if not found:
        return {}
    ids = filled_up(found)
    rows = _read_by(len(ids)).all(conn, {"district": district, "member": member, **numbered(ids)})
    return {thread: int(seq) for thread, seq in rows}


@lru_cache(maxsize=64)
def _read_by(count: int) -> Prepared:
    return Prepared(
        select(READ.c.thread, READ.c.seq).where(
            READ.c.district == bindparam("district", type_=READ.c.district.type),
            READ.c.member == bindparam("member", type_=READ.c.member.type),
            READ.c.thread.in_(one_of_so_many(count)),
        )
    )


def readers_of(conn: Connection, district: DistrictId, thread: ThreadId) -> frozenset[MemberId]:
    """Everybody who has opened it since such things are noted."""
    rows = conn.execute(select(READ.c.member).where(READ.c.district == district, READ.c.thread == thread))
    return frozenset(MemberId(member) for (member,) in rows)


def note_answer(conn: Connection, district: DistrictId, thread: ThreadId, seq: int) -> None:
    conn.execute(
        _ANSWERED.for_(conn), {"district": district, "thread": thread, "answered_seq": seq, "fetched_seq": 0}
    )


def note_fetched(conn: Connection, district: DistrictId, thread: ThreadId, seq: int) -> bool:
    """The student was shown the thread up to here; whether that was news."""
    done = conn.execute(
        update(ANSWERS)
        .where(ANSWERS.c.district == district, ANSWERS.c.thread == thread, ANSWERS.c.fetched_seq < seq)
        .values(fetched_seq=seq)
    )
    return done.rowcount > 0


def answers_of(conn: Connection, district: DistrictId, thread: ThreadId) -> Answers | None:
    """None before the first answer."""
    row = _ANSWERS_OF.first(conn, {"district": district, "thread": thread})
    return None if row is None else Answers(*row)


def answers(conn: Connection, district: DistrictId, wanted: Iterable[ThreadId]) -> dict[ThreadId, Answers]:
    """Of the threads that were answered at all."""
    rows = conn.execute(
        select(ANSWERS.c.thread, ANSWERS.c.answered_seq, ANSWERS.c.fetched_seq).where(
            ANSWERS.c.district == district, ANSWERS.c.thread.in_(list(wanted))
        )
    )
    return {thread: Answers(answered, fetched) for thread, answered, fetched in rows}
