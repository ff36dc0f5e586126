"""What a district gets that changed nothing, told by the ladder itself: when each person is rung, and how."""

import json
from dataclasses import replace

import pytest

from notify.escalation import Climb, Kind, Outcome, Reach, Ring, Rung, Wait, next_step
from notify.policy import BROWSER, CALL, MAIL, TEXT, Policy, Try
from notify.ports import Channel
from notify.rehearsal import rehearse

SMS, VOICE, EMAIL = Channel.SMS, Channel.VOICE, Channel.EMAIL
ANA, BEN, CHO, DEE, COUNTY = b"ana", b"ben", b"cho", b"dee", b"county"
ALL = frozenset({SMS, VOICE, EMAIL})
PHONE = frozenset({SMS, VOICE})


def people(channels: frozenset[Channel], *who: bytes) -> list[Reach]:
    return [Reach(each, channels) for each in who]


def told(policy: Policy, *, channels: frozenset[Channel] = ALL, agency: bool = False) -> list[str]:
    """The rehearsal in words: `1:30 voice ana`."""
    on_call, team = people(channels, ANA, BEN), people(channels, ANA, BEN, DEE)
    shown = rehearse(policy, on_call, team, Reach(COUNTY, PHONE) if agency else None)
    return [
        f"{step.at_s // 60}:{step.at_s % 60:02d} {step.targets[0][1]} "
        + "+".join(person.decode() for person, _ in step.targets)
        for step in shown.steps
    ]


def test_a_text_then_a_call_then_a_mail_then_the_next_person_then_everyone_then_the_agency() -> None:
    assert told(Policy(), agency=True) == [
        "0:00 sms ana",
        "1:30 voice ana",
        "2:30 email ana",
        "3:00 sms ben",
        "4:30 voice ben",
        "5:30 email ben",
        "6:00 sms ana+dee",  # Ben's phone rang a minute and a half ago
        "7:30 voice ana+dee",
        "8:30 voice county",
        "9:30 sms county",
    ]


def test_a_browser_that_was_allowed_comes_before_the_text_and_costs_half_a_minute() -> None:
    assert told(Policy(), channels=frozenset(Channel))[:6] == [
        "0:00 push ana",
        "0:30 sms ana",
        "2:00 voice ana",
        "3:00 email ana",
        "3:30 push ben",
        "4:00 sms ben",
    ]


def test_a_browser_alone_does_not_make_a_ladder_without_a_phone_silent() -> None:
    assert told(Policy(), channels=frozenset({Channel.PUSH}))[:2] == ["0:00 push ana", "0:30 push ben"]


def test_without_a_mail_server_and_without_an_agency_nobody_waits_for_either() -> None:
    assert told(Policy(), channels=PHONE)[:5] == [
        "0:00 sms ana",
        "1:30 voice ana",
        "2:30 sms ben",
        "4:00 voice ben",
        "5:00 sms ana+dee",
    ]


def test_a_landline_is_called_at_once() -> None:
    landline = [Reach(ANA, frozenset({VOICE}))]
    first = next_step(Policy(), Climb(0, (), 1), landline, landline, 0)
    assert first == Ring(((ANA, CALL),), Kind.PERSON, 0)


@pytest.mark.parametrize(
    ("outcome", "waits_s"), [(Outcome.FAILED, 0), (Outcome.WAITING, 90), (Outcome.DELIVERED, 90)]
)
def test_a_text_that_failed_is_followed_by_a_call_at_once_and_every_other_after_90_seconds(
    outcome: Outcome, waits_s: int
) -> None:
    texted = Climb(0, (Rung(ANA, SMS, Kind.PERSON, 0, 1, 0, outcome, TEXT),), 1)
    team = [Reach(ANA, ALL, rang_at=0)]
    assert next_step(Policy(), texted, team, team, waits_s) == Ring(((ANA, CALL),), Kind.PERSON, 0)
    if waits_s:
        assert next_step(Policy(), texted, team, team, waits_s - 1) == Wait(waits_s)


def test_a_person_is_tried_as_often_as_the_policy_says_before_the_next() -> None:
    policy = Policy(tries=(TEXT, CALL), repeats=2, everyone=(TEXT,))
    assert told(policy)[:5] == [
        "0:00 sms ana",
        "1:30 voice ana",
        "2:30 sms ana",
        "4:00 voice ana",
        "5:00 sms ben",
    ]


