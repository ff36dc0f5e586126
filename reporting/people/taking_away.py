"""A thread is taken from one person again: their wrap, what was sealed to them directly, their row in the lists."""

from sqlalchemy import Connection

from reporting.model.ids import DistrictId, MemberId, ThreadId
from reporting.store import listings, messages, thread_changes, threads, wraps
from reporting.vault.envelope import Envelope, drop_recipient, recipient_kids
from reporting.vault.notation import Unreadable


def take_away(
    conn: Connection, *, district: DistrictId, thread: ThreadId, member: MemberId, kids: frozenset[bytes]
) -> None:
    """`kids`: the member's keys. What they had in hand is everybody's again; a note of their own stays theirs."""
    for message in messages.of_thread(conn, district, thread):
        shorter = _without(message.core, message.recipients, kids)
        if shorter is not None:
            messages.set_recipients(conn, district, thread, message.seq, shorter)
    wraps.drop_targets(conn, district, thread, [member])
    listings.drop(conn, district, thread, [member])
    row = threads.by_id(conn, district, thread)
    if row is not None and row.assignee == member:
        thread_changes.assign(conn, district, thread, None)


def _without(core: bytes, recipients: bytes, kids: frozenset[bytes]) -> bytes | None:
    """The recipients without these; None where none is there, or nobody else: a note that only its writer opens."""
    if not recipients:
        return None
    try:
        named = recipient_kids(recipients)
    except Unreadable:
        return None
    if not kids.intersection(named) or kids.issuperset(named):
        return None
    for kid in kids.intersection(named):
        recipients = drop_recipient(Envelope(core, recipients), kid)
    return recipients
