"""What a climb up a ladder is made of: what was rung, who can be reached, and what is to be done next. Plain values."""

from dataclasses import dataclass
from enum import StrEnum

from notify.policy import Try
from notify.ports import Channel


class Outcome(StrEnum):
    WAITING = "waiting"  # nothing heard from the carrier yet
    DELIVERED = "delivered"
    FAILED = "failed"


class Kind(StrEnum):
    PERSON = "person"
    EVERYONE = "everyone"
    FALLBACK = "fallback"  # an agency outside of the team; it wakes people and takes nothing
    NEWS = "news"  # told again because more pages joined; not a step of the ladder


@dataclass(frozen=True, slots=True)
class Rung:
    """One message of this climb that was made, and what became of it. `at` in unix seconds.

    `trial` says how long it is waited for; None for one that was made before steps said so themselves.
    """

    person: bytes
    channel: Channel
    kind: Kind
    round: int
    step: int
    at: int
    outcome: Outcome
    trial: Try | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """A person as the ladder sees them: by which channels, when they were last rung by any climb, and how
    many pages had joined this climb when they were last rung (None: not alerted yet). `heard_at`: when an
    agency last said that it has heard of this climb.
    """

    person: bytes
    channels: frozenset[Channel]
    rang_at: int | None = None
    told: int | None = None
    heard_at: int | None = None


@dataclass(frozen=True, slots=True)
class Climb:
    """An open escalation: the round it is in, what was rung, how many pages ever joined, who handed it back."""

    round: int
    rungs: tuple[Rung, ...]
    pages: int
    passed: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring these persons now, each by a channel and with its waits; the climb is in `round` from here on."""

    targets: tuple[tuple[bytes, Try], ...]
    kind: Kind
    round: int

    @property
    def patience_s(self) -> int:
        """How long this step can last at least before the next look at it: nothing confirmed."""
        return max(trial.confirm_s for _, trial in self.targets)


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do before `until`. `deaf`: not one person can be reached, the loudest alarm there is."""

    until: int
    deaf: bool = False


Step = Ring | Wait
