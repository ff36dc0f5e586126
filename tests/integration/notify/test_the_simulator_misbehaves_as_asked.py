"""The carrier's bad days, each by its name, against a product that only listens."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import pytest

from notify.ports import Busy, Delivery, Misconfigured, Unsure
from notify.simulator import Manner, Order, Simulator, Weather, setup
from notify.simulator.texting import HELP_ANSWER
from notify.twilio import TwilioCarrier, validate_signature

HOTLINE, PAGER, PHONE = "+15550100", "+15550101", "+15550201"
OWN = "Maple Line: call 911 or 988."


@dataclass
class Product:
    """Listens as the product does, and answers each address as the test says. `form`s in the order in which they came."""

    heard: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    answers: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def answer(self, path: str) -> tuple[int, str]:
        waiting = self.answers.get(path.partition("?")[0], [])
        if len(waiting) > 1:
            return waiting.pop(0)
        return waiting[0] if waiting else (204, "")

    def statuses(self) -> list[str]:
        return [form.get("MessageStatus") or form.get("CallStatus", "") for _, form, _ in self.heard]

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.heard]


def serve(product: Product) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = dict(parse_qsl(text, keep_blank_values=True))
            product.heard.append((self.path, form, self.headers["X-Twilio-Signature"]))
            status, body = product.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None: ...

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@dataclass
class Scene:
    product: Product
    simulator: Simulator
    carrier: TwilioCarrier
    moment: datetime = datetime(2026, 3, 3, 12, tzinfo=UTC)

    def wait(self, seconds: int) -> None:
        for _ in range(seconds):
            self.moment += timedelta(seconds=1)
            self.simulator.account.schedule.run_due()

    def send(self, to: str = PHONE, body: str = "Quietline") -> str:
        return self.carrier.send_text(to=to, sender=HOTLINE, body=body, reference="r", validity_s=60).sid

    def call(self) -> str:
        return self.carrier.place_call(to=PHONE, sender=PAGER, reference="r", ring_s=20).sid


@pytest.fixture
def scene() -> Iterator[Scene]:
    product = Product()
    server = serve(product)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    settings = setup.registered((HOTLINE, PAGER), url, fallback_url=f"{url}/fallback", answers=OWN)
    made: list[Scene] = []
    simulator = Simulator(
        url, (HOTLINE, PAGER), lambda: made[0].moment, threaded=False, pace_s=1, settings=settings
    )
    base = simulator.start()
    account = simulator.account_sid
    carrier = TwilioCarrier(account, account, simulator.token, url, base_url=base, answer_s=5)
    made.append(Scene(product, simulator, carrier))
    yield made[0]
    carrier.close()
    simulator.stop()
    server.shutdown()
    server.server_close()
    thread.join()


def test_late_callbacks_come_late_though_the_text_was_there_in_time(scene: Scene) -> None:
    scene.simulator.behaviour.order = Order.LATE
    sid = scene.send()
    scene.wait(10)
    assert scene.carrier.fetch_status(sid).status is Delivery.DELIVERED
    assert scene.product.statuses() == []
    scene.wait(60)
    assert scene.product.statuses() == ["sending", "sent", "delivered"]


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (Order.TRUE, ["initiated", "ringing", "no-answer"]),
        (Order.DOUBLED, ["initiated"] * 2 + ["ringing"] * 2 + ["no-answer"] * 2),
        (Order.REVERSED, ["no-answer", "ringing", "initiated"]),
        (Order.NEVER, []),
    ],
)
def test_what_becomes_of_a_call_is_told_in_any_order(scene: Scene, order: Order, told: list[str]) -> None:
    scene.simulator.behaviour.order = order
    scene.call()
    scene.wait(30)
    assert scene.product.statuses() == told


def test_a_call_that_is_taken_back_stops_ringing_and_says_so(scene: Scene) -> None:
    sid = scene.call()
    scene.wait(2)
    client = scene.carrier._client
    assert client.calls(sid).update(status="completed").status == "canceled"
    scene.wait(60)
    assert scene.product.statuses() == ["initiated", "ringing", "canceled"]
    assert scene.simulator.press(sid, "1") == ""


@pytest.mark.parametrize(
    ("manner", "ends"),
    [
        (Manner.ON, ("delivered", None)),
        (Manner.OFF, ("sent", None)),
        (Manner.UNREACHABLE, ("undelivered", 30003)),
        (Manner.BLOCKED, ("undelivered", 30007)),
        (Manner.LANDLINE, ("undelivered", 30006)),
    ],
)
def test_a_phone_has_the_manners_that_it_was_given(
    scene: Scene, manner: Manner, ends: tuple[str, int | None]
) -> None:
    scene.simulator.behave(phone=PHONE, manner=manner.value)
    assert scene.simulator.weather()["phones"] == {PHONE: manner.value}
    scene.send()
    scene.wait(9)
    (shown,) = scene.simulator.messages()
    assert (shown["status"], shown["error"]) == ends


@pytest.mark.parametrize(
    ("weather", "trouble"),
    [
        (Weather.DOWN, Unsure),
        (Weather.TEXTS_DOWN, Unsure),
        (Weather.LOSING, Unsure),
        (Weather.CROWDED, Busy),
        (Weather.LOCKED, Misconfigured),
    ],
)
def test_a_bad_day_of_the_carrier_lasts_until_it_is_over(
    scene: Scene, weather: Weather, trouble: type[Exception]
) -> None:
    scene.simulator.behaviour.turn(weather)
    for _ in range(3):
        with pytest.raises(trouble):
            scene.send()
    # What it took and did not say is on its way all the same.
    assert len(scene.simulator.messages()) == (3 if weather is Weather.LOSING else 0)
    scene.simulator.behaviour.turn(Weather.WELL)
    assert scene.send()


@pytest.mark.parametrize("wrong", ["carrier", "callbacks", "manner"])
def test_a_word_that_is_no_behaviour_changes_nothing(scene: Scene, wrong: str) -> None:
    before = scene.simulator.weather()
    chosen = {"carrier": "down", "callbacks": "late", "phone": PHONE, "manner": "off", wrong: "sunny"}
    with pytest.raises(ValueError, match="sunny"):
        scene.simulator.behave(**chosen)
    assert scene.simulator.weather() == before


def test_what_a_number_sends_waits_its_turn(scene: Scene) -> None:
    scene.simulator.behaviour.segments_per_s = 0.1
    first, second = scene.send(body="x" * 300), scene.send()
    scene.wait(4)
    said = {sid: scene.carrier.fetch_status(sid).status for sid in (first, second)}
    assert said == {first: Delivery.DELIVERED, second: Delivery.QUEUED}
    scene.wait(20)
    assert scene.carrier.fetch_status(second).status is Delivery.DELIVERED


@pytest.mark.parametrize("campaign", [None, "IN_PROGRESS", "FAILED"])
def test_carriers_block_a_number_whose_registration_is_not_approved(
    scene: Scene, campaign: str | None
) -> None:
    scene.simulator.account.setup.services[0].campaign = campaign
    sid = scene.send()
    scene.wait(9)
    sent = scene.carrier.fetch_status(sid)
    assert (sent.status, sent.error) == (Delivery.UNDELIVERED, 30034)


def test_help_is_answered_in_our_words_where_they_were_written_and_in_twilios_where_not(scene: Scene) -> None:
    scene.simulator.text(PHONE, HOTLINE, "help")
    assert [each["body"] for each in scene.simulator.messages()] == [OWN]
    assert scene.product.heard[-1][1]["OptOutType"] == "HELP"
    scene.simulator.account.setup.services.clear()
    scene.simulator.text(PHONE, HOTLINE, "help")
    assert scene.simulator.messages()[-1]["body"] == HELP_ANSWER
    assert "OptOutType" not in scene.product.heard[-1][1]


def test_a_text_between_two_of_our_numbers_is_heard_at_the_other(scene: Scene) -> None:
    scene.product.answers["/sms"] = [(200, f"<Response><Message>{OWN}</Message></Response>"), (204, "")]
    scene.simulator.account.setup.services[1].help = None
    sid = scene.carrier.send_text(to=HOTLINE, sender=PAGER, body="HELP", reference="", validity_s=60).sid
    scene.wait(9)
    assert scene.carrier.fetch_status(sid).status is Delivery.DELIVERED
    both = [(form["From"], form["To"]) for path, form, _ in scene.product.heard if path == "/sms"]
    # Twilio's answer, which is ours here, and the product's own.
    assert both == [(PAGER, HOTLINE), (HOTLINE, PAGER), (HOTLINE, PAGER)]


def without_retries(settings: setup.Setup) -> None:
    settings.lines[HOTLINE].sms_url = settings.lines[HOTLINE].sms_url.partition("#")[0]


def nothing(_: setup.Setup) -> None: ...


@pytest.mark.parametrize(
    ("failures", "change", "asked"),
    [
        (2, nothing, ["/sms"] * 3),
        (9, nothing, ["/sms"] * 4 + ["/fallback"]),
        (1, without_retries, ["/sms", "/fallback"]),
    ],
    ids=["tried again", "then the fallback", "not tried again unless the address asks for it"],
)
def test_a_product_that_answers_with_an_error_is_asked_again_only_as_its_address_says(
    scene: Scene, failures: int, change: Callable[[setup.Setup], None], asked: list[str]
) -> None:
    change(scene.simulator.account.setup)
    scene.product.answers["/sms"] = [(503, "")] * failures + [(204, "")]
    scene.simulator.text(PHONE, HOTLINE, "hello")
    assert scene.product.paths() == asked


def test_after_a_rotation_the_new_token_signs_and_the_old_one_still_opens(scene: Scene) -> None:
    old = scene.simulator.token
    scene.simulator.rotate("a newer token")
    scene.send()
    scene.wait(9)
    path, form, signed = scene.product.heard[-1]
    url = f"{scene.simulator.public_url}{path}"
    assert validate_signature(url, form, signed, ["a newer token"])
    assert not validate_signature(url, form, signed, [old])
