"""The link that `make up` prints: one use, sixty minutes, only from this machine.

It lives in RAM alone. What a journal keeps of it is worthless after use, after an hour, and after a restart.
"""

import hashlib
import hmac
import ipaddress
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from reporting.model.clock import Clock
from reporting.people.refused import SetUpRefused

LIFE = timedelta(minutes=60)
TOKEN_BYTES = 32


class SetUpLink:
    def __init__(self, clock: Clock, random: Callable[[int], bytes]) -> None:
        self.token = random(TOKEN_BYTES).hex()
        self._hash = hashlib.sha256(self.token.encode()).digest()
        self._clock = clock
        self._expires: datetime = clock() + LIFE
        self._used = False
        self._lock = threading.Lock()

    def check(self, token: str, peer: str) -> None:
        """Whether this caller may see the set-up page.

        Raises: SetUpRefused("not_here") from another machine; SetUpRefused("link") for all else, without saying why.
        """
        if not _loopback(peer):
            raise SetUpRefused(
                "not_here", "Open the link on the machine that runs the service, or through an SSH tunnel."
            )
        right = hmac.compare_digest(hashlib.sha256(token.encode()).digest(), self._hash)
        if not right or self._used or self._clock() >= self._expires:
            raise SetUpRefused("link", "This link does not work any more. Restart the service for a new one.")

    def use(self, token: str, peer: str) -> None:
        """Spend the link. Of two callers at once one gets through. Raises as `check`."""
        with self._lock:
            self.check(token, peer)
            self._used = True

    def give_back(self) -> None:
        """The district was not made after all (a wrong field, a full disk): the link works again."""
        with self._lock:
            self._used = False


def _loopback(peer: str) -> bool:
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
