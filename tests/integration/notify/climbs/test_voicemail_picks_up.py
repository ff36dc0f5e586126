"""Voicemail picks up: it hears the page twice, presses nothing, and the ladder goes on as if nobody had answered."""

from datetime import timedelta
from typing import Any

from notify.simulator import Phone as Manners

Fixture = Any


def test_a_voicemail_is_no_delivery_and_the_next_step_comes_as_soon_as_it_hangs_up(shipped: Fixture) -> None:
    began = shipped.at
    shipped.simulator.behaviour.set_phone(shipped.phone("Ana").number, Manners(voicemail=True))
    shipped.page()
    shipped.pass_(170)
    (call,) = shipped.phone("Ana").calls()
    assert call["status"] == "completed"
    assert "You have not taken the page." in call["body"]
    assert shipped.story(began) == ["0:00 sms Ana", "1:30 voice Ana", "2:10 email Ana", "2:40 sms Ben"]
    assert shipped.states(channel="voice") == ["failed_perm"]
    shipped.phone("Ben").expects("aviso urgente")


def test_a_call_that_is_pushed_away_moves_on_at_once(shipped: Fixture) -> None:
    shipped.simulator.behaviour.set_phone(shipped.phone("Ana").number, Manners(busy=True))
    began = shipped.at
    shipped.page()
    shipped.pass_(92, step=1)
    assert shipped.story(began) == ["0:00 sms Ana", "1:30 voice Ana", "1:31 email Ana"]


def test_whoever_hangs_up_has_not_taken_it(shipped: Fixture) -> None:
    shipped.page()
    shipped.pass_(90)
    ana = shipped.phone("Ana")
    shipped.simulator.hang_up(ana.calls()[0]["sid"])
    shipped.at += timedelta(seconds=1)
    shipped.work()
    assert len(shipped.mails("Ana")) == 1


def test_a_call_is_in_the_persons_language_and_carries_no_reference(shipped: Fixture) -> None:
    shipped.page()
    shipped.pass_(250)
    ben = shipped.phone("Ben")
    assert ben.rings()
    assert ben.presses("2") == "No se ha ocupado del aviso. Seguimos llamando. Adiós."
    (call,) = ben.calls()
    assert call["body"].startswith("Habla Quietline con un aviso urgente. Marque 1 para ocuparse.")
    assert "7KQ2XX" not in call["body"]
