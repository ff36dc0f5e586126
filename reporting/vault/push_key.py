"""A key that push services know the district by (VAPID, RFC 8292): ECDSA on P-256, as browsers take it."""

from base64 import urlsafe_b64encode
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


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
    return PushKey(_text(number), _text(point))


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
