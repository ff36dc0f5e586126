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
from urllib.parse import parse_qs, urldefrag, urlencode, urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SERVER_ERROR = 500


class NotLoopback(ValueError):
    """The simulator speaks to this machine only."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status 0: nobody was there, or `late`: somebody was, and had not answered in 15 s."""

    status: int
    body: str
    late: bool = False


def signature(url: str, form: Mapping[str, str], token: str) -> str:
    """HMAC-SHA1 over the exact address and the sorted fields, empty ones included, in base64."""
    text = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), sha1).digest()).decode()


def ask(url: str, form: Mapping[str, str], token: str, *, method: str = "POST", fallback: str = "") -> Answer:
    """One webhook with its tries: again if nobody was there, after other faults only where the address asks for it.

    `#rc=3&rp=ct,rt,5xx` at its end asks for three more, also after a silence and after an error. Then the fallback.
    """
    wanted, overrides = urldefrag(url)
    asked = parse_qs(overrides)
    policy = set(",".join(asked.get("rp", ["ct"])).split(","))
    answer = Answer(0, "")
    for _ in range(1 + int(asked.get("rc", ["1"])[0]) if wanted else 0):
        answer = post(wanted, form, token, method=method)
        kind = "5xx" if answer.status >= SERVER_ERROR else "rt" if answer.late else "ct"
        if 0 < answer.status < SERVER_ERROR or policy.isdisjoint({kind, "all"}):
            break
    if fallback and not 0 < answer.status < SERVER_ERROR:
        trouble = {"ErrorCode": "11200", "ErrorUrl": wanted}
        return post(urldefrag(fallback)[0], {**form, **trouble}, token)
    return answer


def post(
    url: str, form: Mapping[str, str], token: str, timeout_s: float = 15, *, method: str = "POST"
) -> Answer:
    """Raises NotLoopback. Twilio waits 15 s in all."""
    parts = urlsplit(url)
    host = parts.hostname
    if parts.scheme != "http" or host is None or host not in LOOPBACK:
        raise NotLoopback("The simulator posts to http addresses of this machine only.")
    if method == "GET":
        url = f"{url}{'&' if parts.query else '?'}{urlencode(form)}"
        parts, form = urlsplit(url), {}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": signature(url, form, token),
        "User-Agent": "TwilioProxy/1.1",
    }
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(host, parts.port or 80, timeout=timeout_s)
    try:
        connection.request(method, path, urlencode(form), headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode("utf-8", "replace"))
    except TimeoutError:
        return Answer(0, "", late=True)
    except (OSError, http.client.HTTPException):
        return Answer(0, "")
    finally:
        connection.close()
