"""Texts and calls by Twilio: the only importer of its client.

What the client does by itself and must not do here: wait for ever, let raw network faults out, log numbers
at INFO. So it gets its own HTTP side. Every fault becomes one of the four ways to say no in `ports`.
"""

import logging
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException  # type: ignore[import-untyped]  # ships no types
from twilio.http import HttpClient  # type: ignore[import-untyped]  # ships no types
from twilio.http.response import Response  # type: ignore[import-untyped]  # ships no types
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]  # ships no types
from twilio.rest import Client  # type: ignore[import-untyped]  # ships no types
from urllib3.exceptions import NewConnectionError

from notify.ports import Busy, CarrierError, Delivery, Misconfigured, Refused, Sent, T, Unsure
from notify.statuses import NOT_FOUND, TOO_MANY, WORDS, Course, course

API = "https://api.twilio.com"
_HOST = re.compile(r"https://[a-z0-9.-]+\.twilio\.com(?=/)")
_SERVER_ERROR = 500
_MAX_VALIDITY_S = 36_000
_REDACTED = {"content_retention": "discard", "address_retention": "obfuscate"}
_CALL_EVENTS = ["initiated", "ringing", "answered", "completed"]


class Wire(HttpClient):  # type: ignore[misc]  # its base ships no types
    """Twilio's HTTP side with time limits. `base_url` sends all requests to a peer on this machine instead."""

    def __init__(self, *, base_url: str | None = None, connect_s: float = 5, answer_s: float = 15) -> None:
        super().__init__(logging.getLogger(__name__), is_async=False, timeout=answer_s)
        self._base_url = base_url
        self._limits = (connect_s, answer_s)
        self._session = requests.Session()

    def request(  # noqa: PLR0917 -- the client library's own signature
        self,
        method: str,
        uri: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,  # noqa: FBT001, FBT002 -- the client library's own signature
    ) -> Response:
        """One request. Raises Busy if it certainly was not taken, Unsure if it may have been."""
        limits = self._limits if timeout is None else (self._limits[0], timeout)
        if self._base_url is not None:
            uri = self._base_url + _HOST.sub("", uri)
        try:
            answer = self._session.request(
                method.upper(),
                uri,
                params=_plain(params),
                data=_plain(data),
                headers=headers,
                auth=auth,
                timeout=limits,
                allow_redirects=allow_redirects,
            )
        except requests.ConnectTimeout:
            raise Busy from None
        except requests.RequestException as error:
            # The library's text holds the address with its query: a number. It stops here.
            raise (Busy() if _never_connected(error) else Unsure()) from None
        if answer.status_code == requests.codes.too_many_requests:
            wait = answer.headers.get("Retry-After", "")
            raise Busy(TOO_MANY, int(wait) if wait.isdecimal() else 5)
        if answer.status_code >= _SERVER_ERROR:
            raise Unsure(answer.status_code)
        return Response(answer.status_code, answer.text, answer.headers)

    def close(self) -> None:
        self._session.close()


def _plain(fields: Mapping[str, object] | None) -> dict[str, Any] | None:
    return None if fields is None else dict(fields)


def _never_connected(error: BaseException) -> bool:
    """Whether the connection was refused before a byte of the request left."""
    inner = error.args[0] if error.args else None
    reason = getattr(inner, "reason", inner)
    return isinstance(reason, NewConnectionError)


