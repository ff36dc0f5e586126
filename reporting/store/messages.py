"""Sealed messages. The store gives each its place and its link, never the writer; vault.md §4, step 5."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from reporting.model.ids import DistrictId, MessageId, ThreadId
from reporting.model.kind import Kind
from reporting.store import threads
from reporting.store.listings import LISTING
from reporting.store.place import PlacedInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.messages import MessageRow
from reporting.store.threads import THREAD, Thread

MESSAGE = table_of(MessageRow)


@dataclass(frozen=True, slots=True)
class Draft:
    """A sealed message without a place yet. `minute` is unix // 60, rounded to the hour unless urgent."""

    id: MessageId
    kind: Kind
    minute: int
    core: bytes
    recipients: bytes


@dataclass(frozen=True, slots=True)
class Message:
    thread: ThreadId
    seq: int
    id: MessageId
    kind: Kind
    minute: int
    core: bytes
    recipients: bytes
    link: bytes


@dataclass(frozen=True, slots=True)
class Appended:
    """Where a message stands. `repeated`: it was stored before, and this is the first result again."""

    thread: ThreadId
    seq: int
    link: bytes
    repeated: bool


class NoSuchThread(LookupError):
    """The thread to append to is not there: it was erased meanwhile."""


# (seq, draft, previous link) -> link of 32 bytes; the caller's closure over the chain key and the thread.
Linker = Callable[[int, Draft, bytes], bytes]

_COLUMNS = tuple(
    MESSAGE.c[n] for n in ("thread", "seq", "id", "kind", "minute", "core", "recipients", "link")
)
_ADD = PlacedInsert(MESSAGE)
_ADD_ONCE = PlacedInsert(
    MESSAGE,
    lambda statement: statement.on_conflict_do_nothing(index_elements=["district", "id"]).returning(
        MESSAGE.c.seq
    ),
)
# Built once: making a statement costs as much as running it, and these run with each message.
_FIND = select(MESSAGE.c.thread, MESSAGE.c.seq, MESSAGE.c.link).where(
    MESSAGE.c.district == bindparam("of_district"), MESSAGE.c.id == bindparam("message")
)
_THIS_THREAD = (THREAD.c.district == bindparam("of_district"), THREAD.c.id == bindparam("of_thread"))
_LOCK = select(THREAD.c.last_seq, THREAD.c.last_link).where(*_THIS_THREAD).with_for_update()
_UPDATE = update(THREAD).where(*_THIS_THREAD)
_MOVE_UP = (
    update(LISTING)
    .where(LISTING.c.district == bindparam("of_district"), LISTING.c.thread == bindparam("of_thread"))
    .values(changed_minute=bindparam("minute"))
)
# By way of the threads: SQLite answers `(thread, seq) IN (…)` by walking through all messages of the district.
_SUMMARIES = (
    select(*_COLUMNS)
    .join(
        THREAD,
        (THREAD.c.district == MESSAGE.c.district)
        & (THREAD.c.id == MESSAGE.c.thread)
        & (THREAD.c.summary_seq == MESSAGE.c.seq),
    )
    .where(THREAD.c.district == bindparam("district"), THREAD.c.id.in_(bindparam("threads", expanding=True)))
)
_AFTER = (
    select(*_COLUMNS)
    .where(
        MESSAGE.c.district == bindparam("district"),
        MESSAGE.c.thread == bindparam("thread"),
        MESSAGE.c.seq > bindparam("after"),
    )
    .order_by(MESSAGE.c.seq)
)


def open_thread(
    connection: Connection, thread: Thread, drafts: Sequence[Draft], link: Linker
) -> tuple[Appended, ...]:
    """Store a new thread with its first messages.

    When the first draft's id is stored already, nothing is, and the first result comes back with `repeated`.
    Raises StoreConflict (at the end of the unit) when two callers open with one message id at the same time:
    run the unit again, and it is a repetition.
    """
    first = find(connection, thread.district, drafts[0].id)
    if first is not None:
        return (first,)
    placed = _place(drafts, thread.last_seq, thread.last_link, link)
    summaries = [seq for seq, draft, _ in placed if draft.kind is Kind.SUMMARY]
    threads.add(
        connection,
        replace(
            thread,
            last_seq=placed[-1][0],
            last_link=placed[-1][2],
            summary_seq=summaries[-1] if summaries else thread.summary_seq,
        ),
    )
    rows = [
        (_values(thread.district, thread.id, seq, draft, made), draft.minute, (draft.id,))
        for seq, draft, made in placed
    ]
    _ADD.run_many(connection, rows)
    return tuple(Appended(thread.id, seq, made, repeated=False) for seq, _, made in placed)


