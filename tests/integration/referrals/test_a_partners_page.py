"""The partner's page over HTTP, as a phone and a mail scanner call it."""

import re
from dataclasses import replace
from typing import Any

import pytest

from reporting.app.sites import public_site
from tests.integration.referrals.conftest import ABOUT, NAME, PURPOSE, Referred
from tests.integration.referrals.test_a_partner_opens_one_packet import sent


@pytest.fixture
def browse(harbor: Referred) -> Any:
    """A browser at a service whose mail leaves."""
    house = harbor.house.house
    partner, _ = harbor.mailed()
    return public_site(replace(house, referring=replace(house.referring, partner=partner))).test_client()


def test_a_scanner_that_opens_the_link_learns_and_changes_nothing(harbor: Referred, browse: Any) -> None:
    offer, token, pin = sent(harbor)
    for _ in range(7):
        page = browse.get(f"/partner/{token}")
    assert page.status_code == 200
    assert not any(word in page.text for word in (NAME, ABOUT, PURPOSE, "Harbor House"))
    assert not harbor.doors.student.look(harbor.come_back().token, offer).standing.opened
    assert NAME in browse.post(f"/partner/{token}", data={"pin": pin}).text


def test_a_partner_answers_on_a_phone_and_nobody_reads_along(harbor: Referred, browse: Any) -> None:
    _, token, pin = sent(harbor)
    page = browse.post(f"/partner/{token}", data={"pin": f"{pin[:4]} {pin[4:]}"})
    assert (page.headers["Cache-Control"], page.status_code) == ("no-store", 200)
    assert "911" in page.text
    known = re.findall(r'name="token" value="([^"]+)"', page.text)[0]
    said = browse.post(f"/partner/{token}", data={"token": known, "step": "accepted"})
    assert "Kept." in said.text
    assert "accepted" in said.text


def test_an_old_link_offers_a_new_one_and_says_where_it_goes(harbor: Referred, browse: Any) -> None:
    _, token, pin = sent(harbor)
    harbor.pass_days(16)
    assert "This link is too old." in browse.post(f"/partner/{token}", data={"pin": pin}).text
    page = browse.post(f"/partner/{token}", data={"pin": pin, "renew": "1"})
    assert "A new link is on its way." in page.text
    assert "harbor.example" not in page.text
    again = browse.post(f"/partner/{token}", data={"pin": pin, "renew": "1"})
    assert again.status_code == 404
    assert "This link and PIN open nothing." in again.text
    assert len(harbor.mails()) == 1
