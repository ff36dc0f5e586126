"""Notifications of browsers: encrypted for the browser alone (RFC 8291), signed with the district's key (RFC 8292).

The push service sees when, how large and to which browser. What it carries is a fixed sentence and the address of a
page's own button; no word of a message, no reference.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import requests

from notify.ports import Busy, Delivery, Misconfigured, Refused, Sent, Unsure
from notify.push_devices import fingerprint

GONE = frozenset({404, 410})  # RFC 8030, section 7.3: the subscription is no more
REFUSED = 400
TOO_MANY = 429
FAULT = 500
_AGAIN_S = 5

Forget = Callable[[Sequence[bytes]], None]


def _without_redirects() -> requests.Session:
    """A push service that sends us elsewhere would choose whom we call."""
    session = requests.Session()
    session.max_redirects = 0
    return session


@dataclass(frozen=True, slots=True)
class WebPusher:
    """Satisfies `ports.Pusher`. `key`: the district's private VAPID key (RFC 8292) in base64url, None while nobody
    allowed notifications yet; `contact`: whom a push service may write to, an https: or mailto: address; `forget`: told of subscriptions that are
    gone, by their fingerprints.
    """

    key: Callable[[], str | None] = field(repr=False)
    contact: str
    forget: Forget
    timeout_s: float = 10
    session: requests.Session = field(default_factory=_without_redirects, repr=False)

    def push(self, *, to: str, subject: str, body: str, reference: str, ttl_s: int) -> Sent:
        """To each browser of one person. It went when one push service took it, which is not yet that it was seen.

        Raises CarrierError.
        """
        key = self.key()
        if key is None:
            raise Misconfigured
        said = json.dumps({"title": subject, "url": body, "seen": reference})
        answers = [(device, self._one(device, said, key, ttl_s)) for device in json.loads(to)]
        gone = [fingerprint(device["endpoint"]) for device, status in answers if status in GONE]
        if gone:
            self.forget(gone)
        return _outcome([status for _, status in answers], reference)

    def _one(self, device: dict[str, Any], said: str, key: str, ttl_s: int) -> int | None:
        """The push service's status; 0: it was not reached; None: nobody knows."""
        # Loaded with the first notification: it brings a second HTTP library, and most houses send none.
        from pywebpush import WebPushException, webpush

        try:
            answer = webpush(
                device,
                said,
                vapid_private_key=key,
                vapid_claims={"sub": self.contact},
                ttl=ttl_s,
                headers={"Urgency": "high"},
                timeout=self.timeout_s,
                requests_session=self.session,
            )
        except WebPushException as error:
            return error.response.status_code if error.response is not None else REFUSED
        except requests.RequestException as error:
            return _unheard(error)
        except ValueError:
            return REFUSED  # a key that is none
        return answer.status_code if isinstance(answer, requests.Response) else REFUSED


def _unheard(error: requests.RequestException) -> int | None:
    """0: certainly not taken. None: nobody knows."""
    if isinstance(error, requests.TooManyRedirects):
        return REFUSED
    return None if isinstance(error, requests.ReadTimeout) else 0


def _outcome(statuses: Sequence[int | None], reference: str) -> Sent:
    """The best of what the push services said counts: one browser that shows it is enough."""
    if any(status is not None and 200 <= status < 300 for status in statuses):  # noqa: PLR2004 -- HTTP's own
        return Sent(reference, Delivery.SENT)
    if any(status is None for status in statuses):
        raise Unsure
    heard = [status for status in statuses if status is not None]
    if any(status in (0, TOO_MANY) or status >= FAULT for status in heard):
        raise Busy(max(heard), _AGAIN_S)
    raise Refused(max(heard, default=0))
