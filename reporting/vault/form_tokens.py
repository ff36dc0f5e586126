"""Form tokens: what a returning reporter's page carries instead of a cookie, sealed under a key in RAM.

A restart loses the key and with it every token; the caller then keeps the text and asks for the
words again, exactly as for a token that is too old.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from reporting.vault import base64url
from reporting.vault.notation import (
    ID_LENGTH,
    KEY_LENGTH,
    Unreadable,
    gcm_open,
    gcm_seal,
    label,
    same,
    sha256,
    u8,
    u64,
)
from reporting.vault.redacted import Redacted

LIFETIME = timedelta(minutes=30)
_VERSION = b"\x01"
_PLAIN_LENGTH = 1 + ID_LENGTH + ID_LENGTH + KEY_LENGTH + 8 + ID_LENGTH
_LONGEST = 256


class Purpose(IntEnum):
    RETURN = 1  # the secret is the receipt's wrap key
    RETYPE = 2  # the secret is that of `retype_secret`
    PARTNER = 3  # the object is a packet, the secret its seed
    SIDE = 4  # the object is a side thread, the secret its partner's seed


class Expired(Exception):
    """The page was open for longer than 30 minutes. Keep the text and ask for the words again."""


@dataclass(frozen=True, slots=True, repr=False)
class FormToken(Redacted):
    """`object` is the thread, `secret` 32 bytes by purpose, `submission` the next message's id."""

    purpose: Purpose
    object: bytes
    secret: bytes
    submission: bytes
    expires: int


def issue(  # noqa: PLR0917 - the fields of the format, in its order
    form_key: bytes,
    purpose: Purpose,
    district: bytes,
    object_id: bytes,
    secret: bytes,
    submission: bytes,
    now: datetime,
) -> str:
    """A token of URL-safe characters, good for 30 minutes. Raises ValueError for wrong lengths."""
    expires = int((now + LIFETIME).timestamp())
    plain = u8(purpose) + district + object_id + secret + u64(expires) + submission
    if len(plain) != _PLAIN_LENGTH:
        raise ValueError("ids are 16 bytes, the secret is 32")
    token = _VERSION + gcm_seal(form_key, plain, label("form"))
    return base64url.encode(token)


def read(form_key: bytes, purpose: Purpose, district: bytes, token: str, now: datetime) -> FormToken:
    """Raises Expired for a token that is too old, Unreadable for one of another key, purpose or district."""
    raw = _decoded(token)
    if raw[:1] != _VERSION:
        raise Unreadable
    plain = gcm_open(form_key, raw[1:], label("form"))
    if len(plain) != _PLAIN_LENGTH or plain[0] != purpose or plain[1:17] != district:
        raise Unreadable
    found = FormToken(
        purpose=purpose,
        object=plain[17:33],
        secret=plain[33:65],
        expires=int.from_bytes(plain[65:73], "big"),
        submission=plain[73:],
    )
    if now.timestamp() >= found.expires:
        raise Expired("this page was open for longer than 30 minutes; type the words again")
    return found


def _decoded(token: str) -> bytes:
    if len(token) > _LONGEST:
        raise Unreadable
    return base64url.decode(token)


def retype_secret(words: tuple[str, ...], first: int, second: int) -> bytes:
    """What a token keeps of the two words (positions from 0) that the gate asks to be typed again."""
    return u8(first) + u8(second) + _retype_hash(words[first], words[second])


def retype_positions(secret: bytes) -> tuple[int, int]:
    return secret[0], secret[1]


def retyped(secret: bytes, first: str, second: str) -> bool:
    """Whether these canonical words are the two that were asked for."""
    return same(secret[2:], _retype_hash(first, second))


def _retype_hash(first: str, second: str) -> bytes:
    return sha256(f"{first} {second}".encode("ascii"))[:30]
