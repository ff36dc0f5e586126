"""The demo's phones as a page. Imported by the demo's root only; asks for no sign-in, so it trusts no other site."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.guard.origin import LOOPBACK, Provenance, judge
from reporting.model.clock import Clock
from reporting.staff.moments import clock
from reporting.staff.typed import typed

STUDENT = "+15005550123"
SITES = frozenset({None, "same-origin", "none"})
NOT_HERE, FOREIGN = 421, 403
LONGEST_TEXT = 1600  # what a carrier takes


class SimulatedPhones(Protocol):
    """The simulated carrier of the demo."""

    def messages(self) -> Sequence[Mapping[str, Any]]:
        """All that left, oldest first: to, from, kind, body, at, status, sid."""
        ...

    def conversation(self) -> Sequence[Mapping[str, Any]]:
        """Both directions, with `inbound`."""
        ...

    def text(self, from_: str, to: str, body: str) -> int:
        """A phone texts a number of the service; gives the webhook's HTTP status."""
        ...

    def press(self, call: str, digit: str) -> str:
        """Answers a call by its sid and presses a key; gives what is said then."""
        ...


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone on the page. `on_call` is shown beside the name."""

    number: str
    name: str
    staff: bool
    on_call: bool = False


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text, call or mail as its phone shows it. `page`: asks for an acknowledgement."""

    sid: str
    kind: str
    body: str
    out: bool
    at: datetime
    status: str
    page: bool
    rings: bool


@dataclass(frozen=True, slots=True)
class Screen:
    phone: Phone
    bubbles: tuple[Bubble, ...]
    # Where an answer goes: the number that wrote last, else the hotline.
    to: str
    call: str | None

    @property
    def wants_ack(self) -> bool:
        """A page stands here that nothing was answered to yet."""
        for one in reversed(self.bubbles):
            if one.out:
                return False
            if one.page:
                return True
        return False


@dataclass(frozen=True, slots=True)
class SimulatorSettings:
    """`phones` gives the staff's; students' phones appear as they text. `speed`: seconds of waiting in one second."""

    phones: Callable[[], Sequence[Phone]]
    hotline: str
    zone: str
    clock: Clock
    speed: float = 1.0
    hosts: frozenset[str] = LOOPBACK


RINGING = frozenset({"queued", "ringing", "in-progress"})


def screens(
    conversation: Sequence[Mapping[str, Any]], staff: Sequence[Phone], hotline: str
) -> tuple[Screen, ...]:
    """One screen a phone: students first, then staff in the given order. Pure."""
    texts = [one for one in conversation if one["kind"] != "email"]
    known = {phone.number for phone in staff}
    students = dict.fromkeys(one["from"] for one in texts if one["inbound"] and one["from"] not in known)
    first = Phone(STUDENT, "", staff=False)
    others = (Phone(number, "", staff=False) for number in students if number != STUDENT)
    return tuple(_screen(phone, texts, hotline) for phone in (first, *others, *staff))


def _screen(phone: Phone, texts: Sequence[Mapping[str, Any]], hotline: str) -> Screen:
    mine = [one for one in texts if phone.number in {one["to"], one["from"]}]
    bubbles = tuple(_bubble(one, phone) for one in mine)
    heard = [one["from"] for one in mine if not one["inbound"] and one["kind"] != "voice"]
    calls = [one.sid for one in bubbles if one.rings]
    return Screen(phone, bubbles, heard[-1] if heard else hotline, calls[-1] if calls else None)


def _bubble(one: Mapping[str, Any], phone: Phone) -> Bubble:
    call = one["kind"] == "voice"
    return Bubble(
        sid=str(one.get("sid", "")),
        kind=str(one["kind"]),
        body=str(one["body"]),
        out=bool(one["inbound"]),
        at=datetime.fromisoformat(str(one["at"])),
        status=str(one["status"]),
        page=phone.staff and not one["inbound"] and "ACK" in str(one["body"]),
        rings=call and one["status"] in RINGING,
    )


class SimulatorPages:
    def __init__(self, phones: SimulatedPhones, settings: SimulatorSettings) -> None:
        self._phones = phones
        self._settings = settings

    def check(self) -> None:
        """A page elsewhere must not read these texts by DNS rebinding, nor send one as staff."""
        verdict = judge(Provenance.of(request), self._settings.hosts)
        if verdict == "wrong_host":
            abort(NOT_HERE)
        if verdict != "fine" or request.headers.get("Sec-Fetch-Site") not in SITES:
            abort(FOREIGN)

    def page(self) -> ResponseReturnValue:
        return render_template("simulator.html", **self._facts())

    def screens(self) -> ResponseReturnValue:
        """The screens alone, for the page that watches."""
        return render_template("_phones.html", **self._facts())

    def messages(self) -> Response:
        return jsonify([dict(one) for one in self._phones.messages()])

    def text(self) -> ResponseReturnValue:
        sender, to, body = typed("from"), typed("to"), typed("body")
        if not sender or not to or not body.strip() or len(body) > LONGEST_TEXT:
            return jsonify(error="from, to and body (at most 1,600 characters) are needed"), 422
        status = self._phones.text(sender, to, body)
        return self._done(status=status)

    def press(self) -> ResponseReturnValue:
        call, digit = typed("call"), typed("digit")
        if not call or not digit:
            return jsonify(error="call and digit are needed"), 422
        return self._done(said=self._phones.press(call, digit))

    def _done(self, **facts: object) -> ResponseReturnValue:
        """Back to the phones for a browser; facts for a script."""
        if "text/html" in request.headers.get("Accept", ""):
            return redirect(url_for("simulator.page"), 303)
        return jsonify(**facts)

    def _facts(self) -> dict[str, Any]:
        settings = self._settings
        conversation = self._phones.conversation()
        return {
            "screens": screens(conversation, settings.phones(), settings.hotline),
            "mails": [one for one in conversation if one["kind"] == "email"],
            "hotline": settings.hotline,
            "speed": settings.speed,
            "clock": clock(settings.clock(), settings.zone),
            "zone": settings.zone,
        }


def simulator_pages(phones: SimulatedPhones, settings: SimulatorSettings) -> Blueprint:
    views = SimulatorPages(phones, settings)
    pages = Blueprint("simulator", __name__, url_prefix="/simulator")
    pages.before_request(views.check)
    pages.get("")(views.page)
    pages.get("/phones", endpoint="phones")(views.screens)
    pages.get("/messages.json")(views.messages)
    pages.post("/text")(views.text)
    pages.post("/press")(views.press)
    return pages
