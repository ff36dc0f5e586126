"""While the service or its store does not answer, a partner's words to a student stay on their page and go out once."""

import html
import re
from typing import Any

import pytest

from reporting.app.sites import public_site
from reporting.app.window_line import WindowShut
from tests.integration.referrals.conftest import Referred
from tests.integration.referrals.test_a_partner_signs_in import MAY, PASSWORD, Organized, Pages
from tests.integration.referrals.test_a_side_thread import beside
from tests.integration.referrals.test_a_side_threads_pages import Partner
from tests.integration.referrals.test_words_outlive_a_partners_page import field, side_page, told

WORDS = 'canary-words We have time.\n\nOn "Tuesday" <or> later.'

PLAIN = "canary-words We have time on Tuesday."
SOON = 'Tuesday at "four" & later'


def form_of(page: str) -> dict[str, str]:
    """What the page's last form sends, as a browser reads it."""
    form = page.rsplit("<form", 1)[1]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form, re.DOTALL)
    return {name: html.unescape(value) for name, value in found}


def shut(monkeypatch: pytest.MonkeyPatch, harbor: Referred) -> None:
    def refuse(*_: Any) -> None:
        raise WindowShut("nobody there")

    monkeypatch.setattr(harbor.doors.partner_service, "shred_key", refuse)


def test_behind_a_link_the_words_stay_and_are_sent_once_when_it_is_back(
    harbor: Referred, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = beside(harbor)
    partner = Partner(there, public_site(harbor.house.house).test_client())
    partner.press()
    with monkeypatch.context() as away:
        shut(away, harbor)
        page = partner.press(act="write", body=WORDS)
        assert "Your words are still here." in page
        assert "Try again in a minute." in page
        assert form_of(page)["body"] == WORDS
        again = partner.browse.post(f"{partner.link}/side", data=form_of(page))
        assert again.status_code == 503
        assert form_of(again.text) == form_of(page)
    for _ in range(2):
        sent = partner.browse.post(f"{partner.link}/side", data=form_of(page))
        assert sent.status_code == 200
    assert len([one for one in told(there) if "canary-words" in one]) == 1


def test_after_signing_in_they_stay_too(harbor: Referred, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Pages(Organized(harbor, {}))
    packet, _ = side_page(pages)
    typed = {name: pages.hidden(name) for name in ("session", "token", "side", "submission", "packet")}

    def refuse(*_: Any) -> None:
        raise WindowShut("nobody there")

    with monkeypatch.context() as away:
        # Whether somebody is still in is asked of the service too.
        away.setattr(harbor.doors.partner_entering, "resume", refuse)
        page = pages.press("/partners/packet/side", **typed, act="write", body=PLAIN).page
    assert "Your words are still here." in page
    kept = form_of(page)
    assert (kept["body"], kept["packet"], kept["act"]) == (PLAIN, packet, "write")
    assert "canary-words" in pages.press("/partners/packet/side", **kept).page


def test_an_answer_comes_back_with_what_was_typed_and_is_kept_once_it_is_back(
    harbor: Referred, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = beside(harbor)
    partner = Partner(there, public_site(harbor.house.house).test_client())
    typed = {"token": form_of(partner.page)["token"], "step": "scheduled", "when": SOON, "day": "2031-05-06"}
    accepted = partner.browse.post(partner.link, data={**typed, "step": "accepted", "when": ""})
    typed["token"] = form_of(accepted.text)["token"]
    with monkeypatch.context() as away:
        shut(away, harbor)
        answer = partner.browse.post(partner.link, data=typed)
        assert answer.status_code == 503
        assert "Try again in a minute." in answer.text
        assert form_of(answer.text) == typed
        assert html.unescape(answer.text).count(SOON) == 2  # in the form, and to be read
    done = partner.browse.post(partner.link, data=form_of(answer.text))
    assert done.status_code == 200
    assert "(a time is set)" in done.text


def test_whoever_opens_a_link_then_is_asked_for_the_pin_again_and_loses_no_words(
    harbor: Referred, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = beside(harbor)
    partner = Partner(there, public_site(harbor.house.house).test_client())
    with monkeypatch.context() as away:
        shut(away, harbor)
        page = partner.browse.post(partner.link, data={"pin": there.pin, "body": WORDS})
    assert page.status_code == 503
    assert "Try again in a minute." in page.text
    assert there.pin not in page.text
    assert field(page.text) == WORDS


def test_what_is_pressed_on_the_list_can_be_pressed_again_and_a_sign_in_is_typed_again(
    harbor: Referred, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = Pages(Organized(harbor, {}))
    side_page(pages)
    session = pages.hidden("session")

    def refuse(*_: Any) -> None:
        raise WindowShut("nobody there")

    with monkeypatch.context() as away:
        away.setattr(harbor.doors.partner_inbox, "set_room", refuse)
        room = {"session": session, "act": "room", "one": "ab" * 16, "capacity": "full"}
        assert form_of(pages.press("/partners", **room).page) == room
        assert pages.status == 503
        away.setattr(harbor.doors.partner_entering, "sign_in", refuse)
        pages.press("/partners", email=MAY, password=PASSWORD, code="123456", body=PLAIN)
        assert pages.status == 503
        assert "Try again in a minute." in pages.page
        assert field(pages.page) == PLAIN
        assert PASSWORD not in pages.page