def test_one_channel_may_stand_twice_with_other_waits() -> None:
    policy = Policy(tries=(TEXT, CALL, Try(VOICE, 120, 120)))
    assert told(policy)[:4] == ["0:00 sms ana", "1:30 voice ana", "2:30 voice ana", "4:30 sms ben"]


def test_an_agency_is_called_when_nobody_of_the_team_can_be_reached_at_all() -> None:
    county = Reach(COUNTY, PHONE)
    assert next_step(Policy(), Climb(0, (), 1), [], [], 0, agency=county) == Ring(
        ((COUNTY, CALL),), Kind.FALLBACK, 0
    )
    assert next_step(Policy(), Climb(0, (), 1), [], [], 0) == Wait(30, deaf=True)


def test_nobody_of_the_team_waits_for_an_agency_that_has_heard_or_is_busy() -> None:
    climb = Climb(
        0,
        (
            Rung(ANA, SMS, Kind.PERSON, 0, 1, 0, Outcome.FAILED, TEXT),
            Rung(ANA, SMS, Kind.EVERYONE, 0, 2, 400, Outcome.FAILED, TEXT),
        ),
        1,
    )
    team = [Reach(ANA, frozenset({SMS}), rang_at=400)]
    policy = Policy(tries=(TEXT,), everyone=(TEXT,))
    for county in (Reach(COUNTY, PHONE, heard_at=10), Reach(COUNTY, PHONE, rang_at=500)):
        assert next_step(policy, climb, team, team, 600, agency=county) == Ring(
            ((ANA, TEXT),), Kind.PERSON, 1
        )
    rung = next_step(policy, climb, team, team, 600, agency=Reach(COUNTY, PHONE, rang_at=100))
    assert isinstance(rung, Ring)
    assert rung.kind is Kind.FALLBACK


def test_an_agency_that_heard_is_called_again_after_an_hour() -> None:
    county = Reach(COUNTY, PHONE, rang_at=0, heard_at=0)
    for now, rings in ((3599, False), (3600, True)):
        assert isinstance(next_step(Policy(), Climb(0, (), 1), [], [], now, agency=county), Ring) is rings


def test_with_an_agency_a_climb_still_never_ends_by_itself() -> None:
    shown = rehearse(Policy(), people(ALL, ANA), people(ALL, ANA), Reach(COUNTY, PHONE))
    assert shown.again_s is not None
    last = shown.steps[-1]
    assert shown.again_s <= last.at_s + 90


def test_a_policy_survives_its_json_and_can_be_hastened() -> None:
    policy = Policy(tries=(Try(SMS, 90, 180), Try(VOICE, 40, 60)), repeats=2, speed=3.0)
    assert Policy.from_json(json.loads(json.dumps(policy.to_json()))) == policy
    fast = replace(policy, speed=60.0).at_speed()
    assert (fast.tell_after_s, fast.throttle_s, fast.tries[0]) == (10, 3, Try(SMS, 2, 3))
    assert fast.speed == 1
    assert policy.hastened(1e6).tell_after_s == 1


# As it stands in the rows of the first release. Never edited: rows of that time are read for as long as they last.
FIRST_RELEASE = (
    '{"tries": [{"channel": "sms", "confirm_s": 90, "answer_s": 180}], '
    '"throttle_s": 180, "tell_after_s": 600, "deaf_s": 30}'
)


def test_a_page_that_began_under_the_first_release_goes_on_as_it_began() -> None:
    policy = Policy.from_json(json.loads(FIRST_RELEASE))
    assert told(policy, agency=True)[:3] == ["0:00 sms ana", "3:00 sms ben", "6:00 sms ana+ben+dee"]
    assert len(told(policy, agency=True)) == 3


def test_a_policy_of_a_version_that_is_not_known_yet_is_read_as_the_one_that_is_shipped() -> None:
    assert Policy.from_json({"version": 99, "stages": []}) == Policy()
    assert (Policy().tries, Policy().everyone) == ((BROWSER, TEXT, CALL, MAIL), (TEXT, CALL))
