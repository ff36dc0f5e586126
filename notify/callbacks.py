"""What the carrier tells us of its own accord. Best effort, doubled, in any order; nothing here trusts that."""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from notify.outbox.deliveries import record
from notify.ports import Sent
from notify.statuses import WORDS

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


def read_reference(reference: str) -> tuple[bytes, bytes, int] | None:
    """District, row and claim that a reference names; None if it is none."""
    match = _REFERENCE.fullmatch(reference)
    return (bytes.fromhex(match[1]), bytes.fromhex(match[2]), int(match[3])) if match else None
