"""Who counts as one sender: an address, or an IPv6 /64, as eight bytes that nobody can turn back.

The hour enters the key, so that counts of different hours cannot be joined.
"""

import hmac
from datetime import datetime
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

LENGTH = 8
_NETWORK = 8  # bytes of a /64
_HOUR_S = 3600


def limiter_key(limit_key: bytes, address: str | None, now: datetime) -> bytes:
    """Eight bytes of HMAC-SHA256 under the RAM key `limit`. Senders without an address are one sender."""
    hour = int(now.timestamp()) // _HOUR_S
    salt = hmac.digest(limit_key, b"limiter-salt" + hour.to_bytes(8, "big"), sha256)
    return hmac.digest(salt, _network(address), sha256)[:LENGTH]


def _network(address: str | None) -> bytes:
    try:
        parsed = ip_address((address or "").partition("%")[0])
    except ValueError:
        return b"none"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is None:
            return b"6" + parsed.packed[:_NETWORK]
        parsed = parsed.ipv4_mapped
    return b"4" + parsed.packed
