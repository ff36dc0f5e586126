"""Voice: a call says that there is a page; only the digit 1 takes it; a mailbox takes nothing."""

from typing import Any

import pytest

from notify.escalation import Policy, Try
from notify.ports import Channel
from notify.simulator import Phone as Manners

Fixture = Any
POLICY = Policy(
    tries=(Try(Channel.SMS), Try(Channel.VOICE, confirm_s=40, answer_s=60), Try(Channel.EMAIL, 30, 60))
)


@pytest.fixture
def calling(empty_district: Fixture) -> Fixture:
    empty_district.furnish(POLICY)
    return empty_district


def test_an_unanswered_text_becomes_a_call_and_one_takes_the_page(calling: Fixture) -> None:
    calling.page()
    calling.pass_(185)
    (call,) = calling.phone("Ana").calls()
    said = calling.simulator.press(call["sid"], "1")
    assert said == "Thank you. The page is yours. Please open Quietline now."
    calling.pass_(600, step=30)
    calling.phone("Ben").expects_nothing()
    (call,) = calling.phone("Ana").calls()
    assert "urgent page. Press 1" in call["body"]
    assert "7KQ2" not in call["body"]


def test_another_digit_or_silence_takes_nothing_and_the_ladder_goes_on(calling: Fixture) -> None:
    calling.page()
    calling.pass_(185)
    (call,) = calling.phone("Ana").calls()
    assert (
        calling.simulator.press(call["sid"], "2") == "You have not taken the page. We go on calling. Goodbye."
    )
    calling.pass_(120)
    calling.phone("Ben").expects("aviso urgente")


def test_after_text_and_call_comes_a_mail_and_then_the_next_person(calling: Fixture) -> None:
    calling.simulator.behaviour.set_phone(calling.phone("Ana").number, Manners(error=30005))
    calling.page()
    calling.pass_(120)
    kinds = [each["kind"] for each in calling.simulator.messages()]
    assert kinds[:3] == ["sms", "voice", "email"]
    mail = next(each for each in calling.simulator.messages() if each["kind"] == "email")
    assert mail["to"] == "ana@school.example"
    assert mail["body"].startswith("Quietline: urgent page 7KQ2XX\n\nThere is an urgent page, 7KQ2XX.")
    calling.phone("Ben").expects("aviso urgente")
