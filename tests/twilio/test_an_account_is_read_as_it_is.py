"""The account's settings as the official client reads them from the simulated console, and what is found in them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from notify.account_facts import AccountFacts, Help
from notify.account_findings import Wanted, findings, help_answered
from notify.ports import CarrierError, Misconfigured
from notify.simulator import Weather, console
from notify.simulator.setup import Setup
from notify.twilio_account import TwilioAccountReader

Line = Any
HOTLINE, PAGER, TOLL_FREE = "+15550100", "+15550101", "+18005550102"
PRODUCT = "http://127.0.0.1:9"
WANTED = Wanted(PRODUCT, HOTLINE, PAGER)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def reader(line: Line) -> Iterator[Callable[..., TwilioAccountReader]]:
    account, token = line.simulator.account_sid, line.simulator.token
    made: list[TwilioAccountReader] = []

    def make(secret: str = token, numbers: tuple[str, ...] = (HOTLINE, PAGER)) -> TwilioAccountReader:
        made.append(TwilioAccountReader(account, account, secret, numbers, line.simulator.base_url))
        return made[-1]

    yield make
    for one in made:
        one.close()


def found(facts: AccountFacts, wanted: Wanted = WANTED) -> set[str]:
    return {one.code for one in findings(facts, wanted)}


def test_an_account_in_order_lacks_only_somebody_who_texts_help(reader: Any) -> None:
    assert found(reader().read()) == {"help_untried"}


def _line(setup: Setup, **changed: Any) -> None:
    for name, value in changed.items():
        setattr(setup.lines[HOTLINE], name, value)


def _service(setup: Setup, **changed: Any) -> None:
    for name, value in changed.items():
        setattr(setup.services[0], name, value)


MISTAKES: dict[str, Callable[[Setup], Any]] = {
    "trial": lambda setup: setattr(setup, "kind", "Trial"),
    "account_closed": lambda setup: setattr(setup, "status", "suspended"),
    "balance": lambda setup: setattr(setup, "balance", "-1.50"),
    "no_us_calls": lambda setup: setattr(setup, "us_calls", False),
    "not_ours": lambda setup: setup.lines.pop(HOTLINE),
    "inbound_nowhere": lambda setup: _line(setup, sms_url=""),
    "inbound_elsewhere": lambda setup: _line(setup, sms_url="https://other.example/sms"),
    "inbound_get": lambda setup: _line(setup, sms_method="GET"),
    "no_retry": lambda setup: _line(setup, sms_url=f"{PRODUCT}/sms"),
    "no_fallback": lambda setup: _line(setup, sms_fallback_url=""),
    "calls_unanswered": lambda setup: _line(setup, voice_url=""),
    "no_texts": lambda setup: _line(setup, texts=False),
    "not_registered": lambda setup: _service(setup, campaign=None),
    "registration_pending": lambda setup: _service(setup, campaign="IN_PROGRESS"),
    "registration_failed": lambda setup: _service(setup, campaign="FAILED"),
    "one_service": lambda setup: _service(setup, numbers=(HOTLINE, PAGER)),
    "reports_elsewhere": lambda setup: _service(setup, status_callback="https://other.example/status"),
    "unreadable": lambda setup: setattr(setup, "withheld", frozenset({console.REGISTRATIONS})),
}


@pytest.mark.parametrize("code", MISTAKES)
def test_every_mistake_in_the_console_is_found(code: str, line: Line, reader: Any) -> None:
    before = found(reader().read())
    MISTAKES[code](line.simulator.account.setup)
    assert found(reader().read()) - before == {code}


def test_a_toll_free_number_that_was_not_verified_is_found(line: Line, reader: Any) -> None:
    wanted = Wanted(PRODUCT, TOLL_FREE, PAGER)
    read = reader(numbers=(TOLL_FREE, PAGER)).read
    assert "not_verified" not in found(read(), wanted)
    line.simulator.account.setup.lines[TOLL_FREE].verification = None
    assert "not_verified" in found(read(), wanted)


def test_a_wrong_secret_is_said_as_such_and_nothing_else(reader: Any) -> None:
    assert found(reader("another token").read()) == {"credentials"}


def test_a_key_that_sees_only_some_things_is_no_wrong_secret(line: Line, reader: Any) -> None:
    line.simulator.account.setup.withheld = frozenset({console.ACCOUNT, console.BALANCE, console.PERMISSIONS})
    facts = reader().read()
    assert facts.credentials
    assert {one.about for one in findings(facts, WANTED) if one.code == "unreadable"} == {
        "account",
        "balance",
        "permissions",
    }


def test_a_carrier_that_is_down_is_no_finding(line: Line, reader: Any) -> None:
    line.simulator.behave(carrier=Weather.DOWN.value)
    with pytest.raises(CarrierError):
        reader().read()


@pytest.mark.parametrize(
    ("own", "answered"), [("Call 911 or 988.", Help.OURS), (None, Help.CARRIERS)], ids=["own", "stock"]
)
def test_help_is_texted_between_our_numbers_and_its_answer_is_read(
    line: Line, reader: Any, own: str | None, answered: Help
) -> None:
    line.simulator.account.setup.services[0].help = own
    one = reader()
    assert help_answered(one.answers(sender=HOTLINE, to=PAGER, since=SINCE)) is Help.WAITING
    one.ask_help(sender=PAGER, to=HOTLINE)
    line.simulator.settle()
    assert help_answered(one.answers(sender=HOTLINE, to=PAGER, since=SINCE)) is answered


def test_what_only_left_is_no_answer(line: Line, reader: Any) -> None:
    line.simulator.behave(phone=PAGER, manner="off")
    line.send(from_=HOTLINE, to=PAGER, body="Call 911 or 988.")
    line.simulator.settle()
    assert reader().answers(sender=HOTLINE, to=PAGER, since=SINCE) == ()


def test_where_texts_are_struck_out_nobody_can_see_how_help_is_answered(line: Line, reader: Any) -> None:
    one = reader()
    one.ask_help(sender=PAGER, to=HOTLINE)
    line.simulator.settle()
    for each in line.simulator.account.records.all():
        line.simulator.account.records.change(each.sid, body="")
    assert help_answered(one.answers(sender=HOTLINE, to=PAGER, since=SINCE)) is Help.UNREADABLE


def test_a_key_that_may_not_text_is_a_matter_of_configuration(reader: Any) -> None:
    with pytest.raises(Misconfigured):
        reader("another token").ask_help(sender=PAGER, to=HOTLINE)
