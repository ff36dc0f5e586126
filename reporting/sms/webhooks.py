"""Twilio's webhooks. Judged by signature over the configured address and the whole form; committed, then answered."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request

from notify.twilio import validate_signature
from reporting.cases.calling import Calling
from reporting.cases.doors import Hearing, InboundText
from reporting.cases.enclosed import MOST_ENCLOSED
from reporting.cases.refusals import Refused
from reporting.store.errors import StoreError

_log = logging.getLogger("reporting.sms")
XML = "text/xml"
# A carrier tries again, or calls its fallback, when it hears this.
LATER = 503


@dataclass(frozen=True, slots=True)
class SmsParts:
    """`public_base` is the address that Twilio signs; `tokens` are one or, while they rotate, two."""

    hearing: Hearing
    calling: Calling
    public_base: str
    tokens: Callable[[], Iterable[str]]


def create_sms_blueprint(parts: SmsParts) -> Blueprint:
    site = Blueprint("sms", __name__)
    edge = _Edge(parts)
    for path, view in (
        ("/sms", edge.hear),
        ("/sms/status", edge.status),
        ("/voice/page", edge.ask),
        ("/voice/key", edge.key),
        ("/voice/status", edge.status),
    ):
        site.add_url_rule(path, view.__name__, view, methods=["POST"])
    return site


class _Edge:
    def __init__(self, parts: SmsParts) -> None:
        self._parts = parts

    def hear(self) -> Response:
        if not self._signed():
            return _forbidden()
        form = request.form
        media = _number(form.get("NumMedia", "0"))
        text = InboundText(
            sid=form.get("MessageSid", ""),
            sender=form.get("From", ""),
            to=form.get("To", ""),
            body=form.get("Body", ""),
            media=media,
            enclosed=tuple(form.get(f"MediaUrl{number}", "") for number in range(min(media, MOST_ENCLOSED))),
        )
        try:
            answers = self._parts.hearing.hear(text)
        except (StoreError, Refused) as error:
            _log.error("a text could not be stored: %s", type(error).__name__)
            return Response(status=LATER)
        return _twiml("".join(f"<Message>{escape(answer)}</Message>" for answer in answers))

    def status(self) -> Response:
        if not self._signed():
            return _forbidden()
        self._parts.calling.status(request.args.get("ref", ""), dict(request.form.items()))
        return Response(status=204)

    def ask(self) -> Response:
        """A person on call picked up: say that there is a page, and that 1 takes it."""
        if not self._signed():
            return _forbidden()
        reference = request.args.get("ref", "")
        action = f"{self._parts.public_base}/voice/key?ref={reference}"
        return Response(self._parts.calling.ask(reference, action), mimetype=XML)

    def key(self) -> Response:
        if not self._signed():
            return _forbidden()
        said = self._parts.calling.press(request.args.get("ref", ""), request.form.get("Digits", ""))
        return Response(said, mimetype=XML)

    def _signed(self) -> bool:
        """Over the configured address: behind a proxy the one that we see is another."""
        query = request.query_string.decode("latin-1")
        url = f"{self._parts.public_base}{request.path}" + (f"?{query}" if query else "")
        signature = request.headers.get("X-Twilio-Signature", "")
        form: Mapping[str, str] = request.form
        return bool(signature) and validate_signature(url, form, signature, self._parts.tokens())


def _twiml(inside: str) -> Response:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?><Response>{inside}</Response>', mimetype=XML)


def _forbidden() -> Response:
    return Response("This address answers the carrier alone.\n", status=403, mimetype="text/plain")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len("1000") else 0
