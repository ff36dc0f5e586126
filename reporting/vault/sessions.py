"""Sessions: a member's keys sealed under the cookie and a key in RAM; neither alone opens them."""

from typing import NamedTuple

from reporting.model.ids import MemberId
from reporting.vault import base64url
from reporting.vault.members import Unlocked
from reporting.vault.notation import (
    KEY_LENGTH,
    Unreadable,
    gcm_open,
    gcm_seal,
    hmac256,
    kd,
    label,
    lp,
    new_key,
    sha256,
    u64,
)
from reporting.vault.signing import SigningKey
from reporting.vault.xwing import PrivateKey


class NewSession(NamedTuple):
    """`cookie` for the browser alone; `row_id` (32 bytes) and `sealed` for the store."""

    cookie: str
    row_id: bytes
    sealed: bytes

    def __repr__(self) -> str:
        return "<NewSession: redacted>"


def open_session(sess_key: bytes, member: bytes, unlocked: Unlocked, created: int) -> NewSession:
    """A new session, `created` in unix seconds. Step-up makes another one and drops the first."""
    secret = new_key()
    row = _row_id(secret)
    plain = unlocked.x.seed + unlocked.ed.seed
    sealed = gcm_seal(_key(secret, sess_key, row), plain, _aad(row, member, created))
    cookie = base64url.encode(secret)
    return NewSession(cookie, row, sealed)


def row_id(cookie: str) -> bytes:
    """Where the store keeps the session of this cookie. Raises Unreadable."""
    return _row_id(base64url.decode_key(cookie))


def resume(sess_key: bytes, cookie: str, sealed: bytes, member: bytes, created: int) -> Unlocked:
    """The member's keys again. Raises Unreadable, after a restart of the service too."""
    secret = base64url.decode_key(cookie)
    row = _row_id(secret)
    plain = gcm_open(_key(secret, sess_key, row), sealed, _aad(row, member, created))
    if len(plain) != 2 * KEY_LENGTH:
        raise Unreadable
    x = PrivateKey(plain[:KEY_LENGTH], lasting=True)
    return Unlocked(MemberId(member), x, SigningKey(plain[KEY_LENGTH:]))


def lock_mark(sess_key: bytes, row: bytes, member: bytes, created: int) -> bytes:
    """What a locked row holds instead of keys: 32 bytes that open nothing and that only this service can make.

    Without it a writer in the database could make a locked session for anybody, which a password alone would open.
    """
    return hmac256(kd(sess_key, "session-locked"), lp(row, member, u64(created)))


def _row_id(secret: bytes) -> bytes:
    return sha256(lp(label("session-id"), secret))


def _key(secret: bytes, sess_key: bytes, row: bytes) -> bytes:
    return kd(secret + sess_key, "session-key", row)


def _aad(row: bytes, member: bytes, created: int) -> bytes:
    return lp(label("session"), row, member, u64(created))
