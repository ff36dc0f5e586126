"""Each number speaks through its own Messaging Service, and asks Twilio to keep nothing where the account can."""

import json
from typing import Any

from twilio.http.response import Response

from notify.ports import Delivery
from notify.twilio import TwilioCarrier, Wire
from reporting.app.carriers import services
from reporting.people.providers import Hotline, TwilioAccount

STUDENTS, STAFF = "+15550200", "+15550100"


class Recorded(Wire):
    """Answers as Twilio does, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[dict[str, Any]] = []

    def request(self, method: str, uri: str, params: Any = None, data: Any = None, **_: Any) -> Response:
        self.asked.append(dict(data))
        return Response(201, json.dumps({"sid": "SM" + "1" * 32, "status": "accepted"}))


def text(sender: str, **more: Any) -> dict[str, Any]:
    wire = Recorded()
    carrier = TwilioCarrier("AC" + "1" * 32, "SK", "secret", "https://q.example", wire=wire, **more)
    sent = carrier.send_text(to="+15550999", sender=sender, body="x", reference="aa.bb.1", validity_s=85)
    carrier.close()
    assert sent.status is Delivery.QUEUED
    return wire.asked[0]


def test_students_and_staff_have_a_service_each_and_keep_their_numbers() -> None:
    account = TwilioAccount("AC1", ("t",), students_service="MG-students", staff_service="MG-staff")
    which = services(account, Hotline(STUDENTS, STAFF))
    for number, service in ((STUDENTS, "MG-students"), (STAFF, "MG-staff")):
        asked = text(number, services=which)
        assert (asked["From"], asked["MessagingServiceSid"]) == (number, service)


def test_without_a_service_the_number_speaks_for_itself() -> None:
    which = services(TwilioAccount("AC1", ("t",), staff_service="MG-staff"), Hotline(STUDENTS, STAFF))
    asked = text(STUDENTS, services=which)
    assert asked["From"] == STUDENTS
    assert "MessagingServiceSid" not in asked
    assert services(TwilioAccount("AC1", ("t",)), None) == {}


def test_an_account_with_message_redaction_is_asked_to_keep_neither_words_nor_number() -> None:
    asked = text(STAFF, redacts=True)
    assert (asked["ContentRetention"], asked["AddressRetention"]) == ("discard", "obfuscate")
    assert "ContentRetention" not in text(STAFF)  # an account without it refuses the whole text


def test_a_text_names_our_reference_and_how_long_it_is_worth_sending() -> None:
    asked = text(STAFF)
    assert asked["StatusCallback"] == "https://q.example/sms/status?ref=aa.bb.1"
    assert int(asked["ValidityPeriod"]) == 85
