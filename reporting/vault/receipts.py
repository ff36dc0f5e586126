"""Receipts: six words that open one thread to its reporter, and nothing that staff wrote to each other."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from reporting.vault.notation import (
    ID_LENGTH,
    KEY_LENGTH,
    Unreadable,
    gcm_open,
    gcm_seal,
    hmac256,
    kd,
    label,
    lp,
    u16,
)
from reporting.vault.redacted import Redacted
from reporting.vault.words import word_lists

FEWEST_WORDS = 6
MOST_WORDS = 8
MEMORY_KIB = 19456
ITERATIONS = 2


@dataclass(frozen=True, slots=True, repr=False)
class ReceiptKeys(Redacted):
    """`lookup` (16 bytes) finds the row of a receipt, `wrap` (32 bytes) opens it."""

    lookup: bytes
    wrap: bytes


def draw(
    language: str, count: int = FEWEST_WORDS, choose: Callable[[Sequence[str]], str] = secrets.choice
) -> tuple[str, ...]:
    """Random words of one language; six carry 64.4 bits. Raises ValueError outside 6 to 8."""
    if not FEWEST_WORDS <= count <= MOST_WORDS:
        raise ValueError("a receipt has 6 to 8 words")
    words = word_lists()[language]
    return tuple(choose(words) for _ in range(count))


def canonical(words: Sequence[str]) -> str:
    return " ".join(words)


def derive(server_key: bytes, district: bytes, words: Sequence[str]) -> ReceiptKeys:
    """The keys of a receipt, from canonical words. About 25 ms and 19 MiB; releases the GIL."""
    return keys_of(stretch(receipt_salt(server_key, district), canonical(words)), district)


def receipt_salt(server_key: bytes, district: bytes) -> bytes:
    return hmac256(server_key, lp(label("receipt-salt"), district))[:16]


def stretch(salt: bytes, words: str) -> bytes:
    """Argon2id (RFC 9106): what makes guessing words from a stolen database dear."""
    kdf = Argon2id(salt=salt, length=KEY_LENGTH, iterations=ITERATIONS, lanes=1, memory_cost=MEMORY_KIB)
    return kdf.derive(words.encode("utf-8"))


def keys_of(stretched: bytes, district: bytes) -> ReceiptKeys:
    return ReceiptKeys(
        lookup=kd(stretched, "receipt-lookup", district, ID_LENGTH),
        wrap=kd(stretched, "receipt-wrap", district),
    )


def _aad(district: bytes, thread: bytes, epoch: int) -> bytes:
    return lp(label("receipt-wrap"), district, thread, u16(epoch))


def seal_talk_seed(wrap: bytes, district: bytes, thread: bytes, epoch: int, talk_seed: bytes) -> bytes:
    return gcm_seal(wrap, talk_seed, _aad(district, thread, epoch))


def open_talk_seed(wrap: bytes, district: bytes, thread: bytes, epoch: int, sealed: bytes) -> bytes:
    """Undo `seal_talk_seed`: 32 bytes. Raises Unreadable."""
    talk_seed = gcm_open(wrap, sealed, _aad(district, thread, epoch))
    if len(talk_seed) != KEY_LENGTH:
        raise Unreadable
    return talk_seed
