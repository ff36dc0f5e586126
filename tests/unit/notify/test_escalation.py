"""The ladder's next step, as tables: what was rung and what became of it, and what follows."""

import pytest

from notify.escalation import (
    Climb,
    Kind,
    Outcome,
    Policy,
    Reach,
    Ring,
    Rung,
    Step,
    Try,
    Wait,
    news,
    next_step,
)
from notify.ports import Channel

SMS, VOICE, EMAIL = Channel.SMS, Channel.VOICE, Channel.EMAIL
WAITING, DELIVERED, FAILED = Outcome.WAITING, Outcome.DELIVERED, Outcome.FAILED
ANA, BEN, CHO = b"ana", b"ben", b"cho"
PHONE = frozenset({SMS})
T = 10_000
TEXT = Try(SMS)


def rung(person: bytes, at: int, outcome: Outcome, step: int = 1, **more: object) -> Rung:
    values = {"channel": SMS, "kind": Kind.PERSON, "round": 0} | more
    return Rung(person, step=step, at=at, outcome=outcome, **values)  # type: ignore[arg-type]  # table rows


def person(who: bytes, rang_at: int | None = None, channels: frozenset[Channel] = PHONE) -> Reach:
    return Reach(who, channels, rang_at)


def ring(*who: bytes, kind: Kind = Kind.PERSON, round_: int = 0, trial: Try = TEXT) -> Ring:
    return Ring(tuple((each, trial) for each in who), kind, round_)


# One text to each, three minutes: what the steps between people do, without what is done with one of them.
TEXTS = Policy(tries=(Try(SMS),), everyone=(Try(SMS),), fallback=())


CASES: list[tuple[str, list[Rung], list[Reach], int, Step]] = [
    ("the first is rung at once", [], [person(ANA), person(BEN)], T, ring(ANA)),
    (
        "a delivered text gets three minutes",
        [rung(ANA, T, DELIVERED)],
        [person(ANA, T), person(BEN)],
        T + 179,
        Wait(T + 180),
    ),
    ("and no more", [rung(ANA, T, DELIVERED)], [person(ANA, T), person(BEN)], T + 180, ring(BEN)),
    (
        "an unconfirmed one gets 90 seconds",
        [rung(ANA, T, WAITING)],
        [person(ANA, T), person(BEN)],
        T + 89,
        Wait(T + 90),
    ),
    ("and no more", [rung(ANA, T, WAITING)], [person(ANA, T), person(BEN)], T + 90, ring(BEN)),
    ("a failed one gets nothing", [rung(ANA, T, FAILED)], [person(ANA, T), person(BEN)], T, ring(BEN)),
    (
        "somebody without a phone is passed over",
        [],
        [person(ANA, channels=frozenset()), person(BEN)],
        T,
        ring(BEN),
    ),
    (
        "somebody rung a minute ago by another climb is passed over while another is free",
        [],
        [person(ANA, T - 60), person(BEN)],
        T,
        ring(BEN),
    ),
    (
        "and waited for if nobody is free",
        [],
        [person(ANA, T - 60), person(BEN, T - 100)],
        T,
        Wait(T + 80),
    ),
    (
        "after the last comes everyone who is free",
        [rung(ANA, T - 400, DELIVERED), rung(BEN, T - 200, DELIVERED, 2)],
        [person(ANA, T - 400), person(BEN, T - 200)],
        T,
        ring(ANA, BEN, CHO, kind=Kind.EVERYONE),
    ),
    (
        "after everyone comes the next round",
        [
            rung(ANA, T - 400, DELIVERED),
            rung(BEN, T - 400, DELIVERED, 2),
            rung(CHO, T - 200, DELIVERED, 3, kind=Kind.EVERYONE),
        ],
        [person(ANA, T - 400), person(BEN, T - 400)],
        T,
        ring(ANA, round_=1),
    ),
    (
        "somebody who came on call meanwhile is rung",
        [rung(ANA, T - 200, DELIVERED)],
        [person(BEN)],
        T,
        ring(BEN),
    ),
    (
        "everyone failing does not spin: each is free again in three minutes",
        [rung(ANA, T, FAILED), rung(CHO, T, FAILED, 2, kind=Kind.EVERYONE)],
        [person(ANA, T)],
        T,
        Wait(T + 180),
    ),
]


@pytest.mark.parametrize(
    ("rungs", "on_call", "now", "step"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_next_step(rungs: list[Rung], on_call: list[Reach], now: int, step: Step) -> None:
    everyone = [*on_call, person(CHO)]
    assert next_step(TEXTS, Climb(0, tuple(rungs), 1), on_call, everyone, now) == step


def test_nobody_at_all_is_deaf_and_looked_at_again_soon() -> None:
    assert next_step(TEXTS, Climb(0, (), 1), [], [], T) == Wait(T + 30, deaf=True)


def test_who_handed_it_back_is_left_out_of_the_first_round_only() -> None:
    climb = Climb(0, (), 1, frozenset({ANA}))
    assert next_step(TEXTS, climb, [person(ANA)], [person(ANA), person(BEN)], T) == ring(
        BEN, kind=Kind.EVERYONE
    )
    assert next_step(TEXTS, climb, [person(ANA)], [person(ANA)], T) == ring(ANA, round_=1)


def test_each_channel_of_a_person_is_tried_before_the_next_person() -> None:
    policy = Policy(tries=(Try(SMS), Try(VOICE, 60, 60), Try(EMAIL)))
    all_ = frozenset(Channel)
    on_call = [person(ANA, T, all_), person(BEN, None, all_)]
    rungs: list[Rung] = []
    for step, channel in enumerate((SMS, VOICE, EMAIL), 1):
        rungs.append(rung(ANA, T, FAILED, step, channel=channel))
    steps = [next_step(policy, Climb(0, tuple(rungs[:n]), 1), on_call, on_call, T + 1) for n in (1, 2, 3)]
    assert steps == [ring(ANA, trial=Try(VOICE, 60, 60)), ring(ANA, trial=Try(EMAIL)), ring(BEN)]


def test_a_climb_never_ends_by_itself() -> None:
    """A thousand steps, nobody answers: there is always a next one, within three minutes."""
    rungs: list[Rung] = []
    rang: dict[bytes, int] = {}
    now, round_, last_rang = T, 0, T
    for step in range(1, 1001):
        on_call = [person(each, rang.get(each)) for each in (ANA, BEN)]
        everyone = [*on_call, person(CHO, rang.get(CHO))]
        todo = next_step(TEXTS, Climb(round_, tuple(rungs[-12:]), 1), on_call, everyone, now)
        if isinstance(todo, Wait):
            assert now < todo.until <= now + 180
            now = todo.until
            continue
        assert now - last_rang <= 180
        last_rang, round_ = now, todo.round
        for target, trial in todo.targets:
            rungs.append(
                rung(target, now, DELIVERED, step, kind=todo.kind, round=round_, channel=trial.channel)
            )
            assert now - rang.get(target, 0) >= 180
            rang[target] = now
    assert round_ > 100


def test_news_of_joined_pages_goes_to_those_who_do_not_know_and_at_most_each_three_minutes() -> None:
    climb = Climb(0, (), 3)
    knows, free, busy = (
        Reach(ANA, PHONE, T - 500, 3),
        Reach(BEN, PHONE, T - 180, 2),
        Reach(CHO, PHONE, T - 100, 1),
    )
    assert news(TEXTS, climb, [knows, free, busy], T) == ring(BEN, kind=Kind.NEWS)
    assert news(TEXTS, climb, [knows, busy], T) == Wait(T + 80)
    assert news(TEXTS, climb, [knows], T) is None
