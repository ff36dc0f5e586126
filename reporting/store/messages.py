"""Sealed messages. The store gives each its place and its link, never the writer; vault.md §4, step 5."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, update

from reporting.model.ids import DistrictId, MessageId, ThreadId
from reporting.model.kind import Kind
from reporting.store import thread_changes, threads
from reporting.store.listed_threads import ListedThread
from reporting.store.place import PlacedInsert
from reporting.store.prepared import Prepared
from reporting.store.so_many import filled_up, numbered, one_of_so_many
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
_FIND = Prepared(
    select(MESSAGE.c.thread, MESSAGE.c.seq, MESSAGE.c.link).where(
        MESSAGE.c.district == bindparam("of_district"), MESSAGE.c.id == bindparam("message")
    )
)
_LOCK = Prepared(
    select(THREAD.c.last_seq, THREAD.c.last_link)
    .where(THREAD.c.district == bindparam("of_district"), THREAD.c.id == bindparam("of_thread"))
    .with_for_update()
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
_ALL_AFTER = Prepared(_AFTER)


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
    threads.add(connection, replace(thread, **_ends(placed)))
    _insert(connection, thread.district, thread.id, placed)
    return tuple(Appended(thread.id, seq, made, repeated=False) for seq, _, made in placed)


def append(
    connection: Connection,
    district: DistrictId,
    thread: ThreadId,
    drafts: Sequence[Draft],
    link: Linker,
    *,
    together: bool = False,
    **changed: Any,
) -> tuple[Appended, ...]:
    """Give the messages the next places of the thread, which stays locked until the unit ends.

    A draft whose id is stored already is not stored again; its first result comes back with `repeated`.
    `together`: when that is the first draft, the others are not stored either, and it comes back alone.
    `changed`: other columns of the thread to set, if anything was stored, and what lists repeat of them
    (`thread_changes.change`). Raises NoSuchThread.
    """
    locked = _LOCK.first(connection, {"of_district": district, "of_thread": thread})
    if locked is None:
        raise NoSuchThread("The thread is not there any more; open a new one.")
    last_seq, last_link = locked
    changes: dict[str, Any] = {}
    results: list[Appended] = []
    first, rest = (drafts[:1], drafts[1:]) if together else (drafts, ())
    for draft in first:
        made = link(last_seq + 1, draft, last_link)
        values = _values(district, thread, last_seq + 1, draft, made)
        if _ADD_ONCE.first(connection, values, draft.minute, draft.id) is None:
            results.append(_first_result(connection, district, draft.id))
            continue
        last_seq, last_link = last_seq + 1, made
        changes |= {"last_seq": last_seq, "last_link": last_link}
        if draft.kind is Kind.SUMMARY:
            changes["summary_seq"] = last_seq
        results.append(Appended(thread, last_seq, made, repeated=False))
    if changes and rest:
        # The first is new, so the others, made with it, are.
        placed = _place(rest, last_seq, last_link, link)
        _insert(connection, district, thread, placed)
        changes |= _ends(placed)
        results += [Appended(thread, seq, made, repeated=False) for seq, _, made in placed]
    if changes:
        thread_changes.change(connection, district, thread, **changes, **changed)
    return tuple(results)


def find(connection: Connection, district: DistrictId, message: MessageId) -> Appended | None:
    """Where a message was stored, whatever the thread."""
    row = _FIND.first(connection, {"of_district": district, "message": message})
    if row is None:
        return None
    thread, seq, link = row
    return Appended(thread, seq, link, repeated=True)


def of_thread(
    connection: Connection,
    district: DistrictId,
    thread: ThreadId,
    *,
    kinds: Collection[Kind] | None = None,
    after: int = 0,
) -> tuple[Message, ...]:
    """The thread's messages in order, from the one after seq `after`; all kinds, or those given."""
    asked = {"district": district, "thread": thread, "after": after}
    if kinds is None:
        return tuple(_message(row) for row in _ALL_AFTER.all(connection, asked))
    statement = _AFTER.where(MESSAGE.c.kind.in_([int(kind) for kind in kinds]))
    return tuple(_message(row) for row in connection.execute(statement, asked))


def of_threads(
    connection: Connection, district: DistrictId, threads: Collection[ThreadId], kinds: Collection[Kind]
) -> dict[ThreadId, list[Message]]:
    """Messages of these kinds of a stretch of a list, each thread's in order."""
    if not threads:
        return {}
    ids = filled_up(list(threads))
    rows = _of_threads(len(ids), tuple(sorted(kinds))).all(
        connection, {"district": district, **numbered(ids)}
    )
    found: dict[ThreadId, list[Message]] = {}
    for row in rows:
        message = _message(row)
        found.setdefault(message.thread, []).append(message)
    return found


