"""One-time links from a phone to a page: ten minutes, one use. In RAM only; after a restart the word is texted again."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from reporting.model.clock import Clock
from reporting.vault import base64url
from reporting.vault.notation import Unreadable, gcm_open, gcm_seal, sha256

LIFE = timedelta(minutes=10)
MOST = 5_000
TOKEN_BYTES = 16


class LinkGone(Exception):
    """Used, too old, or never made: the three are one answer."""


@dataclass(slots=True)
class _Made:
    """`phone`: line and number, sealed. `used`: the submission that opened it, which may come again."""

    until: datetime
    phone: bytes
    used: bytes | None = None

    def __repr__(self) -> str:
        return "_Made(<sealed>)"


class WebLinks:
    def __init__(self, cache_key: bytes, clock: Clock) -> None:
        self._key = cache_key
        self._clock = clock
        self._made: OrderedDict[bytes, _Made] = OrderedDict()
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"WebLinks({len(self._made)})"

    def make(self, random: bytes, number: str, line: str) -> str:
        """`random`: 16 bytes. The token that stands in the address."""
        token = base64url.encode(random)
        name = _name(token)
        with self._lock:
            self._made[name] = _Made(
                self._clock() + LIFE, gcm_seal(self._key, f"{line} {number}".encode(), name)
            )
            while len(self._made) > MOST:
                self._made.popitem(last=False)
        return token

    def use(self, token: str, submission: bytes) -> tuple[str, str]:
        """(number, line) of the phone that asked. The same press may come again; another finds nothing.

        Raises LinkGone.
        """
        name = _name(token)
        with self._lock:
            made = self._made.get(name)
            if made is None or self._clock() >= made.until or made.used not in {None, submission}:
                raise LinkGone
            made.used = submission
        try:
            line, _, number = gcm_open(self._key, made.phone, name).decode().partition(" ")
        except Unreadable:
            raise LinkGone from None
        return number, line

    def give_back(self, token: str) -> None:
        """What it was to open could not be stored: the next press may try again."""
        with self._lock:
            made = self._made.get(_name(token))
            if made is not None:
                made.used = None


def _name(token: str) -> bytes:
    """A look into RAM finds no token that still opens something."""
    return sha256(token.encode("utf-8", "replace"))[:16]
