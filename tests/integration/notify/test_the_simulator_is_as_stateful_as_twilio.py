"""Promises of the simulated Twilio itself, where the ladder's tests do not show them."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from notify.simulator import Simulator, texting, webhooks
from notify.simulator.fields import Fields
from notify.simulator.records import Record, Records
from notify.twilio import validate_signature

Fixture = Any
STAFF_NUMBER, STUDENT = "+15550100", "+15550999"
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def test_stop_is_answered_by_the_carrier_and_our_own_answers_are_blocked_after_it(district: Fixture) -> None:
    ana = district.phone("Ana")
    ana.replies("STOP").expects("successfully been unsubscribed")
    ana.replies("ACK")
    blocked = district.simulator.messages()[-1]
    assert (blocked["status"], blocked["error"]) == ("failed", 21610)
    ana.replies("START").expects("no page is open").expects("re-subscribed")


def test_a_list_of_all_that_left_has_the_shape_of_the_contract(district: Fixture) -> None:
    district.page()
    district.work()
    district.phone("Ana").replies("ACK")
    sent, answered = json.loads(json.dumps(district.simulator.messages()))
    assert {"to", "from", "kind", "body", "at", "status"} <= set(sent)
    assert (sent["from"], sent["kind"], sent["status"]) == (STAFF_NUMBER, "sms", "delivered")
    assert (answered["from"], answered["to"]) == (STAFF_NUMBER, district.phone("Ana").number)
    both_ways = [each["inbound"] for each in district.simulator.conversation()]
    assert both_ways == [False, True, False]


def test_only_the_last_records_are_kept() -> None:
    records = Records(limit=10)
    for number in range(25):
        records.add(
            Record(f"SM{number}", "sms", STUDENT, STAFF_NUMBER, str(number), NOW, "sent", "outbound-api")
        )
    assert [each.body for each in records.all()] == [str(number) for number in range(15, 25)]
    assert records.change("SM0", status="delivered") is None
    assert Records().limit == 5000


def test_a_webhook_with_a_wrong_signature_is_refused_by_the_product(district: Fixture) -> None:
    form = {"MessageSid": "SM1", "From": district.phone("Ana").number, "To": STAFF_NUMBER, "Body": "STOP"}
    url = f"{district.public_url}/sms"
    assert webhooks.post(url, form, "another token").status == 403
    assert webhooks.post(url, form, district.simulator.token).status == 200


@pytest.mark.parametrize("address", ["https://127.0.0.1/x", "http://q.example/x", "ftp://localhost/x"])
def test_it_speaks_to_this_machine_only(address: str) -> None:
    with pytest.raises(webhooks.NotLoopback):
        webhooks.post(address, {}, "token")
    with pytest.raises(webhooks.NotLoopback):
        Simulator("https://q.example", [STAFF_NUMBER], lambda: NOW)


def test_a_product_that_is_down_makes_no_answer_and_no_error() -> None:
    simulator = Simulator("http://127.0.0.1:9", [STAFF_NUMBER], lambda: NOW, threaded=False)
    assert simulator.text(STUDENT, STAFF_NUMBER, "hello") == 0
    assert simulator.messages() == []
    assert simulator.press("CA0", "1") == ""


@pytest.fixture
def live() -> Iterator[Simulator]:
    simulator = Simulator("http://127.0.0.1:9", [STAFF_NUMBER], lambda: NOW, pace_s=0.01)
    simulator.start()
    yield simulator
    simulator.stop()


def test_in_the_demo_statuses_move_by_themselves(live: Simulator) -> None:

    arrived = threading.Event()
    fields = Fields({"To": STUDENT, "From": STAFF_NUMBER, "Body": "hello"}.items())
    record = texting.take(live.account, fields)
    live.account.schedule.after(0.05, arrived.set)
    assert arrived.wait(20)
    moved = live.account.records.get(record.sid)
    assert moved is not None
    assert moved.history == ("queued", "sending", "sent", "delivered")


FORM = {
    "Body": "hola, ¿qué tal?",
    "From": STUDENT,
    "To": STAFF_NUMBER,
    "FromCity": "",
    "MessagingServiceSid": "",
}
URL = "https://q.example/sms?x=1"


def test_a_signature_covers_the_public_address_and_every_field_and_either_token_counts() -> None:
    signed = webhooks.signature(URL, FORM, "old token")
    assert validate_signature(URL, FORM, signed, ["new token", "old token"])
    assert not validate_signature(URL, FORM, signed, ["new token"])
    assert not validate_signature(URL, FORM, signed, [])
    assert not validate_signature(URL, FORM | {"Body": "hola"}, signed, ["old token"])
    assert not validate_signature(URL, FORM | {"Extra": "1"}, signed, ["old token"])
    assert not validate_signature("http://10.0.0.7:8080/sms?x=1", FORM, signed, ["old token"])
    assert not validate_signature(URL, FORM, "", ["old token"])