def append(
    connection: Connection,
    district: DistrictId,
    thread: ThreadId,
    drafts: Sequence[Draft],
    link: Linker,
    *,
    changed_minute: int | None = None,
    awaiting: str | None = None,
    together: bool = False,
) -> tuple[Appended, ...]:
    """Give the messages the next places of the thread, which stays locked until the unit ends.

    A draft whose id is stored already is not stored again; its first result comes back with `repeated`.
    `together`: when that is the first draft, the others are not stored either, and it comes back alone.
    `changed_minute` moves the thread up in lists, `awaiting` says whose turn it is ("staff" | "reporter").
    Raises NoSuchThread.
    """
    this = {"of_district": district, "of_thread": thread}
    locked = connection.execute(_LOCK, this).one_or_none()
    if locked is None:
        raise NoSuchThread("The thread is not there any more; open a new one.")
    last_seq, last_link = locked
    changes: dict[str, Any] = {}
    results: list[Appended] = []
    for draft in drafts:
        made = link(last_seq + 1, draft, last_link)
        values = _values(district, thread, last_seq + 1, draft, made)
        if _ADD_ONCE.run(connection, values, draft.minute, draft.id).first() is None:
            results.append(_first_result(connection, district, draft.id))
            if together and len(results) == 1:
                break
            continue
        last_seq, last_link = last_seq + 1, made
        changes |= {"last_seq": last_seq, "last_link": last_link}
        if draft.kind is Kind.SUMMARY:
            changes["summary_seq"] = last_seq
        results.append(Appended(thread, last_seq, made, repeated=False))
    if changes:
        if awaiting is not None:
            changes["awaiting"] = awaiting
        if changed_minute is not None:
            changes["changed_minute"] = changed_minute
            connection.execute(_MOVE_UP, {**this, "minute": changed_minute})
        connection.execute(_UPDATE, {**this, **changes})
    return tuple(results)


def find(connection: Connection, district: DistrictId, message: MessageId) -> Appended | None:
    """Where a message was stored, whatever the thread."""
    row = connection.execute(_FIND, {"of_district": district, "message": message}).one_or_none()
    return Appended(*row, repeated=True) if row is not None else None


def of_thread(
    connection: Connection,
    district: DistrictId,
    thread: ThreadId,
    *,
    kinds: Collection[Kind] | None = None,
    after: int = 0,
) -> tuple[Message, ...]:
    """The thread's messages in order, from the one after seq `after`; all kinds, or those given."""
    statement = _AFTER
    if kinds is not None:
        statement = statement.where(MESSAGE.c.kind.in_([int(kind) for kind in kinds]))
    rows = connection.execute(statement, {"district": district, "thread": thread, "after": after})
    return tuple(_message(row) for row in rows)


def summaries(
    connection: Connection, district: DistrictId, wanted: Iterable[Thread]
) -> dict[ThreadId, Message]:
    """The newest sealed summary of each thread of a page."""
    found = [thread.id for thread in wanted if thread.summary_seq]
    if not found:
        return {}
    rows = connection.execute(_SUMMARIES, {"district": district, "threads": found})
    return {message.thread: message for message in map(_message, rows)}


def set_recipients(
    connection: Connection, district: DistrictId, thread: ThreadId, seq: int, recipients: bytes
) -> None:
    """Who can open the message; the body and its link stay as they are."""
    connection.execute(
        update(MESSAGE)
        .where(MESSAGE.c.district == district, MESSAGE.c.thread == thread, MESSAGE.c.seq == seq)
        .values(recipients=recipients)
    )


def empty(
    connection: Connection,
    district: DistrictId,
    thread: ThreadId,
    kind: Kind,
    digest: Callable[[bytes], bytes],
) -> int:
    """Erase the bodies of one kind; how many. What stays is the digest of each core, by which its link still
    holds: otherwise a message could be taken out of a thread by calling it an erased one.
    """
    mine = (MESSAGE.c.district == district, MESSAGE.c.thread == thread)
    whole = connection.execute(
        select(MESSAGE.c.seq, MESSAGE.c.core).where(
            *mine, MESSAGE.c.kind == int(kind), MESSAGE.c.recipients != b""
        )
    ).all()
    for seq, core in whole:
        connection.execute(
            update(MESSAGE).where(*mine, MESSAGE.c.seq == seq).values(core=digest(core), recipients=b"")
        )
    return len(whole)


def _place(
    drafts: Sequence[Draft], seq: int, previous: bytes, link: Linker
) -> list[tuple[int, Draft, bytes]]:
    placed = []
    for draft in drafts:
        seq, previous = seq + 1, link(seq + 1, draft, previous)
        placed.append((seq, draft, previous))
    return placed


def _values(district: DistrictId, thread: ThreadId, seq: int, draft: Draft, link: bytes) -> dict[str, Any]:
    return {
        "district": district,
        "thread": thread,
        "seq": seq,
        "id": draft.id,
        "kind": int(draft.kind),
        "minute": draft.minute,
        "core": draft.core,
        "recipients": draft.recipients,
        "link": link,
    }


def _first_result(connection: Connection, district: DistrictId, message: MessageId) -> Appended:
    first = find(connection, district, message)
    if first is None:
        raise NoSuchThread("The message was erased in this moment; send it anew.")
    return first


def _message(row: Any) -> Message:
    thread, seq, message, kind, minute, core, recipients, link = row
    return Message(thread, seq, message, Kind(kind), minute, core, recipients, link)
