"""The official client's requests and the simulator's answers, against Twilio's own OpenAPI description."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from twilio.http.response import Response
from twilio.rest import Client

from notify.simulator import Simulator
from notify.twilio import API, TwilioCarrier, Wire

SENDER, TO = "+15550100", "+15550201"
SLICE = json.loads(Path(__file__).with_name("api_v2010.slice.json").read_text())


@dataclass
class Seen:
    method: str
    path: str
    query: dict[str, Any]
    form: list[tuple[str, str]]
    status: int
    body: str

    def request(self) -> MockRequest:
        data = urlencode(self.form).encode() if self.form else None
        return MockRequest(
            API,
            self.method.lower(),
            self.path,
            args=self.query,
            headers={"Authorization": "Basic eA=="},
            data=data,
            content_type="application/x-www-form-urlencoded" if data else "",
        )

    def response(self) -> MockResponse:
        return MockResponse(self.body.encode(), status_code=self.status, content_type="application/json")


@dataclass
class Listening(Wire):
    """The real wire, with a copy of what passes."""

    base: str
    seen: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(base_url=self.base)

    def request(self, method: str, uri: str, **more: Any) -> Response:
        answer = super().request(method, uri, **more)
        form = []
        for name, value in (more.get("data") or {}).items():
            form += [(name, str(each)) for each in (value if isinstance(value, list) else [value])]
        query = {name: str(value) for name, value in (more.get("params") or {}).items()}
        self.seen.append(Seen(method, urlsplit(uri).path, query, form, answer.status_code, answer.text or ""))
        return answer


@dataclass
class Line:
    simulator: Simulator
    wire: Listening
    carrier: TwilioCarrier
    client: Client


@pytest.fixture(scope="module")
def description() -> OpenAPI:
    return OpenAPI.from_dict(SLICE)


@pytest.fixture
def line() -> Iterator[Line]:
    simulator = Simulator(
        "http://127.0.0.1:9", [SENDER], lambda: datetime.now(UTC), threaded=False, pace_s=0.001
    )
    wire = Listening(simulator.start())
    account, token = simulator.account_sid, simulator.token
    carrier = TwilioCarrier(account, account, token, "http://127.0.0.1:9", wire=wire)
    yield Line(simulator, wire, carrier, Client(account, token, http_client=wire))
    carrier.close()
    simulator.stop()


def send(line: Line) -> str:
    return line.carrier.send_text(
        to=TO, sender=SENDER, body="Quietline: á", reference="a.b.1", validity_s=180
    ).sid


def call(line: Line) -> str:
    return line.carrier.place_call(to=TO, sender=SENDER, reference="a.b.1", ring_s=30).sid


def mms(line: Line) -> None:
    line.client.messages.create(to=TO, from_=SENDER, body="x", media_url=["http://127.0.0.1:9/a.jpg"])


def redact(line: Line) -> None:
    line.client.messages(send(line)).update(body="")


def delete(line: Line) -> None:
    sid = send(line)
    line.simulator.settle()
    line.client.messages(sid).delete()


def find(line: Line) -> None:
    send(line)
    found = line.carrier.find_text(
        to=TO, sender=SENDER, body="Quietline: á", since=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert found is not None


DEEDS: list[Callable[[Line], Any]] = [
    send,
    call,
    mms,
    redact,
    delete,
    find,
    lambda line: line.carrier.fetch_status(send(line)),
    lambda line: line.carrier.fetch_status(call(line)),
]


@pytest.mark.parametrize(
    "deed", DEEDS, ids=["sms", "call", "mms", "redact", "delete", "list", "get", "get-call"]
)
def test_requests_and_answers_are_as_twilio_describes_them(
    deed: Callable[[Line], Any], line: Line, description: OpenAPI
) -> None:
    deed(line)
    assert line.wire.seen
    for seen in line.wire.seen:
        description.validate_request(seen.request())
        if seen.status != 204:
            description.validate_response(seen.request(), seen.response())


def test_the_client_sends_no_field_that_twilio_does_not_know(line: Line) -> None:
    """Validators let unknown form fields pass, so the names are compared."""
    send(line)
    call(line)
    mms(line)
    for seen in line.wire.seen:
        path = seen.path.replace(line.simulator.account_sid, "{AccountSid}")
        form = SLICE["paths"][path]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]
        assert {name for name, _ in seen.form} <= set(form["schema"]["properties"])


def test_the_simulator_answers_with_exactly_the_fields_that_twilio_has(line: Line) -> None:
    send(line)
    call(line)
    for seen, schema in zip(line.wire.seen, ("message", "call"), strict=True):
        described = SLICE["components"]["schemas"][f"api.v2010.account.{schema}"]["properties"]
        assert set(json.loads(seen.body)) == set(described)


def test_an_unfinished_message_cannot_be_deleted_yet(line: Line) -> None:
    sid = send(line)
    with pytest.raises(Exception, match="not finished") as refused:
        line.client.messages(sid).delete()
    assert getattr(refused.value, "code", None) == 20009
