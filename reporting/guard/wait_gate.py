"""Five seconds of waiting, for browsers that run no scripts. The token ripens by itself; nobody is refused."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import Enum
from hashlib import sha256

from itsdangerous import BadSignature, URLSafeSerializer

from reporting.guard.nonces import Nonces
from reporting.model.clock import Clock

WAIT = timedelta(seconds=5)
_LIFE = timedelta(minutes=10)
_LONGEST = 256


class Ripeness(Enum):
    RIPE = "ripe"
    EARLY = "early"  # the same token will do, a little later
    NONE = "none"  # none, forged, spent or too old: a new wait


class WaitGate:
    """`key` is the RAM key `form`: a restart forgets the waits, and the page simply waits anew."""

    def __init__(self, key: bytes, nonces: Nonces, clock: Clock, random: Callable[[int], bytes]) -> None:
        self._sign = URLSafeSerializer(
            key, salt="wait-gate", signer_kwargs={"key_derivation": "hmac", "digest_method": sha256}
        )
        self._nonces = nonces
        self._clock = clock
        self._random = random

    def issue(self) -> str:
        return self._sign.dumps([self._clock().timestamp(), self._random(12).hex()])

    def ripeness(self, token: str) -> Ripeness:
        """Of this token now. RIPE is answered once; the token is spent by it."""
        if not token or len(token) > _LONGEST:
            return Ripeness.NONE
        try:
            issued_s, nonce = self._sign.loads(token)
        except BadSignature:
            return Ripeness.NONE
        issued, now = datetime.fromtimestamp(issued_s, UTC), self._clock()
        if now - issued < WAIT:
            return Ripeness.EARLY
        return Ripeness.RIPE if self._nonces.spend(nonce, issued + _LIFE) else Ripeness.NONE
