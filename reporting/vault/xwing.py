"""X-Wing keys: ML-KEM-768 beside X25519, because what minors write today must stay closed for decades.

A private key is a seed of 32 bytes. Sealing is single-shot HPKE (RFC 9180) in base mode with
KEM 0x647A, HKDF-SHA256 and AES-256-GCM; what it is for goes into `info`, the aad stays empty.
"""

import hashlib
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from reporting.vault.lately import Lately
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
    new_key,
    sha256,
)
from reporting.vault.redacted import Redacted

PUBLIC_LENGTH = 1216
ENCAPSULATION_LENGTH = 1120
SEAL_OVERHEAD = ENCAPSULATION_LENGTH + 16
_EK_LENGTH = 1184

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def kid_of(raw: bytes) -> bytes:
    """The sixteen bytes that name a public key."""
    return sha256(lp(label("kid"), raw))[:ID_LENGTH]


class PublicKey:
    """A public key of 1,216 bytes. Raises Unreadable when the bytes are no key.

    `derived`: from a private key at hand. Mostly its name alone is asked for, so it is parsed with the first seal.
    """

    __slots__ = ("_hpke", "kid", "raw")

    def __init__(self, raw: bytes, *, derived: bool = False) -> None:
        self._hpke = None if derived else _parse(raw)
        self.raw = raw
        self.kid = kid_of(raw)

    def seal(self, message: bytes, info: bytes) -> bytes:
        """1,136 bytes longer than the message. Raises Unreadable for a key that agrees on no secret."""
        if self._hpke is None:
            self._hpke = _parse(self.raw)
        try:
            return _SUITE.encrypt(message, self._hpke, info)
        except ValueError:
            raise Unreadable from None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PublicKey) and other.raw == self.raw

    def __hash__(self) -> int:
        return hash(self.kid)

    def __repr__(self) -> str:
        return f"<PublicKey {self.kid.hex()}>"


def _parse(raw: bytes) -> MLKEM768X25519PublicKey:
    try:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(raw[:_EK_LENGTH]),
            X25519PublicKey.from_public_bytes(raw[_EK_LENGTH:]),
        )
    except ValueError:
        raise Unreadable from None


@lru_cache(maxsize=1024)
def public_key(raw: bytes) -> PublicKey:
    """The key of these bytes, parsed once: queue keys come back with every new thread.

    Raises Unreadable when nothing can be sealed to it; a roster with such a key would stop intake.
    """
    key = PublicKey(raw)
    key.seal(b"", b"")
    return key


# By a name that the seed gives and that gives nothing back: the public half of a key, and short secrets that were sealed to
# it, each under a key of the seed's own. So all of this opens for whoever holds the seed, as the sealed bytes themselves do.
_PUBLIC_HALVES: Lately[PublicKey] = Lately(most=1_024)
_OPENED: Lately[bytes] = Lately()


class PrivateKey(Redacted):
    """The private half, from its seed of 32 bytes. It is expanded when it first must be, for that costs as much as opening.

    `lasting`: a member's or a queue's, taken up again with each request: what it opened lately it opens again for less.
    """

    def __init__(self, seed: bytes, *, lasting: bool = False) -> None:
        if len(seed) != KEY_LENGTH:
            raise Unreadable
        self.seed = seed
        self._lasting = lasting

    @classmethod
    def generate(cls) -> "PrivateKey":
        return cls(new_key())

    @cached_property
    def public(self) -> PublicKey:
        if not self._lasting:
            return self._derived()
        name = kd(self.seed, "public-half")
        found = _PUBLIC_HALVES.of(name)
        if found is None:
            found = self._derived()
            _PUBLIC_HALVES.keep(name, found)
        return found

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Undo `PublicKey.seal`. Raises Unreadable."""
        if not self._lasting:
            return self.open_once(sealed, info)
        name = hmac256(self._again, lp(sealed, info))
        known = _OPENED.of(name)
        if known is not None:
            return gcm_open(self._again, known, name)
        opened = self.open_once(sealed, info)
        if len(opened) == KEY_LENGTH:  # a key, and nothing that anybody wrote
            _OPENED.keep(name, gcm_seal(self._again, opened, name))
        return opened

    def open_once(self, sealed: bytes, info: bytes) -> bytes:
        """`open`, where thousands are opened once and none is asked for again. Raises Unreadable."""
        try:
            return _SUITE.decrypt(sealed, self._hpke, info)
        except (InvalidTag, ValueError):
            raise Unreadable from None

    def _derived(self) -> PublicKey:
        kem, dh = self._halves
        raw = kem.public_key().public_bytes_raw() + dh.public_key().public_bytes_raw()
        return PublicKey(raw, derived=True)

    @cached_property
    def _again(self) -> bytes:
        return kd(self.seed, "opened-again")

    @cached_property
    def _halves(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        expanded = hashlib.shake_256(self.seed).digest(96)
        return (
            MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
            X25519PrivateKey.from_private_bytes(expanded[64:]),
        )

    @cached_property
    def _hpke(self) -> MLKEM768X25519PrivateKey:
        return MLKEM768X25519PrivateKey(*self._halves)
