"""The first phone is off: no text is confirmed, no call is picked up; the next person has it in good time."""

from typing import Any

from notify.simulator import Phone as Manners

Fixture = Any


def test_the_ladder_does_not_wait_for_a_phone_that_is_off(shipped: Fixture) -> None:
    began = shipped.at
    shipped.simulator.behaviour.set_phone(shipped.phone("Ana").number, Manners(off=True))
    shipped.page()
    shipped.pass_(200)
    assert shipped.story(began) == ["0:00 sms Ana", "1:30 voice Ana", "2:10 email Ana", "2:40 sms Ben"]
    shipped.phone("Ben").expects("aviso urgente").replies("ack {code}").expects("te ocupas")


def test_a_landline_is_texted_once_and_called_from_then_on(shipped: Fixture) -> None:
    shipped.simulator.behaviour.set_phone(shipped.phone("Ana").number, Manners(error=21614))
    for round_ in range(2):
        began = shipped.at
        shipped.page()
        shipped.pass_(5, step=1)
        story = shipped.story(began)
        if round_ == 0:
            assert story == ["0:00 sms Ana", "0:01 voice Ana"]
        else:
            assert story[-1] == "0:00 voice Ana"
        assert shipped.phone("Ana").presses("1").startswith("Thank you")
        shipped.pass_(600, step=60)
    assert len(shipped.phone("Ana").inbox()) == 1
