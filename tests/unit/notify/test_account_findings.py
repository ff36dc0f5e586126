"""What keeps a number from being told to students: each fact by itself, on an account that is as it should be."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from notify.account_facts import AccountFacts, Help, NumberFacts, Part, ServiceFacts
from notify.account_findings import Wanted, Weight, findings, help_answered, opens

STUDENTS, STAFF, TOLL_FREE = "+12025550100", "+12025550199", "+18445550100"
PUBLIC = "https://tell.oak.example"
URL = f"{PUBLIC}/sms#rc=3&rp=ct,rt,5xx"
ELSEWHERE = "https://down.example.net/fallback.xml"
WANTED = Wanted(PUBLIC, STUDENTS, STAFF)


def number(which: str, **more: Any) -> NumberFacts:
    return NumberFacts(which, sms_url=URL, sms_fallback_url=ELSEWHERE, voice_url=ELSEWHERE, **more)


def service(name: str, which: str, **more: Any) -> ServiceFacts:
    return ServiceFacts(f"MG{name}", name, frozenset({which}), **{"campaign": "VERIFIED", **more})


FINE = AccountFacts(
    credentials=True,
    status="active",
    kind="Full",
    balance=Decimal(25),
    numbers=(number(STUDENTS), number(STAFF)),
    services=(service("students", STUDENTS), service("staff", STAFF)),
    us_calls=True,
    help=Help.OURS,
)


def students(**changed: Any) -> AccountFacts:
    return replace(FINE, numbers=(replace(FINE.numbers[0], **changed), FINE.numbers[1]))


def of_students(**changed: Any) -> AccountFacts:
    return replace(FINE, services=(replace(FINE.services[0], **changed), FINE.services[1]))


def codes(facts: AccountFacts, wanted: Wanted = WANTED) -> dict[str, Weight]:
    return {one.code: one.weight for one in findings(facts, wanted)}


def test_an_account_that_is_as_it_should_be_opens_texting() -> None:
    assert findings(FINE, WANTED) == ()
    assert opens(())


STOPS = {
    "credentials": replace(FINE, credentials=False),
    "account_closed": replace(FINE, status="suspended"),
    "trial": replace(FINE, kind="Trial"),
    "balance": replace(FINE, balance=Decimal(0)),
    "no_us_calls": replace(FINE, us_calls=False),
    "unreadable": replace(FINE, unreadable=frozenset({Part.REGISTRATIONS})),
    "not_ours": replace(FINE, numbers=FINE.numbers[1:]),
    "no_texts": students(texts=False),
    "no_calls": replace(FINE, numbers=(FINE.numbers[0], replace(FINE.numbers[1], calls=False))),
    "application": students(application=True),
    "inbound_nowhere": students(sms_url=""),
    "inbound_elsewhere": students(sms_url=f"https://other.example/sms{URL.partition('#')[2]}"),
    "inbound_get": students(sms_method="GET"),
    "not_registered": of_students(campaign=None),
    "registration_pending": of_students(campaign="IN_PROGRESS"),
    "registration_failed": of_students(campaign="FAILED"),
    "one_service": replace(
        FINE, services=(ServiceFacts("MG1", "both", frozenset({STUDENTS, STAFF}), campaign="VERIFIED"),)
    ),
    "help_untried": replace(FINE, help=Help.UNTRIED),
    "help_waiting": replace(FINE, help=Help.WAITING),
    "help_silent": replace(FINE, help=Help.SILENT),
    "help_carriers": replace(FINE, help=Help.CARRIERS),
    "help_unreadable": replace(FINE, help=Help.UNREADABLE),
}


@pytest.mark.parametrize("code", STOPS)
def test_what_keeps_texting_closed(code: str) -> None:
    found = findings(STOPS[code], WANTED)
    assert codes(STOPS[code]) == {code: Weight.STOP}
    assert not opens(found)


CARES = {
    "balance": replace(FINE, balance=Decimal("3.20")),
    "no_retry": students(sms_url=f"{PUBLIC}/sms"),
    "no_fallback": students(sms_fallback_url=""),
    "fallback_here": students(sms_fallback_url=f"{PUBLIC}/healthz"),
    "calls_unanswered": students(voice_url=""),
    "reports_elsewhere": of_students(status_callback="https://other.example/status"),
    "unreadable": replace(FINE, unreadable=frozenset({Part.BALANCE}), balance=None),
}


@pytest.mark.parametrize("code", CARES)
def test_what_should_be_mended_and_closes_nothing(code: str) -> None:
    assert codes(CARES[code]) == {code: Weight.CARE}
    assert opens(findings(CARES[code], WANTED))


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("TWILIO_APPROVED", {}),
        (None, {"not_verified": Weight.STOP}),
        ("IN_REVIEW", {"registration_pending": Weight.STOP}),
        ("TWILIO_REJECTED", {"registration_failed": Weight.STOP}),
    ],
)
def test_a_toll_free_number_needs_its_own_verification_and_no_campaign(
    state: str | None, found: dict[str, Weight]
) -> None:
    facts = replace(
        FINE,
        numbers=(number(TOLL_FREE, verification=state), FINE.numbers[1]),
        services=FINE.services[1:],
    )
    assert codes(facts, replace(WANTED, students=TOLL_FREE)) == found


def test_where_the_service_receives_its_address_counts_and_not_the_numbers() -> None:
    there = of_students(on_number=False, inbound_url="", fallback_url=ELSEWHERE)
    assert codes(there) == {"inbound_nowhere": Weight.STOP}
    assert codes(of_students(on_number=False, inbound_url=URL, fallback_url=ELSEWHERE)) == {}


def test_one_number_for_both_is_allowed_and_said() -> None:
    assert codes(FINE, replace(WANTED, staff=STUDENTS)) == {"one_number": Weight.CARE}


@pytest.mark.parametrize("changed", [{"sticky_sender": True}, {"long_code_fallback": True}])
def test_a_service_that_remembers_pairs_is_refused_where_numbers_are_struck_out(
    changed: dict[str, bool],
) -> None:
    assert codes(of_students(**changed)) == {}
    assert codes(of_students(**changed), replace(WANTED, redaction=True)) == {"sticky": Weight.STOP}


def test_a_public_address_without_encryption_is_refused_but_on_this_machine() -> None:
    plain = replace(WANTED, public_url="http://tell.oak.example")
    assert codes(FINE, plain)["public_plain"] is Weight.STOP
    assert "public_plain" not in codes(FINE, replace(WANTED, public_url="http://localhost:8080"))


@pytest.mark.parametrize(
    ("bodies", "answered"),
    [
        ((), Help.WAITING),
        (("Oak Line: call 911. Call or text 988.",), Help.OURS),
        (("Reply STOP to unsubscribe. Msg&Data Rates May Apply.",), Help.CARRIERS),
        (("Oak Line: call 911. Call or text 988.", "Reply STOP to unsubscribe."), Help.CARRIERS),
        (("",), Help.UNREADABLE),
    ],
)
def test_help_counts_as_ours_only_if_every_answer_names_crisis_numbers(
    bodies: tuple[str, ...], answered: Help
) -> None:
    assert help_answered(bodies) is answered


def test_the_gravest_comes_first() -> None:
    found = findings(replace(students(sms_fallback_url=""), kind="Trial", balance=Decimal(3)), WANTED)
    assert [one.weight for one in found] == [Weight.STOP, Weight.CARE, Weight.CARE]
