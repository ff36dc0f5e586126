"""Tags that find the thread of a phone number, under a key that rests only sealed to queue keys.

A salted hash would not do: all numbers of one area code are tried in 44 core-hours.
"""

from reporting.vault.notation import ID_LENGTH, KEY_LENGTH, Unreadable, hmac256, label, lp, new_key, same
from reporting.vault.xwing import PrivateKey, PublicKey

_NAME = b"sms-tag"


def new_tag_key() -> bytes:
    return new_key()


def tag(tag_key: bytes, district: bytes, service_number: str, number: str) -> bytes:
    """Sixteen bytes for a number that writes to one of ours; both in E.164."""
    fields = lp(label("sms-tag"), district, service_number.encode("ascii"), number.encode("ascii"))
    return hmac256(tag_key, fields)[:ID_LENGTH]


def bind(tag_key: bytes, number_tag: bytes, thread: bytes) -> bytes:
    """Ties a tag to its thread: a database writer cannot lead a student's next text to another."""
    return hmac256(tag_key, lp(label("sms-bind"), number_tag, thread))[:ID_LENGTH]


def check_bind(tag_key: bytes, number_tag: bytes, thread: bytes, bound: bytes) -> None:
    """Raises Unreadable unless tag and thread belong together."""
    if not same(bind(tag_key, number_tag, thread), bound):
        raise Unreadable


def seal_tag_key(district: bytes, recipient: PublicKey, tag_key: bytes) -> bytes:
    """The tag key for one queue, as it rests on disk."""
    return recipient.seal(tag_key, _info(district, recipient.kid))


def open_tag_key(district: bytes, key: PrivateKey, sealed: bytes) -> bytes:
    """Undo `seal_tag_key`: 32 bytes. Raises Unreadable."""
    tag_key = key.open(sealed, _info(district, key.public.kid))
    if len(tag_key) != KEY_LENGTH:
        raise Unreadable
    return tag_key


def _info(district: bytes, kid: bytes) -> bytes:
    return lp(label("ram-seal"), district, _NAME, kid)
