"""The official client against the simulator: whatever goes wrong is one of four words, without a number in it."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from notify.ports import Busy, CarrierError, Delivery, Misconfigured, Refused, Unsure
from notify.simulator import Fault, Simulator
from notify.twilio import TwilioCarrier

SENDER, TO = "+15550100", "+15550201"
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    simulator = Simulator("http://127.0.0.1:9", [SENDER], lambda: NOW, threaded=False)
    simulator.start()
    simulator.behaviour.slow_s = 0.5
    yield simulator
    simulator.stop()


def carrier_to(simulator: Simulator, **more: Any) -> TwilioCarrier:
    return TwilioCarrier(
        simulator.account_sid,
        simulator.account_sid,
        more.pop("secret", simulator.token),
        "http://127.0.0.1:9",
        base_url=more.pop("base_url", simulator.base_url),
        answer_s=0.25,
        connect_s=0.25,
    )


@pytest.fixture
def carrier(simulator: Simulator) -> Iterator[TwilioCarrier]:
    carrier = carrier_to(simulator)
    yield carrier
    carrier.close()


def send(carrier: TwilioCarrier, to: str = TO, body: str = "Quietline: hello", sender: str = SENDER) -> Any:
    return carrier.send_text(to=to, sender=sender, body=body, reference="aa.bb.1", validity_s=120)


def test_a_text_is_taken_and_moves_to_delivered(simulator: Simulator, carrier: TwilioCarrier) -> None:
    sent = send(carrier)
    assert sent.status is Delivery.QUEUED
    simulator.settle()
    assert carrier.fetch_status(sent.sid).status is Delivery.DELIVERED


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("+15005550001", 21211),
        ("+15005550002", 21612),
        ("+15005550003", 21408),
        ("+15005550004", 21610),
        ("+15005550009", 21614),
        ("not a number", 21211),
    ],
)
def test_numbers_that_can_never_be_reached_are_refused(carrier: TwilioCarrier, to: str, code: int) -> None:
    with pytest.raises(Refused) as refused:
        send(carrier, to)
    assert refused.value.code == code


def test_a_number_that_said_stop_is_refused_until_start(simulator: Simulator, carrier: TwilioCarrier) -> None:
    simulator.account.records.opt_out(SENDER, TO)
    with pytest.raises(Refused) as refused:
        send(carrier)
    assert refused.value.code == 21610
    simulator.account.records.opt_in(SENDER, TO)
    send(carrier)


def test_a_text_of_more_than_1600_characters_and_a_foreign_sender_are_refused(carrier: TwilioCarrier) -> None:
    with pytest.raises(Refused) as refused:
        send(carrier, body="x" * 1601)
    assert refused.value.code == 21617
    with pytest.raises(Refused) as refused:
        send(carrier, sender="+15559999")
    assert refused.value.code == 21606


def test_too_many_requests_wait_as_long_as_twilio_says(simulator: Simulator, carrier: TwilioCarrier) -> None:
    simulator.behaviour.next(Fault.TOO_MANY)
    with pytest.raises(Busy) as busy:
        send(carrier)
    assert (busy.value.code, busy.value.retry_after_s) == (20429, 1)


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.LOST_REPLY, Fault.LOST_REQUEST, Fault.SLOW])
def test_an_answer_that_is_lost_late_or_broken_leaves_us_unsure(
    simulator: Simulator, carrier: TwilioCarrier, fault: Fault
) -> None:
    simulator.behaviour.next(fault)
    with pytest.raises(Unsure):
        send(carrier)
    taken = fault in {Fault.LOST_REPLY, Fault.SLOW}
    found = carrier.find_text(to=TO, sender=SENDER, body="Quietline: hello", since=NOW - timedelta(minutes=1))
    assert (found is not None) is taken


def test_a_text_from_before_or_with_other_words_is_not_taken_for_ours(carrier: TwilioCarrier) -> None:
    send(carrier)
    assert carrier.find_text(to=TO, sender=SENDER, body="other", since=NOW - timedelta(minutes=1)) is None
    later = NOW + timedelta(minutes=1)
    assert carrier.find_text(to=TO, sender=SENDER, body="Quietline: hello", since=later) is None


def test_of_two_equal_texts_the_one_that_is_known_is_not_taken_for_the_other(carrier: TwilioCarrier) -> None:
    since = NOW - timedelta(minutes=1)
    first = send(carrier)
    asked: Any = {"to": TO, "sender": SENDER, "body": "Quietline: hello", "since": since}
    assert carrier.find_text(**asked, known=[first.sid]) is None
    second = send(carrier)
    found = carrier.find_text(**asked, known=[first.sid])
    assert found is not None
    assert found.sid == second.sid


def test_a_wrong_secret_or_a_closed_account_is_for_a_person_to_mend(simulator: Simulator) -> None:
    wrong = carrier_to(simulator, secret="wrong")
    with pytest.raises(Misconfigured) as told:
        send(wrong)
    wrong.close()
    assert told.value.code == 20003


def test_an_unreachable_carrier_has_certainly_not_taken_it(simulator: Simulator) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    away = carrier_to(simulator, base_url=f"http://127.0.0.1:{port}")
    with pytest.raises(Busy):
        send(away)
    away.close()


def test_a_fault_names_no_number_and_no_word(
    simulator: Simulator, carrier: TwilioCarrier, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="notify")
    caplog.set_level("DEBUG", logger="twilio")
    simulator.behaviour.next(Fault.SLOW, Fault.LOST_REQUEST, Fault.SERVER_ERROR)
    for to in (TO, TO, TO, "+15005550001"):
        with pytest.raises(CarrierError) as error:
            send(carrier, to)
        shown = repr(error.value) + str(error.value) + str(error.value.__cause__)
        assert "555" not in shown
        assert "hello" not in shown
        assert error.value.__suppress_context__ or error.value.__context__ is None
    assert "555" not in caplog.text
    assert simulator.token not in repr(carrier)
