"""What a list shows of its threads without opening anything: one statement for a page, and no key of a thread."""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, select

from reporting.model.ids import DistrictId, MemberId, QueueId, SchoolId, ThreadId
from reporting.store.prepared import Prepared
from reporting.store.so_many import filled_up, numbered, one_of_so_many
from reporting.store.thread_reads import ANSWERS, READ
from reporting.store.threads import THREAD


class ListedThread(NamedTuple):
    """A thread as one person's list shows it. Minutes are unix // 60. `read`: up to which message this person has read
    it; `answered`: the last answer of staff, 0 for none; `fetched`: up to which message its student came back for.
    """

    id: ThreadId
    reference: str
    school: SchoolId | None
    queue: QueueId
    severity: str
    state: str
    channel: str
    awaiting: str
    assignee: MemberId | None
    created_minute: int
    changed_minute: int
    due_minute: int | None
    last_seq: int
    summary_seq: int
    read: int
    answered: int
    fetched: int


def of(
    connection: Connection, district: DistrictId, member: MemberId, wanted: Collection[ThreadId]
) -> dict[ThreadId, ListedThread]:
    """Those of the threads that exist."""
    if not wanted:
        return {}
    ids = filled_up(list(wanted))
    asked = {"district": district, "member": member, **numbered(ids)}
    return {row[0]: ListedThread(*row) for row in _statement(len(ids)).all(connection, asked)}


@lru_cache(maxsize=64)
def _statement(count: int) -> Prepared:
    thread = THREAD.c
    names = ListedThread._fields[:-3]
    return Prepared(
        select(
            *(thread[name] for name in names),
            func.coalesce(READ.c.seq, 0),
            func.coalesce(ANSWERS.c.answered_seq, 0),
            func.coalesce(ANSWERS.c.fetched_seq, 0),
        )
        .outerjoin(
            READ,
            and_(
                READ.c.district == thread.district,
                READ.c.member == bindparam("member", type_=READ.c.member.type),
                READ.c.thread == thread.id,
            ),
        )
        .outerjoin(ANSWERS, and_(ANSWERS.c.district == thread.district, ANSWERS.c.thread == thread.id))
        .where(
            thread.district == bindparam("district", type_=thread.district.type),
            thread.id.in_(one_of_so_many(count)),
        )
    )
