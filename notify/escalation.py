"""The ladder as a pure function: what was rung so far, who can be reached, the time; out comes the next step.

Rules (design: notify 7, safety 6 and 9): a step that failed moves on at once, one that the carrier has not
confirmed moves on after its `confirm_s`, one that was delivered and not answered after its `answer_s`. Behind
the last person stands everyone, behind everyone the agency, behind the agency the next round: nothing here ends
a climb. A person is rung at most once in `throttle_s`, whatever the number of pages; if the first is not free,
the next one is rung.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from notify.climb import Climb, Kind, Outcome, Reach, Ring, Rung, Step, Wait
from notify.policy import Policy, Try
from notify.ports import Channel

__all__ = [
    "Climb",
    "Kind",
    "Outcome",
    "Policy",
    "Reach",
    "Ring",
    "Rung",
    "Step",
    "Try",
    "Wait",
    "news",
    "next_step",
]


def next_step(
    policy: Policy,
    climb: Climb,
    on_call: Sequence[Reach],
    everyone: Sequence[Reach],
    now: int,
    *,
    agency: Reach | None = None,
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
    if not callable_ and not team and not passed:
        return _agency(policy, climb, agency, now) or Wait(now + policy.deaf_s, deaf=True)
    begun = {each.kind for each in climb.rungs if each.round == climb.round}
    step: Step | None = None
    if not begun & {Kind.EVERYONE, Kind.FALLBACK}:
        step = _one_person(policy, climb, callable_, now)
    if step is None and Kind.FALLBACK not in begun:
        step = _everyone(policy, climb, team, now)
    step = step or _agency(policy, climb, agency, now)
    if step:
        return step
    return next_step(policy, replace(climb, round=climb.round + 1), on_call, everyone, now, agency=agency)


def _one_person(policy: Policy, climb: Climb, callable_: Sequence[Reach], now: int) -> Step | None:
    done = _done(climb, Kind.PERSON)
    begun = {person for person, _ in done}
    plan = [
        (each, trial)
        for each in callable_
        if (trial := _following(policy.tries * policy.repeats, each, done)) is not None
    ]
    # Whoever was begun with is rung to the end before another: first ones who were busy then come after.
    for each, trial in sorted(plan, key=lambda planned: planned[0].person not in begun):
        # A second channel to the same person belongs to the same page, so the three minutes do not apply.
        if each.person in begun or _free_at(policy, each) <= now:
            return Ring(((each.person, trial),), Kind.PERSON, climb.round)
    return Wait(min(_free_at(policy, each) for each, _ in plan)) if plan else None


def _everyone(policy: Policy, climb: Climb, team: Sequence[Reach], now: int) -> Step | None:
    done = _done(climb, Kind.EVERYONE)
    begun = {person for person, _ in done}
    plan = [
        (each, trial)
        for each in team
        if (trial := _following(_for_all(policy, each), each, done)) is not None
    ]
    # Whoever was rung a moment ago when the others were is left out: their turn comes with the next round.
    ready = [
        (each, trial)
        for each, trial in plan
        if each.person in begun or (not begun and _free_at(policy, each) <= now)
    ]
    if ready:
        targets = tuple((each.person, trial) for each, trial in ready)
        return Ring(targets, Kind.EVERYONE, climb.round)
    return Wait(min(_free_at(policy, each) for each, _ in plan)) if plan and not begun else None


def _agency(policy: Policy, climb: Climb, agency: Reach | None, now: int) -> Step | None:
    """Passed over while it is not free: nobody of the team waits for somebody outside of it."""
    if agency is None:
        return None
    done = _done(climb, Kind.FALLBACK)
    trial = _following(policy.fallback, agency, done)
    heard = agency.heard_at is not None and now < agency.heard_at + policy.heard_s
    if trial is None or heard or not (done or _free_at(policy, agency) <= now):
        return None
    return Ring(((agency.person, trial),), Kind.FALLBACK, climb.round)


def news(policy: Policy, climb: Climb, alerted: Sequence[Reach], now: int) -> Step | None:
    """More pages joined than some alerted person knows of: tell them again, by the first channel, in time."""
    unaware = [each for each in alerted if each.channels and (each.told or 0) < climb.pages]
    due = [each for each in unaware if _free_at(policy, each) <= now]
    if due:
        targets = tuple((each.person, _first(policy, each)) for each in due)
        return Ring(targets, Kind.NEWS, climb.round)
    return Wait(min(_free_at(policy, each) for each in unaware)) if unaware else None


def _patience(policy: Policy, climb: Climb) -> int | None:
    """Until when the last step of the ladder deserves waiting for; None before the first."""
    steps = [each for each in climb.rungs if each.kind is not Kind.NEWS]
    if not steps:
        return None
    latest = max(each.step for each in steps)
    last = [each for each in steps if each.step == latest]
    at = max(each.at for each in last)
    if all(each.outcome is Outcome.FAILED for each in last):
        return at
    trials = [
        (each.outcome, each.trial or policy.trial(each.channel))
        for each in last
        if each.outcome is not Outcome.FAILED
    ]
    return at + max(
        trial.answer_s if outcome is Outcome.DELIVERED else trial.confirm_s for outcome, trial in trials
    )


def _done(climb: Climb, kind: Kind) -> Counter[tuple[bytes, Channel]]:
    """How often each person was rung by each channel in this part of this round."""
    rungs = [each for each in climb.rungs if each.round == climb.round and each.kind is kind]
    return Counter((each.person, each.channel) for each in rungs)


def _following(tries: Sequence[Try], each: Reach, done: Counter[tuple[bytes, Channel]]) -> Try | None:
    """The first try that is open to this person and was not made yet."""
    seen: Counter[Channel] = Counter()
    for trial in tries:
        seen[trial.channel] += 1
        if trial.channel in each.channels and done[each.person, trial.channel] < seen[trial.channel]:
            return trial
    return None


def _for_all(policy: Policy, each: Reach) -> tuple[Try, ...]:
    """The tries of the step `everyone`; whoever has none of its channels is rung by what they have."""
    mine = tuple(trial for trial in policy.everyone if trial.channel in each.channels)
    return mine or (Try(_best(each)),)


def _first(policy: Policy, each: Reach) -> Try:
    return next((trial for trial in policy.tries if trial.channel in each.channels), Try(_best(each)))


def _best(each: Reach) -> Channel:
    return next(
        one for one in (Channel.VOICE, Channel.SMS, Channel.PUSH, Channel.EMAIL) if one in each.channels
    )


def _free_at(policy: Policy, each: Reach) -> int:
    return 0 if each.rang_at is None else each.rang_at + policy.throttle_s
