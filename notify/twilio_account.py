"""Reads a Twilio account's settings with the official client. Nothing is changed there; one text may be sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]  # ships no types
from twilio.rest import Client  # type: ignore[import-untyped]  # ships no types

from notify.account_facts import AccountFacts, NumberFacts, Part, ServiceFacts
from notify.ports import Misconfigured, Refused, T
from notify.twilio import Wire

_LOCKED, _WITHHELD = 401, 403
_HELP_VALID_S = 300
_ASKED_ALWAYS = frozenset(Part) - {Part.REGISTRATIONS}
# A service may have had several campaigns; the best one is what its numbers send under.
_BEST = ("VERIFIED", "IN_PROGRESS", "PENDING", "FAILED")


@dataclass(slots=True)
class TwilioAccountReader:
    """Satisfies `account_facts.AccountReader`. `base_url` sends all requests to a peer on this machine instead."""

    account: str
    user: str
    secret: str = field(repr=False)
    numbers: tuple[str, ...]
    base_url: str | None = None
    _client: Client = field(init=False, repr=False)
    _wire: Wire = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._wire = Wire(base_url=self.base_url)
        # An explicit empty environment: region and edge set elsewhere must not move our requests.
        self._client = Client(
            self.user,
            self.secret,
            self.account,
            http_client=self._wire,
            environment={"QUIETLINE": "1"},
        )

    def close(self) -> None:
        self._wire.close()

    def read(self) -> AccountFacts:
        """Raises Busy or Unsure: the carrier did not answer, so nothing is known."""
        reading = _Reading(self._client, self.account, self.numbers)
        return reading.facts()

    def ask_help(self, *, sender: str, to: str) -> None:
        try:
            self._client.messages.create(to=to, from_=sender, body="HELP", validity_period=_HELP_VALID_S)
        except TwilioException as error:
            if _status(error) in {_LOCKED, _WITHHELD}:
                raise Misconfigured(int(getattr(error, "code", 0) or 0)) from None
            raise Refused(int(getattr(error, "code", 0) or 0)) from None

    def answers(self, *, sender: str, to: str, since: datetime) -> tuple[str, ...]:
        """What arrived at our other number: that side is logged even where Twilio's own answers are not."""
        try:
            listed = self._client.messages.list(to=to, from_=sender, limit=20)
        except TwilioException as error:
            raise Misconfigured(_status(error)) from None
        begins = since.astimezone(UTC).replace(microsecond=0)
        heard = [
            each
            for each in listed
            if each.direction == "inbound" and (each.date_created is None or each.date_created >= begins)
        ]
        return tuple(each.body or "" for each in reversed(heard))


