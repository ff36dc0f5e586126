"""Bytes as they stand in an address, a cookie or a form: base64url without padding (RFC 4648 §5)."""

import base64
import binascii

from reporting.vault.notation import KEY_LENGTH, Unreadable

_KEY_TEXT = 43  # characters of 32 bytes; padding makes it another text


def encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Raises Unreadable."""
    try:
        return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise Unreadable from None


def decode_key(text: str) -> bytes:
    """32 bytes. Raises Unreadable for any other number of them."""
    found = decode(text) if len(text) == _KEY_TEXT else b""
    if len(found) != KEY_LENGTH:
        raise Unreadable
    return found
