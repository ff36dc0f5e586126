"""The answer comes by another channel than the question: it counts, and what is on its way says so."""

from typing import Any

Fixture = Any


def test_a_text_answers_the_call_that_still_rings(shipped: Fixture) -> None:
    shipped.page()
    shipped.pass_(90)
    ana = shipped.phone("Ana").expects("urgent page")
    assert ana.rings()
    ana.replies("ack {code}").expects("you have 7KQ2XX")
    assert ana.presses("1").startswith("Somebody has this page already")
    quiet = len(shipped.simulator.messages())
    shipped.pass_(900, step=30)
    assert len(shipped.simulator.messages()) == quiet


def test_the_button_of_a_mail_takes_the_page_and_looking_at_it_does_not(shipped: Fixture) -> None:
    shipped.page()
    shipped.pass_(140)
    (mail,) = shipped.mails("Ana")
    subject, _, body = mail.partition("\n\n")
    assert subject == "Quietline: urgent page 7KQ2XX"
    assert "ACK" not in body  # nobody reads the answer to a mail
    token = shipped.button_of(mail)
    for _ in range(3):  # a scanner of mails opens every link
        asked = shipped.looks_at_button(token)
        assert (asked.open, asked.references, asked.holder) == (True, ("7KQ2XX",), None)
    taken = shipped.presses_button(token)
    assert (taken.open, taken.holder, taken.mine) == (False, "Ana", True)
    quiet = len(shipped.simulator.messages())
    shipped.pass_(900, step=30)
    assert len(shipped.simulator.messages()) == quiet
    assert shipped.presses_button(token).mine


def test_a_button_that_comes_late_says_who_has_it_and_a_made_up_one_says_nothing(shipped: Fixture) -> None:
    shipped.page()
    shipped.pass_(170)
    shipped.phone("Ben").expects("aviso").replies("ack {code}")
    late = shipped.presses_button(shipped.button_of(shipped.mails("Ana")[0]))
    assert (late.open, late.holder, late.mine) == (False, "Ben", False)
    assert shipped.presses_button("1" * 40) is None
    assert shipped.looks_at_button("'; --") is None


def test_the_digit_one_marks_the_call_as_heard(shipped: Fixture) -> None:
    shipped.page()
    shipped.pass_(90)
    assert shipped.phone("Ana").presses("1") == "Thank you. The page is yours. Please open Quietline now."
    shipped.work()
    assert shipped.states(channel="voice") == ["delivered"]
