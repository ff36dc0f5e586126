"""The demo's phones as a page. Imported by the demo's root only; asks for no sign-in, so it trusts no other site."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.guard.origin import LOOPBACK, Provenance, judge
from reporting.model.clock import Clock
from reporting.staff import simulator_wording
from reporting.staff.moments import clock
from reporting.staff.simulator_view import Phone, SimulatedPhones, screens
from reporting.staff.typed import typed

SITES = frozenset({None, "same-origin", "none"})
NOT_HERE, FOREIGN = 421, 403
LONGEST_TEXT = 1600  # what a carrier takes


@dataclass(frozen=True, slots=True)
class SimulatorSettings:
    """`phones` gives the staff's; students' phones appear as they text. `speed`: seconds of waiting in one second."""

    phones: Callable[[], Sequence[Phone]]
    hotline: str
    zone: str
    clock: Clock
    speed: float = 1.0
    hosts: frozenset[str] = LOOPBACK


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
        files = [(each.mimetype, each.read()) for each in request.files.getlist("picture") if each.filename]
        if not sender or not to or not (body.strip() or files) or len(body) > LONGEST_TEXT:
            return jsonify(error="from, to and body (at most 1,600 characters) or a picture are needed"), 422
        status = self._phones.text(sender, to, body, files=files)
        return self._done(status=status)

    def press(self) -> ResponseReturnValue:
        call, digit = typed("call"), typed("digit")
        if not call or not digit:
            return jsonify(error="call and digit are needed"), 422
        return self._done(said=self._phones.press(call, digit))

    def voicemail(self) -> ResponseReturnValue:
        return self._let_go(self._phones.voicemail)

    def decline(self) -> ResponseReturnValue:
        return self._let_go(self._phones.decline)

    def behaviour(self) -> Response:
        return jsonify(dict(self._phones.weather()))

    def behave(self) -> ResponseReturnValue:
        """Choose how carrier, callbacks or one phone behave. What is not named stays."""
        phone, manner = typed("phone"), typed("manner")
        if bool(phone) != bool(manner):
            return jsonify(error="phone and manner are needed together"), 422
        try:
            self._phones.behave(
                carrier=typed("carrier"), callbacks=typed("callbacks"), phone=phone, manner=manner
            )
        except ValueError as wrong:
            return jsonify(error=str(wrong)), 422
        return self._done(**self._phones.weather())

    def _let_go(self, act: Callable[[str], bool]) -> ResponseReturnValue:
        call = typed("call")
        if not call:
            return jsonify(error="call is needed"), 422
        return self._done(done=act(call))

    def _done(self, **facts: object) -> ResponseReturnValue:
        """Back to the phones for a browser; facts for a script."""
        if "text/html" in request.headers.get("Accept", ""):
            return redirect(url_for("simulator.page"), 303)
        return jsonify(**facts)

    def _facts(self) -> dict[str, Any]:
        settings = self._settings
        conversation, behaviour = self._phones.conversation(), self._phones.weather()
        return {
            "screens": screens(conversation, settings.phones(), settings.hotline, behaviour["phones"]),
            "behaviour": behaviour,
            "words": simulator_wording,
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
    pages.post("/voicemail")(views.voicemail)
    pages.post("/decline")(views.decline)
    pages.get("/behaviour.json")(views.behaviour)
    pages.post("/behaviour")(views.behave)
    return pages
