"""Signing in: who gets a session, what the cookie is, how it ends."""

from datetime import timedelta
from typing import Any

import pytest

from reporting.staff.app import create_staff_app


def test_the_right_password_leads_to_the_inbox_with_a_cookie_that_scripts_and_other_sites_never_see(
    visitor: Any,
) -> None:
    visitor.get("/sign-in").post(
        "/sign-in", follow=False, email="ana@oak.example", password="correct horse battery"
    )
    assert visitor.status == 303
    assert visitor.answer.headers["Location"] == "/inbox"
    cookie = visitor.answer.headers["Set-Cookie"]
    assert cookie.startswith("s=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/" in cookie


def test_over_https_the_cookie_is_bound_to_this_host_and_never_leaves_in_clear(
    house: Any, make_settings: Any, at_browser: Any
) -> None:
    app = create_staff_app(house.doors(), make_settings(https=True))
    staff = at_browser(app, "https://localhost").get("/sign-in")
    staff.post("/sign-in", follow=False, email="ana@oak.example", password="correct horse battery")
    cookie = staff.answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-s=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_a_wrong_password_gives_the_address_back_but_never_the_password(visitor: Any) -> None:
    visitor.get("/sign-in").post("/sign-in", email="ana@oak.example", password="wrong password 123")
    assert visitor.status == 401
    assert 'value="ana@oak.example"' in visitor.text
    assert "wrong password 123" not in visitor.text
    assert "Set-Cookie" not in visitor.answer.headers


def test_an_unknown_address_is_answered_like_a_wrong_password(visitor: Any) -> None:
    known = visitor.get("/sign-in").post("/sign-in", email="ana@oak.example", password="x").text
    unknown = visitor.get("/sign-in").post("/sign-in", email="nobody@oak.example", password="x").text
    alert = "This address and password do not fit together."
    assert alert in known
    assert alert in unknown


def test_with_codes_on_the_password_alone_opens_nothing(app: Any, at_browser: Any) -> None:
    ben = at_browser(app).sign_in("ben@oak.example")
    assert 'name="code"' in ben.text
    assert ben.get("/inbox").answer.headers["Location"] == "/sign-in/code"
    ben.get("/sign-in/code").post("/sign-in/code", code="000 000")
    assert ben.status == 401
    ben.post("/sign-in/code", code="123 456")
    assert ben.status == 200
    assert ben.answer.request.path == "/inbox"


def test_signing_out_ends_the_session_on_the_server_too(ana: Any, house: Any) -> None:
    assert house.open_sessions
    ana.get("/inbox").post("/sign-out")
    assert not house.open_sessions
    assert ana.get("/inbox").status == 303


def test_polling_never_keeps_a_session_alive(ana: Any, house: Any) -> None:
    for _ in range(20):
        house.clock.now += timedelta(minutes=1)
        ana.get("/inbox/changes?since=0")
    assert ana.status == 401
    ana.get("/inbox")
    assert ana.answer.headers["Location"] == "/locked?next=/inbox"


def test_watching_the_list_never_keeps_a_session_alive_either(ana: Any, house: Any) -> None:
    for _ in range(20):
        house.clock.now += timedelta(minutes=1)
        ana.get("/inbox/rows")
    assert ana.status == 401


def test_a_person_who_opens_pages_stays_signed_in(ana: Any, house: Any) -> None:
    for _ in range(20):
        house.clock.now += timedelta(minutes=4)
        assert ana.get("/inbox").status == 200


def test_after_signing_in_one_is_where_one_wanted_to_be(visitor: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    visitor.get("/threads/7KQ2BC")
    visitor.get(visitor.answer.headers["Location"])
    visitor.post("/sign-in", email="ana@oak.example", password="correct horse battery")
    assert visitor.answer.request.path == "/threads/7KQ2BC"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a//b"],
)
def test_a_link_cannot_send_a_person_who_signs_in_to_another_site(visitor: Any, elsewhere: Any) -> None:
    visitor.get("/sign-in")
    visitor.post(
        "/sign-in", follow=False, next=elsewhere, email="ana@oak.example", password="correct horse battery"
    )
    assert visitor.answer.headers["Location"] == "/inbox"


def test_too_many_tries_from_one_place_wait_a_minute_and_the_page_says_so(
    house: Any, make_settings: Any, at_browser: Any
) -> None:
    app = create_staff_app(house.doors(), make_settings(sign_ins_a_minute=3))
    staff = at_browser(app).get("/sign-in")
    for _ in range(3):
        staff.post("/sign-in", email="ana@oak.example", password="x")
    staff.post("/sign-in", email="ana@oak.example", password="correct horse battery")
    assert staff.status == 429
    assert "Wait a minute" in staff.text
    assert 'value="ana@oak.example"' in staff.text


def test_when_the_shared_counters_are_down_staff_can_still_sign_in(
    house: Any, make_settings: Any, at_browser: Any
) -> None:
    # Nothing listens there: the counters of this process take over.
    app = create_staff_app(house.doors(), make_settings(limits_url="valkey://127.0.0.1:9"))
    staff = at_browser(app).sign_in()
    assert staff.answer.request.path == "/inbox"


def test_a_sign_in_form_that_stood_too_long_comes_back_with_its_address(visitor: Any) -> None:
    visitor.get("/sign-in")
    visitor.post("/sign-in", csrf_token="old", email="ana@oak.example", password="correct horse battery")
    assert visitor.status == 403
    assert "stood too long" in visitor.text
    assert 'value="ana@oak.example"' in visitor.text


def test_a_link_from_a_mail_finds_the_session_that_a_strict_cookie_left_behind(
    ana: Any, app: Any, at_browser: Any
) -> None:
    # The browser leaves the cookie out on the first request; our own page asks again and brings it.
    fresh = at_browser(app).get(
        "/threads/7KQ2BC", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    )
    assert fresh.status == 200
    assert '<meta http-equiv="refresh" content="0; url=/threads/7KQ2BC">' in fresh.text


def test_stepping_up_gives_a_new_cookie_and_the_old_one_is_dead(ana: Any) -> None:
    before = ana.client.get_cookie("s").value
    ana.step_up()
    after = ana.client.get_cookie("s").value
    assert before != after
    ana.client.set_cookie("s", before)
    assert ana.get("/inbox").status == 303


def test_what_changes_who_may_read_asks_for_the_password_again_after_five_minutes(
    ana: Any, house: Any
) -> None:
    assert ana.get("/people/invite").answer.headers["Location"] == "/step-up?next=/people/invite"
    ana.step_up()
    assert ana.get("/people/invite").status == 200
    house.clock.now += timedelta(minutes=5)
    assert ana.get("/people/invite").status == 303
