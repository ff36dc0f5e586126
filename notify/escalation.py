"""The ladder as a pure function: what was rung so far, who can be reached, the time; out comes the next step.

Rules (design: notify 7, safety 6 and 9): a step that failed moves on at once, one that the carrier has not
confirmed moves on after `confirm_s`, one that was delivered and not answered after `answer_s`. Behind the
last person stands everyone, behind everyone the next round: nothing here ends a climb. A person is rung at
most once in `throttle_s`, whatever the number of pages; if the first is not free, the next one is rung.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from notify.ports import Channel


class Outcome(StrEnum):
    WAITING = "waiting"  # nothing heard from the carrier yet
    DELIVERED = "delivered"
    FAILED = "failed"


class Kind(StrEnum):
    PERSON = "person"
    EVERYONE = "everyone"
    NEWS = "news"  # told again because more pages joined; not a step of the ladder


@dataclass(frozen=True, slots=True)
class Try:
    """One way to reach a person, and how long to wait (seconds) for the carrier and for the person."""

    channel: Channel
    confirm_s: int = 90
    answer_s: int = 180


@dataclass(frozen=True, slots=True)
class Policy:
    """Data, frozen into each escalation when it begins. All times in seconds."""

    tries: tuple[Try, ...] = (Try(Channel.SMS),)
    throttle_s: int = 180
    tell_after_s: int = 600
    deaf_s: int = 30  # how soon to look again when nobody at all can be reached

    def hastened(self, speed: float) -> Self:
        """The same policy with every wait divided by `speed`, at least a second each (the demo's clock)."""

        def fast(wait_s: int) -> int:
            return max(1, round(wait_s / speed))

        tries = tuple(Try(each.channel, fast(each.confirm_s), fast(each.answer_s)) for each in self.tries)
        return replace(
            self,
            tries=tries,
            throttle_s=fast(self.throttle_s),
            tell_after_s=fast(self.tell_after_s),
            deaf_s=fast(self.deaf_s),
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        tries = tuple(
            Try(Channel(each["channel"]), each["confirm_s"], each["answer_s"]) for each in data["tries"]
        )
        return cls(tries, data["throttle_s"], data["tell_after_s"], data["deaf_s"])

    def trial(self, channel: Channel) -> Try:
        return next((each for each in self.tries if each.channel == channel), Try(channel))


@dataclass(frozen=True, slots=True)
class Rung:
    """One message of this climb that was made, and what became of it. `at` in unix seconds."""

    person: bytes
    channel: Channel
    kind: Kind
    round: int
    step: int
    at: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Reach:
    """A person as the ladder sees them: by which channels, when they were last rung by any climb, and how
    many pages had joined this climb when they were last rung (None: not alerted yet).
    """

    person: bytes
    channels: frozenset[Channel]
    rang_at: int | None = None
    told: int | None = None


@dataclass(frozen=True, slots=True)
class Climb:
    """An open escalation: the round it is in, what was rung, how many pages ever joined, who handed it back."""

    round: int
    rungs: tuple[Rung, ...]
    pages: int
    passed: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring these persons now, each by a channel; the climb is in `round` from here on."""

    targets: tuple[tuple[bytes, Channel], ...]
    kind: Kind
    round: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do before `until`. `deaf`: not one person can be reached, the loudest alarm there is."""

    until: int
    deaf: bool = False


Step = Ring | Wait


def next_step(
    policy: Policy, climb: Climb, on_call: Sequence[Reach], everyone: Sequence[Reach], now: int
) -> Step:
    """`on_call` in calling order, last resort at its end; `everyone` is the whole team. Excluded persons are
    in neither. Never says that the climb is over: only an acknowledgement does.
    """
    until = _patience(policy, climb)
    if until is not None and now < until:
        return Wait(until)
    passed = climb.passed if climb.round == 0 else frozenset()
    callable_ = [each for each in on_call if each.channels and each.person not in passed]
    team = [each for each in everyone if each.channels and each.person not in passed]
    rung_everyone = any(each.kind is Kind.EVERYONE and each.round == climb.round for each in climb.rungs)
    if not callable_ and not team and not passed:
        return Wait(now + policy.deaf_s, deaf=True)
    step = (
        None
        if rung_everyone
        else _one_person(policy, climb, callable_, now) or _all(policy, climb, team, now)
    )
    if step:
        return step
    return next_step(policy, replace(climb, round=climb.round + 1), on_call, everyone, now)


def _one_person(policy: Policy, climb: Climb, callable_: Sequence[Reach], now: int) -> Step | None:
    done = {(each.person, each.channel) for each in climb.rungs if each.round == climb.round}
    begun = {person for person, _ in done}
    plan = [
        (each, trial.channel)
        for each in callable_
        for trial in policy.tries
        if trial.channel in each.channels and (each.person, trial.channel) not in done
    ]
    for each, channel in plan:
        # A second channel to the same person belongs to the same page, so the three minutes do not apply.
        if each.person in begun or _free_at(policy, each) <= now:
            return Ring(((each.person, channel),), Kind.PERSON, climb.round)
    return Wait(min(_free_at(policy, each) for each, _ in plan)) if plan else None


def _all(policy: Policy, climb: Climb, team: Sequence[Reach], now: int) -> Step | None:
    free = [each for each in team if _free_at(policy, each) <= now]
    if free:
        targets = tuple((each.person, _first_channel(policy, each)) for each in free)
        return Ring(targets, Kind.EVERYONE, climb.round)
    return Wait(min(_free_at(policy, each) for each in team)) if team else None


def news(policy: Policy, climb: Climb, alerted: Sequence[Reach], now: int) -> Step | None:
    """More pages joined than some alerted person knows of: tell them again, by the first channel, in time."""
    unaware = [each for each in alerted if each.channels and (each.told or 0) < climb.pages]
    due = [each for each in unaware if _free_at(policy, each) <= now]
    if due:
        targets = tuple((each.person, _first_channel(policy, each)) for each in due)
        return Ring(targets, Kind.NEWS, climb.round)
    return Wait(min(_free_at(policy, each) for each in unaware)) if unaware else None


def _patience(policy: Policy, climb: Climb) -> int | None:
    """Until when the last step of the ladder deserves waiting for; None before the first."""
    steps = [each for each in climb.rungs if each.kind is not Kind.NEWS]
    if not steps:
        return None
    latest = max(each.step for each in steps)
    last = [each for each in steps if each.step == latest]
    trial, at = policy.trial(last[0].channel), max(each.at for each in last)
    if any(each.outcome is Outcome.DELIVERED for each in last):
        return at + trial.answer_s
    if all(each.outcome is Outcome.FAILED for each in last):
        return at
    return at + trial.confirm_s


def _free_at(policy: Policy, each: Reach) -> int:
    return 0 if each.rang_at is None else each.rang_at + policy.throttle_s


def _first_channel(policy: Policy, each: Reach) -> Channel:
    wanted = [trial.channel for trial in policy.tries if trial.channel in each.channels]
    return wanted[0] if wanted else min(each.channels)
