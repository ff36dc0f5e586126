"""What the carrier tells us of its own accord. Best effort, doubled, in any order; nothing here trusts that."""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from notify.outbox.deliveries import record
from notify.ports import Channel, Delivery, Sent
from notify.statuses import WORDS
from notify.tables import Outbox

_CODE = re.compile(r"[0-9]{1,6}")
_REFERENCE = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{32})\.([0-9]{1,9})")


def status(conn: Connection, *, reference: str, form: Mapping[str, str], now: datetime) -> bool:
    """A status callback for a message or call, its signature already checked. False: not one of ours.

    `reference` is what we put into the callback's address; `form` holds Twilio's fields.
    """
    word = WORDS.get(form.get("MessageStatus") or form.get("CallStatus") or "")
    sid = form.get("MessageSid") or form.get("CallSid") or ""
    named = read_reference(reference)
    if word is None or named is None or not sid:
        return False
    code = form.get("ErrorCode", "")
    district, row, fence = named
    return record(
        conn,
        district=district,
        row=row,
        fence=fence,
        seen=Sent(sid[:64], word, int(code) if _CODE.fullmatch(code) else 0),
        now=int(now.timestamp()),
    )


def shown(conn: Connection, *, district: bytes, reference: str, now: datetime) -> bool:
    """A browser says that it showed a notification. False: not one of ours, or not one for a browser.

    Nobody signs this: the reference is random, and went encrypted to that browser alone.
    """
    named = read_reference(reference)
    if named is None or named[0] != district:
        return False
    _, row, fence = named
    channel = conn.execute(
        select(Outbox.channel).where(Outbox.district == district, Outbox.row == row)
    ).scalar_one_or_none()
    if channel != Channel.PUSH:
        return False
    seen = Sent(reference, Delivery.DELIVERED)
    return record(conn, district=district, row=row, fence=fence, seen=seen, now=int(now.timestamp()))


def read_reference(reference: str) -> tuple[bytes, bytes, int] | None:
    """District, row and claim that a reference names; None if it is none."""
    match = _REFERENCE.fullmatch(reference)
    return (bytes.fromhex(match[1]), bytes.fromhex(match[2]), int(match[3])) if match else None
