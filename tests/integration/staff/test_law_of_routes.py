"""A law over the whole route table: each route is listed as open with a reason, or refuses whoever has no session."""

import re
from typing import Any

import pytest

from reporting.staff.app import create_staff_app
from reporting.staff.gate import BACKGROUND, PUBLIC, SIMULATOR, STEPPED_UP

SAMPLES = {
    "reference": "7KQ2BC",
    "organization": "63" * 16,
    "service": "43" * 16,
    "location": "31" * 16,
    "correction": "aa" * 16,
    "token": "t" * 40,
    "step": "places",
    "value": "aa",
    "filename": "staff.css",
    "wish": "en",
    "version": "1",
    "team": "aa",
    "layer": "new",
    "offer": "bb",
    "file": "ab" * 16,
    "danger": "life",
    "n": "1",
    "lang": "en",
    "code": "K7QD",
    "sheet": "poster",
    "state": "ohio",
    "pilot": "aa" * 16,
}


def address(rule: Any) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: SAMPLES[found[1]], rule.rule)


def asks(app: Any) -> Any:
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule, method, address(rule)


def test_every_route_is_open_by_name_or_refuses_without_a_session(
    app: Any, house: Any, at_browser: Any
) -> None:
    house.add("7KQ2BC", "urgent", summary="canary words of a student")
    open_routes = set()
    for rule, method, path in asks(app):
        stranger = at_browser(app)
        stranger.answer = stranger.client.open(path, method=method, base_url="http://localhost")
        if rule.endpoint in PUBLIC:
            open_routes.add(rule.endpoint)
        else:
            refused = stranger.status == 401 or (
                stranger.status == 303 and stranger.answer.headers["Location"].startswith("/sign-in")
            )
            assert refused, f"{method} {path} answers {stranger.status} to a stranger"
        assert "canary" not in stranger.text
        stranger.answer.close()
    assert open_routes == set(PUBLIC), "an open route that no longer exists stays on the list"
    assert all(PUBLIC.values()), "an open route needs its reason"
    assert not house.acts


def test_every_act_refuses_a_form_of_another_session(app: Any, ana: Any, house: Any, at_browser: Any) -> None:
    house.add("7KQ2BC", "urgent")
    ana.step_up()
    other = at_browser(app).sign_in()
    token = other.get("/inbox").hidden()["csrf_token"]
    for rule, method, path in asks(app):
        if method == "POST" and rule.endpoint not in PUBLIC:
            answer = ana.client.post(
                path, data={"csrf_token": token, "body": "x"}, base_url="http://localhost"
            )
            assert answer.status_code == 403, path
            missing = ana.client.post(path, data={"body": "x"}, base_url="http://localhost")
            assert missing.status_code == 403, path
    assert not house.acts


def test_every_act_refuses_what_another_site_sent_with_a_right_token(app: Any, ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    token = ana.get("/inbox").hidden()["csrf_token"]
    for rule, method, path in asks(app):
        if method == "POST":
            for headers in (
                {"Sec-Fetch-Site": "cross-site"},
                {"Sec-Fetch-Site": "same-site"},
                {"Origin": "https://evil.example"},
            ):
                answer = ana.client.post(
                    path, data={"csrf_token": token}, base_url="http://localhost", headers=headers
                )
                assert answer.status_code == 403, (rule.endpoint, headers)
    assert not house.acts


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example"])
def test_a_name_that_is_not_ours_is_refused_everywhere(app: Any, ana: Any, host: Any) -> None:
    for _, method, path in asks(app):
        answer = ana.client.open(path, method=method, base_url=f"http://{host}")
        assert answer.status_code == 400, path


def test_every_page_carries_the_policy_and_is_kept_nowhere(app: Any, ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent")
    ana.step_up()
    for _, method, path in asks(app):
        if method == "GET":
            answer = ana.client.get(path, base_url="http://localhost")
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy, path
            assert "'unsafe" not in policy
            assert "data:" not in policy
            assert answer.headers["Cache-Control"] == "no-store", path
            answer.close()
            if answer.mimetype == "text/html":
                text = answer.get_data(as_text=True)
                assert not re.search(r"\sstyle=", text), (
                    f"{path} has a style attribute, which the policy refuses"
                )
                assert not re.search(r"\son[a-z]+=", text), f"{path} has an inline handler"
                assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>|<style", text), f"{path} has inline code"
                assert not re.search(r"(?:src|href)=\"(?:https?:)?//(?!localhost)", text), (
                    f"{path} asks another host"
                )


def test_the_simulator_is_not_in_the_service(app: Any) -> None:
    assert not [rule for rule in app.url_map.iter_rules() if "simulator" in rule.rule]


def test_the_lists_of_the_gate_name_only_routes_that_exist(app: Any) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints >= BACKGROUND
    assert endpoints >= STEPPED_UP
    assert not endpoints & SIMULATOR


def test_a_house_that_is_set_up_has_no_set_up_page(house: Any, make_settings: Any) -> None:
    app = create_staff_app(house.doors(set_up=False), make_settings())
    assert not [rule for rule in app.url_map.iter_rules() if "set-up" in rule.rule]
