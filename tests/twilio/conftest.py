"""The official client against the simulator, with a copy of everything that passes between them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from twilio.http.response import Response
from twilio.rest import Client

from notify.simulator import Simulator, setup
from notify.twilio import TwilioCarrier, Wire

HERE = Path(__file__).parent
PRODUCT = "http://127.0.0.1:9"
HOTLINE, PAGER, TOLL_FREE, PHONE = "+15550100", "+15550101", "+18005550102", "+15550201"
SLICES = {
    "https://api.twilio.com": "api_v2010",
    "https://messaging.twilio.com": "messaging_v1",
    "https://voice.twilio.com": "voice_v1",
}


@cache
def description(host: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((HERE / f"{SLICES[host]}.slice.json").read_text())
    return read


@cache
def rules(host: str) -> OpenAPI:
    return OpenAPI.from_dict(description(host))


@dataclass
class Seen:
    """One request of the client and its answer."""

    method: str
    host: str
    path: str
    query: dict[str, Any]
    form: list[tuple[str, str]]
    status: int
    body: str

    def request(self) -> MockRequest:
        data = urlencode(self.form).encode() if self.form else None
        return MockRequest(
            self.host,
            self.method.lower(),
            self.path,
            args=self.query,
            headers={"Authorization": "Basic eA=="},
            data=data,
            content_type="application/x-www-form-urlencoded" if data else "",
        )

    def response(self) -> MockResponse:
        return MockResponse(self.body.encode(), status_code=self.status, content_type="application/json")

    def validate(self) -> None:
        """Raises what openapi-core raises when either side says something that Twilio does not describe."""
        rules(self.host).validate_request(self.request())
        if self.status != 204:
            rules(self.host).validate_response(self.request(), self.response())


@dataclass
class Listening(Wire):
    """The real wire, with a copy of what passes."""

    base: str
    seen: list[Seen] = field(default_factory=list)
    # A peer of its own for a host of Twilio's.
    bases: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(base_url=self.base)

    def request(self, method: str, uri: str, **more: Any) -> Response:
        host = f"https://{urlsplit(uri).hostname}"
        self._base_url = self.bases.get(host, self.base)
        answer = super().request(method, uri, **more)
        form: list[tuple[str, str]] = []
        for name, value in (more.get("data") or {}).items():
            form += [(name, str(each)) for each in (value if isinstance(value, list) else [value])]
        parts = urlsplit(uri)
        # The next page of a list is asked for by the address that the answer gave.
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if pair)
        query |= {name: str(value) for name, value in (more.get("params") or {}).items()}
        self.seen.append(
            Seen(
                method,
                host,
                parts.path,
                query,
                form,
                answer.status_code,
                answer.text or "",
            )
        )
        return answer


@dataclass
class Line:
    simulator: Simulator
    wire: Listening
    carrier: TwilioCarrier
    client: Client
    slices: dict[str, str] = field(default_factory=lambda: dict(SLICES))

    def send(self, **more: Any) -> str:
        fields = {"to": PHONE, "from_": HOTLINE, "body": "Quietline: á", **more}
        sid: str = self.client.messages.create(**fields).sid
        return sid

    def settled(self, **more: Any) -> str:
        sid = self.send(**more)
        self.simulator.settle()
        return sid


def make_simulator() -> Simulator:
    numbers = (HOTLINE, PAGER, TOLL_FREE)
    settings = setup.registered(
        numbers, PRODUCT, fallback_url="http://127.0.0.1:8/down", answers="Call 911 or 988."
    )
    return Simulator(
        PRODUCT, numbers, lambda: datetime.now(UTC), threaded=False, pace_s=0.001, settings=settings
    )


def make_line(simulator: Simulator, base: str) -> Line:
    wire = Listening(base)
    account, token = simulator.account_sid, simulator.token
    carrier = TwilioCarrier(account, account, token, PRODUCT, wire=wire)
    return Line(simulator, wire, carrier, Client(account, token, http_client=wire))


@pytest.fixture
def line() -> Iterator[Line]:
    simulator = make_simulator()
    made = make_line(simulator, simulator.start())
    yield made
    made.carrier.close()
    simulator.stop()


@pytest.fixture
def described() -> Any:
    """Twilio's description of what one of its hosts does."""
    return description
