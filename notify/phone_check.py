"""A code that proves a phone: six digits to the number, typed back by its owner within ten minutes."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from notify.contacts import mark_verified
from notify.ports import Digits
from notify.tables import Contact, PhoneCheck

LASTS_S = 600
WRONG_TRIES = 5
MOST_CODES = 5  # an hour; each costs a text, and the number may be a stranger's
HOUR_S = 3600
LENGTH = 6


class Answer(StrEnum):
    PROVED = "proved"
    WRONG = "wrong"
    OVER = "over"  # too late, too many wrong ones, or the number is another one by now


class TooManyCodes(RuntimeError):
    """Five codes went out within the hour. Wait, or let somebody vouch for the number."""


class NoNumber(LookupError):
    """There is no number to send a code to."""


@dataclass(frozen=True, slots=True)
class Code:
    """`row`: the id of the message that carries it. `lang`: of the person."""

    row: bytes
    code: str
    lang: str


def begin_check(
    conn: Connection, *, district: bytes, person: bytes, row: bytes, digits: Digits, now: datetime
) -> Code:
    """Draw a code for the person's number, to be sent there in the outbox row `row`. The one before counts no more.

    Raises TooManyCodes, NoNumber.
    """
    at = int(now.timestamp())
    mine = (PhoneCheck.district == district, PhoneCheck.person == person)
    contact = _contact(conn, district, person)
    if contact is None or contact.phone_hash is None:
        raise NoNumber
    before: Any = conn.execute(
        select(PhoneCheck.sent_times, PhoneCheck.first_at).where(*mine).with_for_update()
    ).one_or_none()
    fresh = before is None or at >= before.first_at + HOUR_S
    if not fresh and before.sent_times >= MOST_CODES:
        raise TooManyCodes
    code = digits(LENGTH)
    values: dict[str, Any] = {
        "row": row,
        "phone_hash": contact.phone_hash,
        "code": code,
        "wrong_tries": 0,
        "sent_times": 1 if fresh else before.sent_times + 1,
        "first_at": at if fresh else before.first_at,
        "sent_at": at,
    }
    if before is None:
        conn.execute(insert(PhoneCheck).values(district=district, person=person, **values))
    else:
        conn.execute(update(PhoneCheck).where(*mine).values(values))
    return Code(row, code, contact.lang)


def code_of(conn: Connection, *, district: bytes, row: bytes) -> Code | None:
    """What a call in this row has to read aloud; None if it is no call with a code, or an old one."""
    found: Any = conn.execute(
        select(PhoneCheck.person, PhoneCheck.code).where(
            PhoneCheck.district == district, PhoneCheck.row == row
        )
    ).one_or_none()
    contact = found and _contact(conn, district, found.person)
    return Code(row, found.code, contact.lang) if found and contact else None


def prove(conn: Connection, *, district: bytes, person: bytes, code: str, now: datetime) -> Answer:
    """The right code makes the number one that pages reach."""
    mine = (PhoneCheck.district == district, PhoneCheck.person == person)
    found: Any = conn.execute(
        select(PhoneCheck.phone_hash, PhoneCheck.code, PhoneCheck.wrong_tries, PhoneCheck.sent_at)
        .where(*mine)
        .with_for_update()
    ).one_or_none()
    if (
        found is None
        or int(now.timestamp()) >= found.sent_at + LASTS_S
        or found.wrong_tries >= WRONG_TRIES
        or not _still(conn, district, person, found.phone_hash)
    ):
        return Answer.OVER
    if not hmac.compare_digest(code.encode(), found.code.encode()):
        conn.execute(update(PhoneCheck).where(*mine).values(wrong_tries=PhoneCheck.wrong_tries + 1))
        return Answer.WRONG
    conn.execute(delete(PhoneCheck).where(*mine))
    mark_verified(conn, district=district, person=person, now=now)
    return Answer.PROVED


def waits_for_code(conn: Connection, *, district: bytes, person: bytes, now: datetime) -> bool:
    """Whether a code is on its way to the number that this person has now."""
    found: Any = conn.execute(
        select(PhoneCheck.phone_hash, PhoneCheck.sent_at, PhoneCheck.wrong_tries).where(
            PhoneCheck.district == district, PhoneCheck.person == person
        )
    ).one_or_none()
    return (
        found is not None
        and int(now.timestamp()) < found.sent_at + LASTS_S
        and found.wrong_tries < WRONG_TRIES
        and _still(conn, district, person, found.phone_hash)
    )


def forget_checks(conn: Connection, *, district: bytes, now: datetime) -> None:
    """Codes that nobody typed in time."""
    before = int(now.timestamp()) - HOUR_S
    conn.execute(delete(PhoneCheck).where(PhoneCheck.district == district, PhoneCheck.sent_at < before))


def _still(conn: Connection, district: bytes, person: bytes, phone: bytes) -> bool:
    """Whether the code went to the number that the person has now."""
    contact = _contact(conn, district, person)
    return contact is not None and contact.phone_hash == phone


def _contact(conn: Connection, district: bytes, person: bytes) -> Any:
    return conn.execute(
        select(Contact.phone_hash, Contact.lang).where(Contact.district == district, Contact.person == person)
    ).one_or_none()
