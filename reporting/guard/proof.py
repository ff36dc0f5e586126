"""Proof of work: a browser over the limit computes for a second instead of being turned away.

ALTCHA, second version (https://altcha.org): PBKDF2 over a counter until the key starts with a zero byte.
"""

import base64
import binascii
import json
from datetime import UTC, datetime, timedelta

from altcha import create_challenge, verify_solution

from reporting.guard.nonces import Nonces
from reporting.model.clock import Clock

_ALGORITHM = "PBKDF2/SHA-256"
_COST = 2000  # times 256 tries: under a second on a laptop, a few on an old phone; one millisecond to check
_LIFE = timedelta(minutes=10)
_LONGEST = 4096


class ProofOfWork:
    def __init__(self, key: bytes, nonces: Nonces, clock: Clock, cost: int = _COST) -> None:
        self._key = key
        self._nonces = nonces
        self._clock = clock
        self._cost = cost

    def challenge(self) -> str:
        """JSON for the page's solver, good for ten minutes."""
        expires = self._clock() + _LIFE
        made = create_challenge(_ALGORITHM, self._cost, expires_at=expires, hmac_secret=self._key)
        return json.dumps(made.to_dict())

    def accepts(self, payload: str) -> bool:
        """Whether this is an answer to a challenge of ours, in time, right, and for the first time."""
        if not payload or len(payload) > _LONGEST:
            return False
        expires = _expiry(payload)
        # The order matters: a wrong answer must not use up the challenge of somebody else.
        if expires is None or expires <= self._clock():
            return False
        if not verify_solution(payload, self._key).verified:
            return False
        return self._nonces.spend(_nonce(payload), expires)


def _parameters(payload: str) -> dict[str, object]:
    try:
        found = json.loads(base64.b64decode(payload, validate=True))["challenge"]["parameters"]
    except (ValueError, binascii.Error, KeyError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _expiry(payload: str) -> datetime | None:
    expires = _parameters(payload).get("expiresAt")
    if not isinstance(expires, int):
        return None
    try:
        return datetime.fromtimestamp(expires, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _nonce(payload: str) -> str:
    return str(_parameters(payload).get("nonce"))
