"""The official client's requests and the simulator's answers, against Twilio's own OpenAPI description."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from twilio.base.exceptions import TwilioException, TwilioRestException

from notify.simulator.console import NUMBERS
from notify.twilio_media import TwilioMedia

Line = Any  # the fixture of conftest.py
HOTLINE, PHONE = "+15550100", "+15550201"
API = "https://api.twilio.com"


def send(line: Line) -> str:
    return line.carrier.send_text(
        to=PHONE, sender=HOTLINE, body="Quietline: á", reference="a.b.1", validity_s=180
    ).sid


def call(line: Line) -> str:
    return line.carrier.place_call(to=PHONE, sender=HOTLINE, reference="a.b.1", ring_s=30).sid


def service(line: Line) -> str:
    return line.simulator.account.setup.services[0].sid


def by_service(line: Line) -> None:
    line.send(messaging_service_sid=service(line))


def mms(line: Line) -> str:
    return line.settled(media_url=["http://127.0.0.1:9/a.jpg", "http://127.0.0.1:9/b.jpg"])


def redact(line: Line) -> None:
    line.client.messages(line.settled()).update(body="")


def delete(line: Line) -> None:
    line.client.messages(line.settled()).delete()


def pictures(line: Line) -> None:
    message = line.client.messages(mms(line))
    first, second = message.media.list()
    message.media(first.sid).fetch()
    message.media(second.sid).delete()
    assert [each.sid for each in message.media.list()] == [first.sid]


def find(line: Line) -> None:
    send(line)
    found = line.carrier.find_text(
        to=PHONE, sender=HOTLINE, body="Quietline: á", since=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert found is not None


def hang_up(line: Line) -> None:
    assert line.client.calls(call(line)).update(status="completed").status == "canceled"


def delete_call(line: Line) -> None:
    sid = call(line)
    line.client.calls(sid).update(status="canceled")
    line.client.calls(sid).delete()


def calls(line: Line) -> None:
    call(line)
    assert len(line.client.calls.list(to=PHONE, status="queued")) == 1


def numbers(line: Line) -> None:
    (found,) = line.client.incoming_phone_numbers.list(phone_number=HOTLINE)
    line.client.incoming_phone_numbers(found.sid).fetch()
    line.client.incoming_phone_numbers(found.sid).update(sms_method="POST", sms_url="http://127.0.0.1:9/sms")


def services(line: Line) -> None:
    found = line.client.messaging.v1.services
    assert len(found.list()) == 3
    found(service(line)).fetch()
    assert [each.phone_number for each in found(service(line)).phone_numbers.list()] == [HOTLINE]


def registrations(line: Line) -> None:
    messaging = line.client.messaging.v1
    (campaign,) = messaging.services(service(line)).us_app_to_person.list()
    assert campaign.campaign_status == "VERIFIED"
    (verified,) = messaging.tollfree_verifications.list()
    assert verified.status == "TWILIO_APPROVED"


DEEDS: dict[str, Callable[[Line], Any]] = {
    "sms": send,
    "sms by service": by_service,
    "mms": mms,
    "call": call,
    "redact": redact,
    "delete": delete,
    "media": pictures,
    "list": find,
    "get": lambda line: line.carrier.fetch_status(send(line)),
    "get call": lambda line: line.carrier.fetch_status(call(line)),
    "hang up": hang_up,
    "delete call": delete_call,
    "list calls": calls,
    "account": lambda line: line.client.api.v2010.accounts(line.simulator.account_sid).fetch(),
    "balance": lambda line: line.client.balance.fetch(),
    "numbers": numbers,
    "services": services,
    "registrations": registrations,
    "permissions": lambda line: line.client.voice.v1.dialing_permissions.countries("US").fetch(),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_requests_and_answers_are_as_twilio_describes_them(deed: Callable[[Line], Any], line: Line) -> None:
    deed(line)
    assert line.wire.seen
    for seen in line.wire.seen:
        seen.validate()


def test_the_client_sends_no_field_that_twilio_does_not_know(line: Line, described: Any) -> None:
    """Validators let unknown form fields pass, so the names are compared."""
    send(line)
    call(line)
    mms(line)
    for seen in line.wire.seen:
        path = seen.path.replace(line.simulator.account_sid, "{AccountSid}")
        form = described(API)["paths"][path]["post"]["requestBody"]["content"]
        known = form["application/x-www-form-urlencoded"]["schema"]["properties"]
        assert {name for name, _ in seen.form} <= set(known)


SCHEMAS: dict[str, tuple[Callable[[Line], Any], str]] = {
    "api.v2010.account.message": (send, ""),
    "api.v2010.account.call": (call, ""),
    "api.v2010.account": (DEEDS["account"], ""),
    "api.v2010.account.balance": (DEEDS["balance"], ""),
    "api.v2010.account.incoming_phone_number": (numbers, ""),
    "api.v2010.account.message.media": (pictures, "media_list"),
    "messaging.v1.service": (services, "services"),
    "messaging.v1.service.us_app_to_person": (registrations, "compliance"),
    "messaging.v1.tollfree_verification": (registrations, "verifications"),
    "voice.v1.dialing_permissions.dialing_permissions_country-instance": (DEEDS["permissions"], ""),
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_simulator_answers_with_exactly_the_fields_that_twilio_has(
    schema: str, line: Line, described: Any
) -> None:
    deed, inside = SCHEMAS[schema]
    deed(line)
    read = [json.loads(seen.body) for seen in line.wire.seen if seen.status != 204]
    answer = next(each[inside][0] for each in read if inside in each) if inside else read[-1]
    hosts = [each.host for each in line.wire.seen if each.status != 204]
    wanted = described("https://messaging.twilio.com" if inside and schema[0] == "m" else hosts[-1])
    assert set(answer) == set(wanted["components"]["schemas"][schema]["properties"])


def test_an_unfinished_message_or_call_cannot_be_deleted_or_redacted_yet(line: Line) -> None:
    message, ringing = line.client.messages(send(line)), line.client.calls(call(line))
    for early in (message.delete, lambda: message.update(body=""), ringing.delete):
        with pytest.raises(TwilioRestException) as refused:
            early()
        assert refused.value.code == 20009


def test_a_long_list_is_read_page_by_page_and_none_comes_twice(line: Line) -> None:
    sent = [line.send(body=str(number)) for number in range(7)]
    line.send(to="+15550999")
    listed = line.client.messages.list(to=PHONE, from_=HOTLINE, page_size=3)
    assert [each.sid for each in listed] == sent[::-1]
    assert len(line.client.messages.list(date_sent_after=date(2026, 1, 1))) == 8
    assert line.client.messages.list(date_sent_before=date(2020, 1, 1)) == []
    assert line.client.messages.list(date_sent_after=date(2120, 1, 1)) == []
    for seen in line.wire.seen[-3:]:
        seen.validate()


def test_a_call_that_is_over_is_not_ended_twice(line: Line) -> None:
    sid = call(line)
    line.client.calls(sid).update(status="completed")
    with pytest.raises(TwilioRestException) as refused:
        line.client.calls(sid).update(status="completed")
    assert refused.value.code == 21220


def test_a_stop_closes_a_whole_service_and_no_other(line: Line) -> None:
    line.simulator.text(PHONE, HOTLINE, "STOP")
    for closed in ({"from_": HOTLINE}, {"from_": HOTLINE, "messaging_service_sid": service(line)}):
        with pytest.raises(TwilioRestException) as refused:
            line.send(**closed)
        assert refused.value.code == 21610
    assert line.send(from_="+15550101")


def test_a_key_that_may_not_read_numbers_is_told_so(line: Line) -> None:
    line.simulator.account.setup.withheld = frozenset({NUMBERS})
    with pytest.raises(TwilioException) as refused:
        line.client.incoming_phone_numbers.list()
    assert refused.value.args[1].status_code == 403
    assert line.client.balance.fetch().balance == "25.00"


def test_a_picture_is_fetched_from_the_simulator_itself(line: Line) -> None:
    line.simulator.text(PHONE, HOTLINE, "look", media=1)
    (heard,) = line.client.messages.list(from_=PHONE)
    (media,) = line.client.messages(heard.sid).media.list()
    credentials = (line.simulator.account_sid, line.simulator.token)
    address = f"{line.simulator.base_url}{media.uri.removesuffix('.json')}"
    assert line.wire._session.get(address, timeout=10).status_code == 401
    # As Twilio does for accounts that protect their media: on to a store, which takes no second kind of credentials.
    onward = line.wire._session.get(address, auth=credentials, timeout=10, allow_redirects=False)
    assert onward.status_code == 307
    location = onward.headers["Location"]
    assert line.wire._session.get(location, auth=credentials, timeout=10).status_code == 400
    answer = line.wire._session.get(location, timeout=10)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_a_picture_is_fetched_and_deleted_as_twilio_describes_it(line: Line) -> None:
    line.simulator.text(PHONE, HOTLINE, "look", files=[("image/jpeg", b"\xff\xd8\xff a picture")])
    (heard,) = line.client.messages.list(from_=PHONE)
    (media,) = line.client.messages(heard.sid).media.list()
    store = TwilioMedia(replace(line.carrier, base_url=line.simulator.base_url, wire=line.wire))
    name = store.name(f"{line.simulator.base_url}{media.uri.removesuffix('.json')}")
    assert name is not None
    assert store.fetch(name, 100) == b"\xff\xd8\xff a picture"
    store.erase(name)
    assert line.client.messages(heard.sid).media.list() == []
    assert [seen.path.rsplit("/", 1)[1][:2] for seen in line.wire.seen if seen.method == "DELETE"] == ["ME"]
    for seen in line.wire.seen:
        seen.validate()
    store.erase(name)  # gone already: no error
