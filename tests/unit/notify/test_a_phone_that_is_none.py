"""What goes to the test phone stays here. The carrier is asked a question that sends nothing, and its refusals count."""

from datetime import UTC, datetime
from typing import Any

import pytest

from notify.ports import CarrierError, Delivery, Misconfigured, Sent
from notify.sink import NUMBER, Sink
from notify.wording import say

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
LINE, ANA = "+12025550199", "+12025550101"
REAL = Sent("SM1", Delivery.QUEUED)


class Asked:
    """A carrier that remembers what it was asked, by what and for whom."""

    def __init__(self, refusal: CarrierError | None = None) -> None:
        self.asked: list[tuple[str, str]] = []
        self.refusal = refusal

    def _note(self, what: str, to: str) -> None:
        self.asked.append((what, to))
        if self.refusal:
            raise self.refusal

    def send_text(self, *, to: str, **_: Any) -> Sent:
        self._note("text", to)
        return REAL

    def place_call(self, *, to: str, **_: Any) -> Sent:
        self._note("call", to)
        return REAL

    def fetch_status(self, sid: str) -> Sent:
        self._note("status", sid)
        return REAL

    def find_text(self, *, to: str, **_: Any) -> Sent | None:
        self._note("find", to)
        return None


def text(sink: Sink, to: str, body: str = "hello") -> Sent:
    return sink.send_text(to=to, sender=LINE, body=body, reference="r", validity_s=60)


def test_no_carrier_hears_of_its_number_and_nobody_is_rung() -> None:
    carrier = Asked()
    sink = Sink(carrier, LINE, lambda: NOW)
    assert text(sink, NUMBER).status is Delivery.DELIVERED
    assert carrier.asked == [("find", LINE)]
    with pytest.raises(CarrierError):
        sink.place_call(to=NUMBER, sender=LINE, reference="r", ring_s=30)
    assert carrier.asked == [("find", LINE)]


def test_no_network_could_ring_it() -> None:
    """No country's code begins with 0."""
    assert NUMBER.startswith("+0")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_it_answers_with_the_code_of_the_text_and_once(lang: str) -> None:
    sink = Sink(Asked(), LINE, lambda: NOW)
    text(
        sink, NUMBER, say("page", lang, reference="7KQ2BC", code="4821", link="https://x/1234", time="08:30")
    )
    assert sink.codes() == ("4821",)
    assert sink.codes() == ()


def test_what_the_carrier_refuses_is_refused_here_too_and_nothing_came_to_the_phone() -> None:
    sink = Sink(Asked(Misconfigured(20003)), LINE, lambda: NOW)
    with pytest.raises(Misconfigured):
        text(sink, NUMBER, "Reply ACK 4821")
    assert sink.codes() == ()


def test_everything_else_goes_to_the_carrier_as_it_is() -> None:
    carrier = Asked()
    sink = Sink(carrier, LINE, lambda: NOW)
    assert text(sink, ANA, "Reply ACK 4821") is REAL
    assert sink.place_call(to=ANA, sender=LINE, reference="r", ring_s=30) is REAL
    assert sink.fetch_status("SM1") is REAL
    assert sink.find_text(to=ANA, sender=LINE, body="", since=NOW) is None
    assert carrier.asked == [("text", ANA), ("call", ANA), ("status", "SM1"), ("find", ANA)]
    assert sink.codes() == ()