@dataclass(slots=True)
class TwilioCarrier:
    """Satisfies `ports.Carrier`. `user` and `secret`: a restricted API key, or account sid and auth token.

    `public_url` is where Twilio reaches us; our reference travels in the addresses of the callbacks, for
    creating a message has no idempotency key and a lost answer must be found again. `services`: the Messaging
    Service of a number, if it has one. `redacts`: the account has Message Redaction, and each text asks for it.
    """

    account: str
    user: str
    secret: str = field(repr=False)
    public_url: str
    base_url: str | None = None
    services: Mapping[str, str] = field(default_factory=dict)
    redacts: bool = False
    connect_s: float = 5
    answer_s: float = 15
    wire: Wire | None = field(default=None, repr=False)
    _client: Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.wire = self.wire or Wire(
            base_url=self.base_url, connect_s=self.connect_s, answer_s=self.answer_s
        )
        # An explicit empty environment: region and edge set elsewhere must not move our requests.
        self._client = Client(
            self.user, self.secret, self.account, http_client=self.wire, environment={"QUIETLINE": "1"}
        )

    @property
    def client(self) -> Any:
        """The official client, for `notify.twilio_log`. Its faults go through `mapped`."""
        return self._client

    def close(self) -> None:
        if self.wire is not None:
            self.wire.close()

    def send_text(self, *, to: str, sender: str, body: str, reference: str, validity_s: int) -> Sent:
        return mapped(
            lambda: _sent(
                self._client.messages.create(
                    to=to,
                    from_=sender,
                    body=body,
                    status_callback=self._callback("/sms/status", reference),
                    validity_period=max(1, min(validity_s, _MAX_VALIDITY_S)),
                    **self._of(sender),
                )
            )
        )

    def place_call(self, *, to: str, sender: str, reference: str, ring_s: int) -> Sent:
        return mapped(
            lambda: _sent(
                self._client.calls.create(
                    to=to,
                    from_=sender,
                    url=self._callback("/voice/page", reference),
                    status_callback=self._callback("/voice/status", reference),
                    status_callback_event=_CALL_EVENTS,
                    timeout=max(5, ring_s),
                )
            )
        )

    def end_call(self, sid: str) -> None:
        # "canceled" would let a call ring on that was picked up in the same moment.
        mapped(lambda: self._client.calls(sid).update(status="completed"))

    def fetch_status(self, sid: str) -> Sent:
        if sid.startswith("CA"):
            return mapped(lambda: _sent(self._client.calls(sid).fetch()))
        return mapped(lambda: _sent(self._client.messages(sid).fetch()))

    def find_text(
        self, *, to: str, sender: str, body: str, since: datetime, known: Collection[str] = ()
    ) -> Sent | None:
        """Our text among the newest to this number. A redacted one has no body left and counts as ours."""

        def look() -> Sent | None:
            for each in self._client.messages.list(to=to, from_=sender, limit=50):
                made: datetime | None = each.date_created
                late_enough = made is None or made >= since.replace(microsecond=0)
                if late_enough and each.body in {body, "", None} and each.sid not in known:
                    return _sent(each)
            return None

        return mapped(look)

    def _of(self, sender: str) -> dict[str, str]:
        service = self.services.get(sender)
        more = {"messaging_service_sid": service} if service else {}
        return more | (_REDACTED if self.redacts else {})

    def _callback(self, path: str, reference: str) -> str:
        return f"{self.public_url}{path}?ref={quote(reference)}"


def _sent(resource: Any) -> Sent:
    code = getattr(resource, "error_code", None)
    return Sent(resource.sid, WORDS.get(str(resource.status), Delivery.QUEUED), int(code or 0))


def mapped(call: Callable[[], T]) -> T:
    """Twilio's refusals as ours. An unknown code is a refusal: the channel failed, the ladder moves on."""
    try:
        return call()
    except CarrierError:
        raise
    except (TwilioRestException, TwilioServiceException) as error:
        code = error.code or 0
        asked = course(code)
        if asked is Course.LATER:
            raise Busy(code) from None
        if asked is Course.MEND or error.status in {401, 403}:
            raise Misconfigured(code or error.status) from None
        raise Refused(code or (NOT_FOUND if error.status == requests.codes.not_found else 0)) from None
    except TwilioException:
        raise Unsure from None


def validate_signature(url: str, form: Mapping[str, str], signature: str, tokens: Iterable[str]) -> bool:
    """Whether Twilio signed this request to `url` with one of our tokens (two during a rotation).

    `url` is PUBLIC_BASE_URL with path and query, never the address that a proxy shows us; `form` is the
    whole form, empty fields included (a werkzeug MultiDict keeps repeated ones).
    """
    seen = [RequestValidator(token).validate(url, form, signature) for token in tokens]
    return any(seen)
