"""Random questions to passkeys: they stand in a page, are good for a quarter of an hour, for one thing, once.

Nothing is stored for a page that nobody answers: a challenge carries its own end and a mark of the key in RAM.
"""

import threading
from collections import OrderedDict

from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.vault import base64url
from reporting.vault.notation import Unreadable, hmac256, kd, lp, same, u64

LIFE_SECONDS = 15 * 60
SPENT_KEPT = 4096
_NONCE = 16
_LENGTH = 8 + _NONCE + 32


class Challenges:
    def __init__(self, ground: Ground, sess_key: bytes) -> None:
        self._ground = ground
        self._key = kd(sess_key, "passkey-challenge")
        self._spent: OrderedDict[bytes, None] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, purpose: str, bound: bytes = b"") -> str:
        """`bound`: whose session it is for; empty before there is one."""
        head = u64(self._ground.second() + LIFE_SECONDS) + self._ground.random(_NONCE)
        return base64url.encode(head + self._mark(head, purpose, bound))

    def take(self, text: str, purpose: str, bound: bytes = b"") -> bytes:
        """The question as it was asked, spent. Raises Refused("passkey_over"): too old, used, or another one's."""
        over = Refused("passkey_over", "The page stood too long. Try once more.")
        try:
            raw = decode(text)
        except ValueError:
            raise over from None
        head, mark = raw[: 8 + _NONCE], raw[8 + _NONCE :]
        if len(raw) != _LENGTH or not same(mark, self._mark(head, purpose, bound)):
            raise over
        if int.from_bytes(head[:8], "big") <= self._ground.second() or not self._spend(head):
            raise over
        return raw

    def _spend(self, head: bytes) -> bool:
        with self._lock:
            if head in self._spent:
                return False
            self._spent[head] = None
            while len(self._spent) > SPENT_KEPT:
                self._spent.popitem(last=False)
            return True

    def _mark(self, head: bytes, purpose: str, bound: bytes) -> bytes:
        return hmac256(self._key, lp(purpose.encode(), bound, head))


def decode(text: str) -> bytes:
    """Raises ValueError."""
    try:
        return base64url.decode(text)
    except Unreadable:
        raise ValueError("not base64") from None
