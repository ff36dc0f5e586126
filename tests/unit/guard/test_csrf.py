import pytest
from flask import Flask, request

from reporting.guard.csrf import CsrfRefused, check_csrf, csrf_token, token_of


def test_a_token_is_good_for_its_session_alone() -> None:
    token = csrf_token(b"a" * 32)
    check_csrf(b"a" * 32, token)
    with pytest.raises(CsrfRefused):
        check_csrf(b"b" * 32, token)


@pytest.mark.parametrize("token", ["", "x", "x" * 9999, "é"])
def test_no_token_and_nonsense_are_refused(token: str) -> None:
    with pytest.raises(CsrfRefused):
        check_csrf(b"a" * 32, token)


def test_a_token_travels_in_the_form_or_in_a_header() -> None:
    app = Flask("small", static_folder=None)

    def token(**kwargs: object) -> str:
        with app.test_request_context("/", method="POST", **kwargs):
            return token_of(request)

    assert token(data={"csrf_token": "one"}) == "one"
    assert token(headers={"X-CSRF-Token": "two"}) == "two"
    assert token() == ""
