"""A key that push services know the district by (VAPID, RFC 8292): ECDSA on P-256, as browsers take it."""

from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from reporting.vault import base64url


class PushKey(NamedTuple):
    """Both in base64url without padding: the private number (32 bytes), and the uncompressed point (65 bytes)."""

    private: str
    public: str

    def __repr__(self) -> str:
        return "PushKey(<secret>)"


def make_push_key() -> PushKey:
    key = ec.generate_private_key(ec.SECP256R1())
    number = key.private_numbers().private_value.to_bytes(32, "big")
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return PushKey(base64url.encode(number), base64url.encode(point))
