"""The notation that every format shares: hashes, length-prefixed fields, labels, key derivation, AES-GCM.

Integers are big-endian. Sources: RFC 5869 (HKDF), NIST SP 800-38D (GCM), FIPS 180-4 (SHA-256).
"""

import hashlib
import hmac
import secrets
import struct
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_LENGTH = 32
ID_LENGTH = 16
NONCE_LENGTH = 12
TAG_LENGTH = 16
HASH_LENGTH = 32

_SHA256 = hashes.SHA256()
_length = struct.Struct(">I").pack


class Unreadable(Exception):
    """Something sealed did not open, or did not verify. It carries no detail: a reason is an oracle."""

    def __init__(self) -> None:
        super().__init__("this could not be opened or verified")


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def u8(number: int) -> bytes:
    return number.to_bytes(1, "big")


def u16(number: int) -> bytes:
    return number.to_bytes(2, "big")


def u32(number: int) -> bytes:
    return number.to_bytes(4, "big")


def u64(number: int) -> bytes:
    return number.to_bytes(8, "big")


@cache
def label(name: str) -> bytes:
    """`quietline/v1/name`: what a key or a signature is for."""
    return b"quietline/v1/" + name.encode("ascii")


def lp(*parts: bytes) -> bytes:
    """Join fields, each with its length as u32, so that no two lists of fields give the same bytes."""
    return b"".join([_length(len(part)) + part for part in parts])


def hkdf(ikm: bytes, *, salt: bytes | None, info: bytes, length: int) -> bytes:
    """HKDF-SHA256 (RFC 5869). No salt means the RFC's string of zeros."""
    return HKDF(algorithm=_SHA256, length=length, salt=salt, info=info).derive(ikm)


def kd(ikm: bytes, name: str, context: bytes | None = None, length: int = KEY_LENGTH) -> bytes:
    """Derive `length` bytes for one purpose. An absent context is an empty field."""
    return hkdf(ikm, salt=None, info=lp(label(name), context or b""), length=length)


def hmac256(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")


def same(one: bytes, other: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(one, other)


def new_id() -> bytes:
    """Sixteen random bytes. Never ordered by time: an id must not say when."""
    return secrets.token_bytes(ID_LENGTH)


def new_key() -> bytes:
    return secrets.token_bytes(KEY_LENGTH)


def gcm_seal(key: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """AES-256-GCM under a random nonce: nonce12, ciphertext, tag16."""
    nonce = secrets.token_bytes(NONCE_LENGTH)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, aad)


def gcm_open(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """Undo `gcm_seal`. Raises Unreadable."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], aad)
    except (InvalidTag, ValueError):
        raise Unreadable from None
