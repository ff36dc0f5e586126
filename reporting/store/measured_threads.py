"""What became of the threads of some days, from what stands in clear: school, hours, who is waited for."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, select

from reporting.model.ids import DistrictId, SchoolId, ThreadId
from reporting.model.kind import Kind
from reporting.model.thread import Channel
from reporting.store.listings import LISTING
from reporting.store.messages import MESSAGE
from reporting.store.tables.base import table_of
from reporting.store.tables.threads import ThreadContinuesRow
from reporting.store.thread_reads import ANSWERS, READ
from reporting.store.threads import THREAD

CONTINUES = table_of(ThreadContinuesRow)


@dataclass(frozen=True, slots=True)
class Became:
    """`replied`: minute of the first answer of staff, None where there was none; hours, unless it was urgent.

    `fetched`: the student was shown an answer; a text counts as shown. `holders`: who may know of the thread.
    """

    id: ThreadId
    school: SchoolId | None
    created: int
    opened: bool
    replied: int | None
    fetched: bool
    holders: frozenset[bytes]


def created_between(conn: Connection, district: DistrictId, first: int, end: int) -> tuple[Became, ...]:
    """Threads that began in these minutes, `end` not included. One that goes on from another is no new message."""
    mine = (THREAD.c.district == district, THREAD.c.created_minute >= first, THREAD.c.created_minute < end)
    replies = (
        MESSAGE.c.district == THREAD.c.district,
        MESSAGE.c.thread == THREAD.c.id,
        MESSAGE.c.kind == int(Kind.STAFF_REPLY),
    )
    reply = select(func.min(MESSAGE.c.minute)).where(*replies).scalar_subquery()
    begun = select(func.min(MESSAGE.c.seq)).where(*replies).scalar_subquery()
    opened = exists().where(READ.c.district == THREAD.c.district, READ.c.thread == THREAD.c.id)
    shown = exists().where(
        ANSWERS.c.district == THREAD.c.district,
        ANSWERS.c.thread == THREAD.c.id,
        # The first one: last words that nobody came back for undo no visit before them.
        ANSWERS.c.fetched_seq >= begun,
    )
    later = exists().where(CONTINUES.c.district == THREAD.c.district, CONTINUES.c.thread == THREAD.c.id)
    rows = conn.execute(
        select(
            THREAD.c.id,
            THREAD.c.school,
            THREAD.c.created_minute,
            THREAD.c.channel,
            opened.label("opened"),
            reply.label("replied"),
            shown.label("shown"),
        )
        .where(*mine, ~later)
        .order_by(THREAD.c.id)
    ).all()
    held = _holders(conn, district, [row.id for row in rows])
    return tuple(
        Became(
            row.id,
            row.school,
            row.created_minute,
            bool(row.opened) or row.replied is not None,
            row.replied,
            row.replied is not None and (bool(row.shown) or row.channel == Channel.SMS),
            held.get(row.id, frozenset()),
        )
        for row in rows
    )


def holders_of(
    conn: Connection, district: DistrictId, wanted: Iterable[bytes]
) -> dict[bytes, frozenset[bytes]]:
    """Of those that still exist."""
    return _holders(conn, district, sorted(wanted))


def schools_of(
    conn: Connection, district: DistrictId, wanted: Iterable[bytes]
) -> dict[bytes, SchoolId | None]:
    found: dict[bytes, SchoolId | None] = {}
    for some in _slices(sorted(wanted)):
        for row in conn.execute(
            select(THREAD.c.id, THREAD.c.school).where(THREAD.c.district == district, THREAD.c.id.in_(some))
        ):
            found[row.id] = row.school
    return found


def _holders(conn: Connection, district: DistrictId, wanted: list[bytes]) -> dict[bytes, frozenset[bytes]]:
    found: dict[bytes, set[bytes]] = {}
    for some in _slices(wanted):
        rows = conn.execute(
            select(LISTING.c.thread, LISTING.c.holder).where(
                LISTING.c.district == district, LISTING.c.thread.in_(some)
            )
        )
        for row in rows:
            found.setdefault(row.thread, set()).add(row.holder)
    return {thread: frozenset(holders) for thread, holders in found.items()}


def _slices(wanted: list[bytes], size: int = 500) -> Iterable[list[bytes]]:
    return (wanted[at : at + size] for at in range(0, len(wanted), size))
