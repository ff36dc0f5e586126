"""The public site over the founded house, called as a carrier would call it."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator

from reporting.app.sites import public_site
from reporting.sms.webhooks import SmsParts, create_sms_blueprint

BASE = "http://localhost:8080"


class Carrier:
    """Signs what it sends with its token, over the configured address."""

    def __init__(self, app: Any, token: str) -> None:
        self._client, self._token = app.test_client(), token

    def post(
        self,
        path: str,
        form: Mapping[str, str],
        *,
        signed_for: str | None = None,
        signature: str | None = None,
    ) -> Any:
        made = RequestValidator(self._token).compute_signature(signed_for or BASE + path, dict(form))
        headers = {"X-Twilio-Signature": made if signature is None else signature}
        return self._client.post(path, data=dict(form), headers=headers, base_url="http://localhost:8080")


@pytest.fixture
def carrier(watched_house: Any) -> Any:
    app = public_site(watched_house.house)
    return lambda token="token": Carrier(app, token)


@pytest.fixture
def two_tokens(founded_house: Any) -> Any:
    """While one token replaces the other."""
    house = founded_house.house
    app = Flask("public")
    app.register_blueprint(
        create_sms_blueprint(SmsParts(house.hearing, house.calling, BASE, lambda: ("old", "new")))
    )
    return lambda token: Carrier(app, token)


@pytest.fixture
def text() -> Any:
    def made(body: str, **more: str) -> dict[str, str]:
        """The form of an inbound text, empty fields and the sender's town included."""
        return {
            "MessageSid": "SM1",
            "From": "+12025550161",
            "To": "+12025550100",
            "Body": body,
            "NumMedia": "0",
            "FromCity": "OAKFIELD",
            "FromZip": "",
            **more,
        }

    return made
