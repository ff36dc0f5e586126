"""What is wrong with an account, from its facts alone. Pure: facts in, findings out, the gravest first.

Carriers in the United States block what an unregistered number sends; a text that Twilio answers with its own words
is a child's HELP without a crisis number. So the line is open for texts only when nothing here stops it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from urllib.parse import parse_qs, urldefrag, urlsplit

from notify.account_facts import AccountFacts, Help, NumberFacts, Part, ServiceFacts, is_toll_free

ENOUGH = Decimal(20)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
CRISIS = ("911", "988")
# As Twilio names the states of an A2P campaign and of a toll-free verification.
_CAMPAIGN = {"VERIFIED": "", "FAILED": "registration_failed"}
_VERIFICATION = {"TWILIO_APPROVED": "", "TWILIO_REJECTED": "registration_failed"}


class Weight(StrEnum):
    STOP = "stop"  # texting cannot open
    CARE = "care"  # it works, and should be mended


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names the sentence; `about` is a number, a part or a service; `value` what was found or is wanted."""

    code: str
    weight: Weight
    about: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`public_url`: where the carrier reaches us. `redaction`: the account strikes out texts, and with it our numbers."""

    public_url: str
    students: str
    staff: str
    redaction: bool = False

    @property
    def sms_url(self) -> str:
        return f"{self.public_url}/sms"

    @property
    def inbound(self) -> str:
        """With what makes Twilio ask again after a silence or an error."""
        return f"{self.sms_url}#rc=3&rp=ct,rt,5xx"

    @property
    def ours(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.students, self.staff)))


def findings(facts: AccountFacts, wanted: Wanted) -> tuple[Finding, ...]:
    if not facts.credentials:
        return (Finding("credentials", Weight.STOP),)
    found = (
        *_account(facts, wanted),
        *_rights(facts),
        *(one for number in wanted.ours for one in _number(facts, wanted, number)),
        *_apart(facts, wanted),
        *_help(facts),
    )
    return tuple(sorted(found, key=lambda one: one.weight is not Weight.STOP))


def opens(found: tuple[Finding, ...]) -> bool:
    """Whether students may be told the number."""
    return all(one.weight is not Weight.STOP for one in found)


def help_answered(bodies: tuple[str, ...]) -> Help:
    """Who answered HELP, from the texts that came back. One answer without crisis numbers spoils it."""
    if not bodies:
        return Help.WAITING
    if not all(bodies):
        return Help.UNREADABLE
    return Help.OURS if all(word in body for body in bodies for word in CRISIS) else Help.CARRIERS


def _account(facts: AccountFacts, wanted: Wanted) -> Iterator[Finding]:
    parts = urlsplit(wanted.public_url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        yield Finding("public_plain", Weight.STOP, value=wanted.public_url)
    if facts.status not in {"", "active"}:
        yield Finding("account_closed", Weight.STOP, value=facts.status)
    if facts.kind.lower() == "trial":
        yield Finding("trial", Weight.STOP)
    if facts.balance is not None and facts.balance < ENOUGH:
        weight = Weight.STOP if facts.balance <= 0 else Weight.CARE
        yield Finding("balance", weight, value=f"{facts.balance} {facts.currency}")
    if facts.us_calls is False:
        yield Finding("no_us_calls", Weight.STOP)


def _rights(facts: AccountFacts) -> Iterator[Finding]:
    """What the key may not see nobody has checked. Without numbers and registrations nothing can be promised."""
    needed = {Part.NUMBERS, Part.SERVICES, Part.REGISTRATIONS}
    for part in Part:
        if part in facts.unreadable:
            yield Finding("unreadable", Weight.STOP if part in needed else Weight.CARE, about=part.value)


def _number(facts: AccountFacts, wanted: Wanted, number: str) -> Iterator[Finding]:
    if Part.NUMBERS in facts.unreadable:
        return
    found = facts.number(number)
    if found is None:
        yield Finding("not_ours", Weight.STOP, about=number)
        return
    service = facts.service_of(number)
    if not found.texts:
        yield Finding("no_texts", Weight.STOP, about=number)
    if number == wanted.staff and not found.calls:
        yield Finding("no_calls", Weight.STOP, about=number)
    yield from _inbound(found, service, wanted)
    yield from _registration(facts, found, service)
    if number == wanted.students and not found.voice_url:
        yield Finding("calls_unanswered", Weight.CARE, about=number)
    if service is not None:
        yield from _service(service, wanted)


def _inbound(found: NumberFacts, service: ServiceFacts | None, wanted: Wanted) -> Iterator[Finding]:
    """Where a text to this number goes, and what happens when we do not answer."""
    own = service is None or service.on_number
    if own and found.application:
        yield Finding("application", Weight.STOP, about=found.number)
        return
    url = found.sms_url if own or service is None else service.inbound_url
    method = found.sms_method if own or service is None else service.inbound_method
    fallback = found.sms_fallback_url if own or service is None else service.fallback_url
    address, override = urldefrag(url)
    if address != wanted.sms_url:
        code = "inbound_elsewhere" if address else "inbound_nowhere"
        yield Finding(code, Weight.STOP, about=found.number, value=wanted.inbound)
        return
    if method.upper() != "POST":
        yield Finding("inbound_get", Weight.STOP, about=found.number)
    asked = parse_qs(override)
    policy = set(",".join(asked.get("rp", [])).split(","))
    if not asked.get("rc") or policy.isdisjoint({"5xx", "all"}):
        yield Finding("no_retry", Weight.CARE, about=found.number, value=wanted.inbound)
    if not fallback:
        yield Finding("no_fallback", Weight.CARE, about=found.number)
    elif urlsplit(fallback).netloc == urlsplit(wanted.public_url).netloc:
        yield Finding("fallback_here", Weight.CARE, about=found.number)


def _registration(facts: AccountFacts, found: NumberFacts, service: ServiceFacts | None) -> Iterator[Finding]:
    if Part.REGISTRATIONS in facts.unreadable:
        return
    if not is_toll_free(found.number) and Part.SERVICES in facts.unreadable:
        return
    states, state = (
        (_VERIFICATION, found.verification)
        if found.toll_free
        else (_CAMPAIGN, service.campaign if service else None)
    )
    if state is None:
        code = "not_verified" if found.toll_free else "not_registered"
    else:
        code = states.get(state, "registration_pending")
    if code:
        yield Finding(code, Weight.STOP, about=found.number)


def _service(service: ServiceFacts, wanted: Wanted) -> Iterator[Finding]:
    if service.status_callback and not service.status_callback.startswith(f"{wanted.public_url}/"):
        yield Finding("reports_elsewhere", Weight.CARE, about=service.name)
    # With either on, Twilio keeps who wrote to whom, and does not strike out numbers.
    if wanted.redaction and (service.sticky_sender or service.long_code_fallback):
        yield Finding("sticky", Weight.STOP, about=service.name)


def _apart(facts: AccountFacts, wanted: Wanted) -> Iterator[Finding]:
    """A STOP closes a whole service: a counselor's must not silence a student, nor a student's a counselor."""
    if wanted.students == wanted.staff:
        yield Finding("one_number", Weight.CARE, about=wanted.students)
        return
    students, staff = facts.service_of(wanted.students), facts.service_of(wanted.staff)
    if students is not None and staff is not None and students.sid == staff.sid:
        yield Finding("one_service", Weight.STOP, about=students.name)


def _help(facts: AccountFacts) -> Iterator[Finding]:
    if facts.help is not Help.OURS:
        yield Finding(f"help_{facts.help.value}", Weight.STOP)