@lru_cache(maxsize=64)
def _of_threads(count: int, kinds: tuple[Kind, ...]) -> Prepared:
    return Prepared(
        select(*_COLUMNS)
        .where(
            MESSAGE.c.district == bindparam("district"),
            MESSAGE.c.thread.in_(one_of_so_many(count)),
            or_(*(MESSAGE.c.kind == int(kind) for kind in kinds)),
        )
        .order_by(MESSAGE.c.thread, MESSAGE.c.seq)
    )


def summaries(
    connection: Connection, district: DistrictId, wanted: Iterable[Thread | ListedThread]
) -> dict[ThreadId, Message]:
    """The newest sealed summary of each thread of a page."""
    found = [thread.id for thread in wanted if thread.summary_seq]
    if not found:
        return {}
    ids = filled_up(found)
    rows = _summaries(len(ids)).all(connection, {"district": district, **numbered(ids)})
    return {message.thread: message for message in map(_message, rows)}


@lru_cache(maxsize=64)
def _summaries(count: int) -> Prepared:
    # By way of the threads: SQLite answers `(thread, seq) IN (…)` by walking through all messages of the district.
    return Prepared(
        select(*_COLUMNS)
        .join(
            THREAD,
            (THREAD.c.district == MESSAGE.c.district)
            & (THREAD.c.id == MESSAGE.c.thread)
            & (THREAD.c.summary_seq == MESSAGE.c.seq),
        )
        .where(THREAD.c.district == bindparam("district"), THREAD.c.id.in_(one_of_so_many(count)))
    )


def set_recipients(
    connection: Connection, district: DistrictId, thread: ThreadId, seq: int, recipients: bytes
) -> None:
    """Who can open the message; the body and its link stay as they are."""
    connection.execute(
        update(MESSAGE)
        .where(MESSAGE.c.district == district, MESSAGE.c.thread == thread, MESSAGE.c.seq == seq)
        .values(recipients=recipients)
    )


def is_whole(connection: Connection, district: DistrictId, thread: ThreadId, message: bytes) -> bool:
    """Whether the message is there and was not erased."""
    statement = select(MESSAGE.c.seq).where(
        MESSAGE.c.district == district,
        MESSAGE.c.thread == thread,
        MESSAGE.c.id == message,
        MESSAGE.c.recipients != b"",
    )
    return connection.execute(statement).first() is not None


def empty(
    connection: Connection,
    district: DistrictId,
    thread: ThreadId,
    kind: Kind,
    digest: Callable[[bytes], bytes],
    *,
    only: bytes | None = None,
    but: bytes | None = None,
) -> int:
    """Erase the bodies of one kind, of the message `only` or of all `but` one; how many. What stays is the digest of each core, by which its link still
    holds: otherwise a message could be taken out of a thread by calling it an erased one.
    """
    mine = (MESSAGE.c.district == district, MESSAGE.c.thread == thread)
    chosen = [MESSAGE.c.id == only] if only is not None else [MESSAGE.c.id != but] if but is not None else []
    whole = connection.execute(
        select(MESSAGE.c.seq, MESSAGE.c.core).where(
            *mine, *chosen, MESSAGE.c.kind == int(kind), MESSAGE.c.recipients != b""
        )
    ).all()
    for seq, core in whole:
        connection.execute(
            update(MESSAGE).where(*mine, MESSAGE.c.seq == seq).values(core=digest(core), recipients=b"")
        )
    return len(whole)


_Placed = list[tuple[int, Draft, bytes]]


def _insert(connection: Connection, district: DistrictId, thread: ThreadId, placed: _Placed) -> None:
    rows = [
        (_values(district, thread, seq, draft, made), draft.minute, (draft.id,))
        for seq, draft, made in placed
    ]
    _ADD.run(connection, rows)


def _ends(placed: _Placed) -> dict[str, Any]:
    """What the thread's row says of its last message and its newest summary."""
    ends: dict[str, Any] = {"last_seq": placed[-1][0], "last_link": placed[-1][2]}
    summaries = [seq for seq, draft, _ in placed if draft.kind is Kind.SUMMARY]
    return ends | ({"summary_seq": summaries[-1]} if summaries else {})


def _place(drafts: Sequence[Draft], seq: int, previous: bytes, link: Linker) -> _Placed:
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


def kinds_of(
    conn: Connection, district: DistrictId, ids: Sequence[ThreadId]
) -> dict[ThreadId, frozenset[int]]:
    """Of which kinds the messages of these threads are."""
    found: dict[ThreadId, set[int]] = {}
    rows = conn.execute(
        select(MESSAGE.c.thread, MESSAGE.c.kind)
        .distinct()
        .where(MESSAGE.c.district == district, MESSAGE.c.thread.in_(list(ids)))
    )
    for thread, kind in rows:
        found.setdefault(thread, set()).add(int(kind))
    return {thread: frozenset(kinds) for thread, kinds in found.items()}
