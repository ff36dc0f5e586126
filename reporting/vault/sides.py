"""A side thread: what a student and a partner write to each other. The school holds no key of it (ADR 0212).

Each side has a seed. The student's lies sealed under what the six words give, the partner's under what link and PIN give
together: not under the packet's seed, which staff keep.

Core: 0x01, 0x05, commitment32, body. Body: AES-256-GCM of (author's public key32, its certificate32, signature64, u32
length, payload, zeros to a bucket). Keys of the body need the side's shred key as well, as in the envelope.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reporting.vault.envelope import BUCKETS, TooLarge, dek_of, join_recipients, recipient_kids
from reporting.vault.notation import (
    HASH_LENGTH,
    KEY_LENGTH,
    TAG_LENGTH,
    Unreadable,
    gcm_open,
    gcm_seal,
    hkdf,
    hmac256,
    kd,
    label,
    lp,
    new_key,
    same,
    u8,
    u32,
)
from reporting.vault.redacted import Redacted
from reporting.vault.signing import SIGNATURE_LENGTH, SigningKey, verify
from reporting.vault.xwing import PrivateKey, PublicKey

_HEAD = b"\x01\x05"
_COMMIT_END = len(_HEAD) + HASH_LENGTH
_XWING = 1216
_ED = 32
PUBLIC_LENGTH = _XWING + _ED
_PROOF = _ED + HASH_LENGTH + SIGNATURE_LENGTH
# The key of a body is used once, so its nonce may be constant.
_NONCE = bytes(12)


class Party(IntEnum):
    """Who writes. Sealed into formats: the numbers never change meaning."""

    STUDENT = 1
    PARTNER = 2


@dataclass(frozen=True, slots=True)
class SidePlace:
    """Where a message belongs; another place, number or author does not open it."""

    district: bytes
    side: bytes
    message: bytes
    seq: int
    party: Party

    def encoded(self) -> bytes:
        return lp(label("side"), self.district, self.side, self.message, u32(self.seq), u8(self.party))


class SideKeys(Redacted):
    """What one party reads and signs by, from its seed of 32 bytes."""

    def __init__(self, seed: bytes, side: bytes) -> None:
        if len(seed) != KEY_LENGTH:
            raise Unreadable
        self.seed = seed
        self.read = PrivateKey(kd(seed, "side-read", side))
        self.sign = SigningKey(kd(seed, "side-sign", side))

    @cached_property
    def public(self) -> bytes:
        """Both public keys: 1,248 bytes."""
        return self.read.public.raw + self.sign.public


def reader_of(public: bytes) -> PublicKey:
    """The key that messages are sealed to. Raises Unreadable."""
    if len(public) != PUBLIC_LENGTH:
        raise Unreadable
    return PublicKey(public[:_XWING])


def certificate(answer_key: bytes, side: bytes, party: Party, public: bytes) -> bytes:
    """Says that a public key was put in by who knows the packet: whoever only writes the database cannot make it."""
    return hmac256(kd(answer_key, "side-mac", side), lp(label("side-key"), u8(party), public))


def certified(answer_key: bytes, side: bytes, party: Party, public: bytes, mac: bytes) -> PublicKey:
    """Raises Unreadable for a key that somebody else put in."""
    if not same(certificate(answer_key, side, party, public), mac):
        raise Unreadable
    return reader_of(public)


def seal_student_seed(wrap: bytes, district: bytes, side: bytes, seed: bytes) -> bytes:
    """Under what the six words give."""
    return gcm_seal(kd(wrap, "side-wrap", side), seed, lp(label("side-wrap"), district, side))


def open_student_seed(wrap: bytes, district: bytes, side: bytes, sealed: bytes) -> bytes:
    """Raises Unreadable."""
    return gcm_open(kd(wrap, "side-wrap", side), sealed, lp(label("side-wrap"), district, side))


def seal_partner_seed(link: PublicKey, district: bytes, side: bytes, seed: bytes) -> bytes:
    """Under what link and PIN give."""
    return link.seal(seed, lp(label("side-link"), district, side, link.kid))


def open_partner_seed(link: PrivateKey, district: bytes, side: bytes, sealed: bytes) -> bytes:
    """Raises Unreadable."""
    return link.open(sealed, lp(label("side-link"), district, side, link.public.kid))


@dataclass(frozen=True, slots=True, repr=False)
class Author(Redacted):
    """Who signs, and by what the other one knows them."""

    keys: SideKeys
    answer_key: bytes


def seal_message(
    place: SidePlace, payload: bytes, shred_key: bytes, recipients: Sequence[PublicKey], author: Author
) -> tuple[bytes, bytes]:
    """(core, recipients). Raises TooLarge."""
    where, public = place.encoded(), author.keys.sign.public
    proof = (
        public
        + certificate(author.answer_key, place.side, place.party, public)
        + author.keys.sign.sign(lp(label("side-auth"), where, payload))
    )
    plain = proof + u32(len(payload)) + payload
    bucket = next((size for size in BUCKETS if len(plain) <= size), None)
    if bucket is None:
        raise TooLarge("a message of a side thread is too long; shorten it")
    dek = new_key()
    keys = _body_keys(dek, shred_key, where)
    head = _HEAD + keys[KEY_LENGTH:]
    body = AESGCM(keys[:KEY_LENGTH]).encrypt(_NONCE, plain.ljust(bucket, b"\0"), _aad(where, head))
    return head + body, join_recipients(where, keys[KEY_LENGTH:], dek, recipients)


def open_message(  # noqa: PLR0917 - what a message is opened by
    place: SidePlace, core: bytes, recipients: bytes, shred_key: bytes, key: PrivateKey, answer_key: bytes
) -> bytes:
    """The payload, once its author's key and signature hold. Raises Unreadable, whatever is wrong."""
    where, head = place.encoded(), core[:_COMMIT_END]
    if core[: len(_HEAD)] != _HEAD or len(core) - _COMMIT_END - TAG_LENGTH not in BUCKETS:
        raise Unreadable
    dek = dek_of(where, head[len(_HEAD) :], recipients, key)
    keys = _body_keys(dek, shred_key, where)
    if not same(keys[KEY_LENGTH:], head[len(_HEAD) :]):
        raise Unreadable
    try:
        plain = AESGCM(keys[:KEY_LENGTH]).decrypt(_NONCE, core[_COMMIT_END:], _aad(where, head))
    except InvalidTag:
        raise Unreadable from None
    public, mac, signature = plain[:_ED], plain[_ED : _ED + HASH_LENGTH], plain[_ED + HASH_LENGTH : _PROOF]
    length = int.from_bytes(plain[_PROOF : _PROOF + 4], "big")
    payload = plain[_PROOF + 4 : _PROOF + 4 + length]
    if len(payload) != length or not same(mac, certificate(answer_key, place.side, place.party, public)):
        raise Unreadable
    verify(public, signature, lp(label("side-auth"), where, payload))
    return payload


def addressed(recipients: bytes, reader: PublicKey) -> bool:
    """Whether a message was sealed to this key."""
    return reader.kid in recipient_kids(recipients)


def addressed_anew(
    place: SidePlace, core: bytes, recipients: bytes, key: PrivateKey, to: Sequence[PublicKey]
) -> bytes:
    """Other recipients of a message that `key` opens; its body, author and signature stay. Raises Unreadable."""
    where, commitment = place.encoded(), core[len(_HEAD) : _COMMIT_END]
    if core[: len(_HEAD)] != _HEAD:
        raise Unreadable
    return join_recipients(where, commitment, dek_of(where, commitment, recipients, key), to)


def _body_keys(dek: bytes, shred_key: bytes, where: bytes) -> bytes:
    return hkdf(dek, salt=shred_key, info=lp(label("side-body"), where), length=2 * KEY_LENGTH)


def _aad(where: bytes, head: bytes) -> bytes:
    return lp(label("side-body"), where, head)
