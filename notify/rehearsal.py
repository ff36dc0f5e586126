"""What a ladder would do if nobody answers, by the ladder's own next step. Pure: nothing is written, nobody is rung."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from notify.escalation import Climb, Kind, Outcome, Reach, Ring, Rung, next_step
from notify.policy import Policy
from notify.ports import Channel

# A ladder of three people has some fifteen steps; one that is longer than this is not shown to its end.
MOST_STEPS = 60


# By these it is known whether a message came.
_CONFIRMED = frozenset({Channel.SMS, Channel.PUSH})


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One step: so many seconds after the page, these people, each by a channel."""

    at_s: int
    kind: Kind
    targets: tuple[tuple[bytes, Channel], ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The first round. `again_s`: when the second begins; None where nobody is there to be rung."""

    steps: tuple[Rehearsed, ...]
    again_s: int | None


def rehearse(
    policy: Policy, on_call: Sequence[Reach], everyone: Sequence[Reach], agency: Reach | None = None
) -> Rehearsal:
    """As if each text and notification arrives and no call and no mail is answered; waits as written, whatever the clock's speed."""
    people = {each.person: replace(each, rang_at=None) for each in (*everyone, *on_call)}
    outside = None if agency is None else replace(agency, rang_at=None, heard_at=None)
    steps: list[Rehearsed] = []
    rungs: list[Rung] = []
    now = 0
    while len(steps) < MOST_STEPS:
        step = next_step(
            policy,
            Climb(0, tuple(rungs), 1),
            [people[each.person] for each in on_call],
            [people[each.person] for each in everyone],
            now,
            agency=outside,
        )
        if not isinstance(step, Ring):
            if step.deaf:
                return Rehearsal(tuple(steps), None)
            now = step.until
            continue
        if step.round:
            return Rehearsal(tuple(steps), now)
        shown = tuple((person, trial.channel) for person, trial in step.targets)
        steps.append(Rehearsed(now, step.kind, shown))
        for person, trial in step.targets:
            outcome = Outcome.DELIVERED if trial.channel in _CONFIRMED else Outcome.WAITING
            rungs.append(Rung(person, trial.channel, step.kind, 0, len(steps), now, outcome, trial))
            if trial.channel is Channel.EMAIL:
                continue  # a mail rings nothing
            if person in people:
                people[person] = replace(people[person], rang_at=now)
            elif outside is not None:
                outside = replace(outside, rang_at=now)
    return Rehearsal(tuple(steps), None)
