"""What the district's own account is given: its services, its pace, its log, and redaction where a setting says so."""

from pathlib import Path

from notify.pacing import Rates
from notify.twilio import TwilioCarrier
from notify.twilio_log import TwilioLog
from reporting.app.carriers import NoCarrier, wires
from reporting.people.providers import Hotline, TwilioAccount
from reporting.settings import DemoSettings, Settings

LINES = Hotline("+12025550100", "+12025550199")
ACCOUNT = TwilioAccount("AC1", ("old", "new"), "SK1", "secret", "MG1", "MG2")


def test_an_account_sends_by_its_key_through_its_services_at_its_pace_and_its_log_is_cleaned(
    tmp_path: Path,
) -> None:
    settings = Settings(home=tmp_path, sms_per_second=3, calls_per_second=2, twilio_redaction=True)
    made = wires(settings, ACCOUNT, LINES)
    carrier = made.carrier
    assert isinstance(carrier, TwilioCarrier)
    carrier.close()
    assert (carrier.user, carrier.secret) == ("SK1", "secret")
    assert carrier.services == {LINES.students: "MG1", LINES.staff: "MG2"}
    assert carrier.redacts
    assert made.rates == Rates(3, 2)
    assert made.log == TwilioLog(carrier)
    assert made.tokens == ("old", "new")


def test_without_a_key_the_first_token_sends_and_by_default_a_long_codes_pace_is_kept(tmp_path: Path) -> None:
    made = wires(Settings(home=tmp_path), TwilioAccount("AC1", ("old", "new")), LINES)
    assert isinstance(made.carrier, TwilioCarrier)
    made.carrier.close()
    assert (made.carrier.user, made.carrier.secret) == ("AC1", "old")
    assert made.rates == Rates(1, 1)
    assert not made.carrier.redacts


def test_without_an_account_nothing_is_sent_and_nothing_is_cleaned(tmp_path: Path) -> None:
    made = wires(Settings(home=tmp_path), None, LINES)
    assert isinstance(made.carrier, NoCarrier)
    assert made.log is None


def test_the_demo_keeps_a_pace_too(tmp_path: Path) -> None:
    assert DemoSettings(home=tmp_path).sms_per_second == 20
