"""What an administrator may type about who is rung, and what is said to what cannot be kept."""

from dataclasses import replace

import pytest

from notify.policy import CALL, Policy, Try
from notify.ports import Channel
from reporting.people.ladder_form import LadderForm, StepForm, read_agency, read_policy, written
from reporting.people.refused import Refused

ROWS = (5, 3, 2)
SHIPPED = written(Policy(), None, ROWS)


def test_what_is_kept_comes_back_as_it_was_typed() -> None:
    assert read_policy(SHIPPED, Policy()) == Policy()
    assert [(step.channel, step.wait) for step in SHIPPED.steps] == [
        ("push", "0:30"),
        ("sms", "1:30"),
        ("voice", "1:00"),
        ("email", "0:30"),
        ("", ""),
    ]


def test_a_long_wait_for_a_text_is_a_wait_for_a_person_and_not_for_the_carrier() -> None:
    form = replace(SHIPPED, steps=(StepForm("sms", "5:00"), StepForm(), StepForm("voice", "2:00")))
    assert read_policy(form, Policy()).tries == (Try(Channel.SMS, 90, 300), Try(Channel.VOICE, 120, 120))


def test_what_is_not_on_the_form_stays() -> None:
    before = replace(Policy(), speed=20.0, throttle_s=240)
    read = read_policy(SHIPPED, before)
    assert (read.speed, read.throttle_s) == (20.0, 240)


@pytest.mark.parametrize(
    "wait", ["", "90", "0:29", "15:01", "1:60", "1.30", "-1:30", "999:00", "1:3", "\u0661:\u0663\u0660"]
)
def test_a_wait_that_is_none_is_refused(wait: str) -> None:
    with pytest.raises(Refused) as refused:
        read_policy(replace(SHIPPED, steps=(StepForm("sms", wait),)), Policy())
    assert refused.value.code == "ladder_wait"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"steps": (StepForm(),)}, "ladder_steps"),
        ({"steps": (StepForm("email", "1:30"),)}, "ladder_steps"),
        ({"steps": (StepForm("pigeon", "1:30"),)}, "ladder_steps"),
        ({"repeats": "4"}, "ladder_repeats"),
        ({"repeats": ""}, "ladder_repeats"),
        ({"steps": (StepForm("sms", "8:00"),), "repeats": "2"}, "ladder_long"),
        ({"everyone": ()}, "everyone_steps"),
        ({"everyone": (StepForm("sms", "x"),)}, "everyone_wait"),
        ({"agency_number": "+1 312 555 0101", "agency": ()}, "agency_steps"),
        (
            {
                "agency_number": "+1 312 555 0101",
                "agency": (StepForm("voice", "1:00"), StepForm("email", "1:00")),
            },
            "agency_steps",
        ),
    ],
)
def test_what_would_wake_nobody_or_too_late_is_refused(changed: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_policy(replace(SHIPPED, **changed), Policy())  # type: ignore[arg-type]  # rows of a table
    assert refused.value.code == code


def test_an_agency_has_a_name_and_a_number_or_neither() -> None:
    def read(**changed: str) -> str | None:
        agency = read_agency(replace(SHIPPED, **changed))
        return agency.number if agency else None

    assert read() is None
    assert read(agency_name=" County  line ", agency_number="(312) 555-0101") == "+13125550101"
    for changed, code in (
        ({"agency_number": "+1 312 555 0101"}, "agency_name"),
        ({"agency_name": "x" * 101, "agency_number": "+1 312 555 0101"}, "agency_name"),
        ({"agency_name": "County"}, "agency_number"),
        ({"agency_name": "County", "agency_number": "911 please"}, "agency_number"),
        ({"agency_name": "County", "agency_number": "+13125550101", "agency_lang": "fr"}, "lang"),
    ):
        with pytest.raises(Refused) as refused:
            read(**changed)
        assert refused.value.code == code


def test_a_team_that_had_no_agency_is_shown_the_steps_that_are_shipped() -> None:
    first_release = replace(Policy(), fallback=())
    assert written(first_release, None, ROWS).agency[0] == StepForm("voice", "1:00")
    form: LadderForm = SHIPPED
    assert read_policy(form, first_release).fallback[0] == CALL
