"""The pages around passkeys: the button beside the password, the way back, the list."""

from datetime import timedelta
from typing import Any

import pytest

from reporting.staff.app import create_staff_app

ANA = "ana@oak.example"


def test_the_sign_in_offers_a_device_and_leads_where_one_wanted_to_be(visitor: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    visitor.get("/threads/7KQ2BC/now")
    visitor.get(visitor.answer.headers["Location"])
    assert 'data-passkey="get"' in visitor.text
    visitor.post("/sign-in/passkey", said=ANA, prf="x")
    assert visitor.answer.request.path == "/threads/7KQ2BC/now"


def test_a_device_that_is_not_known_is_told_so_beside_the_password(visitor: Any) -> None:
    visitor.get("/sign-in").post("/sign-in/passkey", said="nobody")
    assert visitor.status == 401
    assert "opens nothing here" in visitor.text
    assert 'name="password"' in visitor.text


def test_a_form_without_its_token_is_not_looked_at(visitor: Any) -> None:
    visitor.get("/sign-in").post("/sign-in/passkey", said=ANA, csrf_token="x")
    assert visitor.status == 403
    assert visitor.get("/inbox").status == 303


def test_the_lock_offers_a_device_to_whoever_has_one(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    ana.get("/threads/7KQ2BC")
    house.clock.now += timedelta(minutes=5)
    ana.post("/threads/7KQ2BC/reply", body="I am here now.")
    assert 'data-passkey="get"' in ana.text
    wrong = ana.post("/locked/passkey", said="nobody")
    assert wrong.status == 401
    ana.post("/locked/passkey", said=ANA)
    assert ana.answer.request.path == "/threads/7KQ2BC"
    assert "I am here now.</textarea>" in ana.text


def test_without_one_the_lock_asks_for_the_password_alone(ana: Any, house: Any) -> None:
    house.devices = []
    house.clock.now += timedelta(minutes=5)
    ana.get("/locked")
    ana.get("/inbox")
    assert "data-passkey" not in ana.get("/locked").text


def test_unlocking_what_another_tab_unlocked_leads_on(ana: Any) -> None:
    ana.get("/inbox").post("/locked/passkey", said=ANA, next="/on-call", csrf_token=form_token(ana))
    assert ana.answer.request.path == "/on-call"


def form_token(ana: Any) -> str:
    """Of a page that stands before a session."""
    return str(type(ana)(ana.client.application).get("/sign-in").hidden()["csrf_token"])


def test_a_device_stands_for_the_password_where_it_is_asked_again(ana: Any) -> None:
    ana.get("/step-up?next=/people/invite").post("/step-up/passkey", said=ANA)
    assert ana.answer.request.path == "/people/invite"
    assert ana.status == 200


def test_ones_own_list_adds_and_removes_with_the_password(ana: Any, house: Any) -> None:
    ana.get("/account/passkeys").post("/account/passkeys", said="x", prf="x", label="tablet", password="no")
    assert ana.status == 422
    assert "This is not your password." in ana.text
    assert 'value="tablet"' in ana.text
    ana.post("/account/passkeys", said="x", prf="x", label="tablet", password="correct horse battery")
    assert "opens your keys from now on" in ana.text
    assert [one.label for one in house.devices] == ["my phone", "tablet"]
    ana.post("/account/passkeys/1/remove", follow=False)
    assert ana.answer.headers["Location"].startswith("/step-up?next=/account/passkeys")
    ana.step_up()
    ana.get("/account/passkeys").post("/account/passkeys/1/remove")
    assert [one.label for one in house.devices] == ["tablet"]


@pytest.mark.parametrize("page", ["/sign-in", "/account/passkeys"])
def test_without_scripts_no_button_promises_what_cannot_work(ana: Any, visitor: Any, page: str) -> None:
    shown = (visitor if page == "/sign-in" else ana).get(page).text
    assert 'class="passkey" hidden' in shown or 'hidden class="passkey"' in shown


def test_the_button_counts_as_a_sign_in_from_one_place(
    house: Any, make_settings: Any, at_browser: Any
) -> None:
    app = create_staff_app(house.doors(), make_settings(sign_ins_a_minute=3))
    visitor = at_browser(app).get("/sign-in")
    for _ in range(3):
        visitor.post("/sign-in/passkey", said="nobody")
        assert visitor.status == 401
    visitor.post("/sign-in/passkey", said="nobody")
    assert visitor.status == 429
