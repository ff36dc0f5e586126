"""Requests that Twilio makes to the product: form posts, signed with the account's token, on loopback only.

The signature is written here anew from Twilio's description ("Validating signatures"), so that the
product's check by the official library is checked against something else than itself.
"""

import base64
import hmac
import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha1
from urllib.parse import urlencode, urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class NotLoopback(ValueError):
    """The simulator speaks to this machine only."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status 0: nobody answered in 15 s."""

    status: int
    body: str


def signature(url: str, form: Mapping[str, str], token: str) -> str:
    """HMAC-SHA1 over the exact address and the sorted fields, empty ones included, in base64."""
    text = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), sha1).digest()).decode()


def post(url: str, form: Mapping[str, str], token: str, timeout_s: float = 15) -> Answer:
    """Raises NotLoopback. Twilio waits 15 s in all."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in LOOPBACK:
        raise NotLoopback("The simulator posts to http addresses of this machine only.")
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": signature(url, form, token),
        "User-Agent": "TwilioProxy/1.1",
    }
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=timeout_s)
    try:
        connection.request("POST", path, urlencode(form), headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode("utf-8", "replace"))
    except (OSError, http.client.HTTPException):
        return Answer(0, "")
    finally:
        connection.close()
