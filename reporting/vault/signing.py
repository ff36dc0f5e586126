"""Ed25519 signatures (RFC 8032) of members, the root and the system."""

from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from reporting.vault.notation import KEY_LENGTH, Unreadable, new_key
from reporting.vault.redacted import Redacted

SIGNATURE_LENGTH = 64


class SigningKey(Redacted):
    """A signing key from its seed of 32 bytes."""

    def __init__(self, seed: bytes) -> None:
        if len(seed) != KEY_LENGTH:
            raise Unreadable
        self.seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @classmethod
    def generate(cls) -> "SigningKey":
        return cls(new_key())

    @cached_property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


@lru_cache(maxsize=1024)
def _parse(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


def verify(public: bytes, signature: bytes, message: bytes) -> None:
    """Raises Unreadable unless `signature` over `message` was made by the holder of `public`."""
    try:
        _parse(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise Unreadable from None