@dataclass(slots=True)
class _Reading:
    """One look at everything. What the key may not see is noted, and the look goes on."""

    client: Client
    account: str
    wanted: tuple[str, ...]
    refused: dict[Part, int] = field(default_factory=dict)

    def facts(self) -> AccountFacts:
        account = self._part(Part.ACCOUNT, self._account) or ("", "")
        balance = self._part(Part.BALANCE, self._balance) or (None, "USD")
        listed = self._part(Part.NUMBERS, self._numbers) or ()
        services = self._part(Part.SERVICES, self._services) or ()
        verified = self._part(Part.REGISTRATIONS, lambda: self._verifications(listed)) or {}
        numbers = tuple(replace(one, verification=verified.get(one.number)) for one, _ in listed)
        us_calls = self._part(Part.PERMISSIONS, self._us_calls)
        return AccountFacts(
            # A wrong secret opens nothing; a restricted key opens something.
            credentials=any(self.refused.get(part) != _LOCKED for part in _ASKED_ALWAYS),
            status=account[0],
            kind=account[1],
            balance=balance[0],
            currency=balance[1],
            numbers=numbers,
            services=services,
            us_calls=us_calls,
            unreadable=frozenset(self.refused),
        )

    def _part(self, part: Part, look: Callable[[], T]) -> T | None:
        try:
            return look()
        except TwilioException as error:
            self.refused[part] = _status(error)
            return None

    def _account(self) -> tuple[str, str]:
        found = self.client.api.v2010.accounts(self.account).fetch()
        return str(found.status), str(found.type)

    def _balance(self) -> tuple[Decimal | None, str]:
        found = self.client.balance.fetch()
        try:
            return Decimal(found.balance), found.currency
        except InvalidOperation:
            return None, found.currency

    def _numbers(self) -> tuple[tuple[NumberFacts, str], ...]:
        found: list[tuple[NumberFacts, str]] = []
        for number in self.wanted:
            listed = self.client.incoming_phone_numbers.list(phone_number=number, limit=1)
            found += [(_number(one), one.sid) for one in listed if one.phone_number == number]
        return tuple(found)

    def _services(self) -> tuple[ServiceFacts, ...]:
        """Those that send from one of our numbers."""
        found = []
        for one in self.client.messaging.v1.services.list(limit=100):
            held = frozenset(
                each.phone_number
                for each in self.client.messaging.v1.services(one.sid).phone_numbers.list(limit=400)
            )
            if not held.isdisjoint(self.wanted):
                found.append(_service(one, held, self._part(Part.REGISTRATIONS, self._campaign(one.sid))))
        return tuple(found)

    def _campaign(self, service: str) -> Callable[[], str | None]:
        def look() -> str | None:
            listed = self.client.messaging.v1.services(service).us_app_to_person.list(limit=20)
            return _best(each.campaign_status for each in listed)

        return look

    def _verifications(self, numbers: tuple[tuple[NumberFacts, str], ...]) -> dict[str, str]:
        found: dict[str, str] = {}
        for one, sid in numbers:
            if one.toll_free:
                listed = self.client.messaging.v1.tollfree_verifications.list(
                    tollfree_phone_number_sid=sid, limit=5
                )
                if listed:
                    found[one.number] = str(listed[0].status)
        return found

    def _us_calls(self) -> bool | None:
        found = self.client.voice.v1.dialing_permissions.countries("US").fetch()
        return None if found.low_risk_numbers_enabled is None else bool(found.low_risk_numbers_enabled)


def _number(one: Any) -> NumberFacts:
    able = one.capabilities or {}
    return NumberFacts(
        number=one.phone_number,
        sms_url=one.sms_url or "",
        sms_method=one.sms_method or "POST",
        sms_fallback_url=one.sms_fallback_url or "",
        application=bool(one.sms_application_sid),
        voice_url=one.voice_url or one.voice_application_sid or one.trunk_sid or "",
        texts=bool(able.get("sms")),
        calls=bool(able.get("voice")),
    )


def _service(one: Any, held: frozenset[str], campaign: str | None) -> ServiceFacts:
    return ServiceFacts(
        sid=one.sid,
        name=one.friendly_name or one.sid,
        numbers=held,
        inbound_url=one.inbound_request_url or "",
        inbound_method=one.inbound_method or "POST",
        fallback_url=one.fallback_url or "",
        on_number=bool(one.use_inbound_webhook_on_number),
        status_callback=one.status_callback or "",
        sticky_sender=bool(one.sticky_sender),
        long_code_fallback=bool(one.fallback_to_long_code),
        campaign=campaign,
    )


def _best(states: Iterable[str | None]) -> str | None:
    """The state that counts; one that Twilio adds later counts as not approved yet."""
    seen = {state for state in states if state}
    return next((state for state in _BEST if state in seen), min(seen, default=None))


def _status(error: TwilioException) -> int:
    """HTTP status: of a single resource in the error itself, of a list in the answer that it carries."""
    status = getattr(error, "status", None) or getattr(
        error.args[1] if len(error.args) > 1 else None, "status_code", 0
    )
    return int(status or 0)
