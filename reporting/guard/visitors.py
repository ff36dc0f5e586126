"""What a student's request costs: nothing, or over the limit a second of computing or five of waiting.

A new message is never dropped and a right receipt never refused.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reporting.guard.kdf_slots import KdfSlots
from reporting.guard.limiter_key import limiter_key
from reporting.guard.limits import Allowance, Counters, ProcessCounters
from reporting.guard.nonces import Nonces, RamNonces, SharedNonces
from reporting.guard.proof import ProofOfWork
from reporting.guard.shared_counters import SharedCounters
from reporting.guard.wait_gate import Ripeness, WaitGate
from reporting.model.clock import Clock

_HOUR_S = 3600
# A copy of a large directory takes a few dozen; whoever asks more often learns nothing new.
_READS = Allowance("read", 600, _HOUR_S)


@dataclass(frozen=True, slots=True)
class Wait:
    """What the page of five seconds carries: a puzzle for a script, a ripening token for a person."""

    challenge: str
    token: str


class Visitors:
    """The limits of the students' site. One for each process."""

    def __init__(
        self,
        *,
        limit_key: bytes,
        counters: Counters,
        proof: ProofOfWork,
        gate: WaitGate,
        slots: KdfSlots,
        clock: Clock,
        tips_per_hour: int = 60,
        returns_per_hour: int = 30,
        files_per_hour: int = 30,
    ) -> None:
        self._limit_key = limit_key
        self._counters = counters
        self._proof = proof
        self._gate = gate
        self._slots = slots
        self._clock = clock
        self._tips = Allowance("tip", tips_per_hour, _HOUR_S)
        self._returns = Allowance("return", returns_per_hour, _HOUR_S)
        self._files = Allowance("file", files_per_hour, _HOUR_S)

    def key(self, address: str | None) -> bytes:
        """The sender as eight bytes, for this hour."""
        return limiter_key(self._limit_key, address, self._clock())

    def tip_challenge(self, key: bytes) -> str | None:
        """A puzzle to solve while typing, when a message sent now would be over the limit."""
        return None if self._counters.left(self._tips, key) else self._proof.challenge()

    def tip_is_held(self, key: bytes, payload: str) -> bool:
        """Counts a message. Over the limit it is held, unless its browser has computed for it."""
        within = self._counters.spend(self._tips, key)
        return not (within or self._proof.accepts(payload))

    def may_send_file(self, key: bytes) -> bool:
        """Counts a file. Over the limit none is taken: words always are, and no crowd's pictures may fill the disk."""
        return self._counters.spend(self._files, key)

    def may_read(self, key: bytes) -> bool:
        """Counts an answer to a machine. No page for people asks this."""
        return self._counters.spend(_READS, key)

    def may_return(self, key: bytes, payload: str, wait: str) -> Wait | None:
        """None: go on. Else what the page of five seconds carries; an early token comes back as it is."""
        ripe = self._gate.ripeness(wait)
        if ripe is Ripeness.RIPE or self._proof.accepts(payload) or self._counters.spend(self._returns, key):
            return None
        return self.wait(wait if ripe is Ripeness.EARLY else None)

    def wait(self, token: str | None = None) -> Wait:
        """A wait of five seconds; with `token`, the rest of one that has begun."""
        return Wait(self._proof.challenge(), token or self._gate.issue())

    @contextmanager
    def derivation(self, key: bytes) -> Iterator[None]:
        """A turn at the key derivation. Raises TooManyWaiting."""
        with self._slots.turn(key):
            yield


def visitors(
    *,
    limit_key: bytes,
    form_key: bytes,
    clock: Clock,
    limiter_url: str | None = None,
    tips_per_hour: int = 60,
    returns_per_hour: int = 30,
    files_per_hour: int = 30,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Visitors:
    """The students' limits from the RAM keys `limit` and `form` and, with several processes, a Valkey."""
    counters: Counters = ProcessCounters()
    nonces: Nonces = RamNonces(clock)
    if limiter_url:
        counters = shared = SharedCounters(limiter_url)
        nonces = SharedNonces(shared, clock)
    return Visitors(
        limit_key=limit_key,
        counters=counters,
        proof=ProofOfWork(form_key, nonces, clock),
        gate=WaitGate(form_key, nonces, clock, random),
        slots=KdfSlots(),
        clock=clock,
        tips_per_hour=tips_per_hour,
        returns_per_hour=returns_per_hour,
        files_per_hour=files_per_hour,
    )
