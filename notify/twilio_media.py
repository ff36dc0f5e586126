"""Media of Twilio's messages: fetched with our credentials from Twilio's own host, deleted once they are kept here.

An address is never followed as it came: its two ids are taken, and the address is made anew. Twilio sends us on to its
store with an address that opens by itself; our credentials do not go there, and no other host is followed at all.
"""

import re
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests

from notify.media import TOO_LARGE, MediaName, NotOurs
from notify.ports import Busy, CarrierError, Misconfigured, Refused
from notify.statuses import NOT_FOUND
from notify.twilio import API, TwilioCarrier, mapped

_ADDRESS = re.compile(
    r"/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})/Messages/([SM]M[0-9a-f]{32})/Media/(ME[0-9a-f]{32})"
)
_CDN = ".twiliocdn.com"
# Where accounts that do not ask for credentials keep theirs.
_BUCKET, _IN_BUCKET = "s3-external-1.amazonaws.com", "/media.twiliocdn.com/"
_MOST_HOPS = 2
_PIECE = 64 * 1024
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(slots=True)
class TwilioMedia:
    """Satisfies `media.MediaStore`. `whole_s`: how long one file may take in all."""

    carrier: TwilioCarrier
    whole_s: float = 60
    session: requests.Session = field(default_factory=requests.Session, repr=False)

    def __post_init__(self) -> None:
        # No proxy, .netrc or certificate of the environment: credentials go where this file says.
        self.session.trust_env = False

    def name(self, address: str) -> MediaName | None:
        if not address.startswith(f"{self._host}/"):
            return None
        found = _ADDRESS.fullmatch(address.removeprefix(self._host))
        if found is None or found[1] != self.carrier.account:
            return None
        return MediaName(found[2], found[3])

    def fetch(self, name: MediaName, largest: int) -> bytes:
        until = time.monotonic() + self.whole_s
        address = f"{self._host}/2010-04-01/Accounts/{self.carrier.account}/Messages/{name.message}/Media/{name.media}"
        credentials: tuple[str, str] | None = (self.carrier.user, self.carrier.secret)
        for _ in range(1 + _MOST_HOPS):
            with self._asked(address, credentials) as answer:
                if answer.status_code not in _MOVED:
                    return _read(answer, largest, until)
                address, credentials = self._onward(answer.headers.get("Location", "")), None
        raise NotOurs

    def erase(self, name: MediaName) -> None:
        try:
            mapped(lambda: self.carrier.client.messages(name.message).media(name.media).delete())
        except Refused as refused:
            if refused.code != NOT_FOUND:
                raise

    @property
    def _host(self) -> str:
        return self.carrier.base_url or API

    def _onward(self, address: str) -> str:
        """Raises NotOurs."""
        if self.carrier.base_url is not None:
            # The simulated store is on the simulated carrier's own port.
            if address.startswith(f"{self.carrier.base_url}/mms{_CDN}/"):
                return address
            raise NotOurs
        try:
            parts = urlsplit(address)
            plain = parts.username is None and parts.password is None and parts.port in {None, 443}
        except ValueError:
            raise NotOurs from None
        host = parts.hostname or ""
        known = host.endswith(_CDN) or (host == _BUCKET and parts.path.startswith(_IN_BUCKET))
        if parts.scheme != "https" or not plain or not known:
            raise NotOurs
        return address

    @contextmanager
    def _asked(self, address: str, credentials: tuple[str, str] | None) -> Iterator[requests.Response]:
        limits = (self.carrier.connect_s, self.carrier.answer_s)
        try:
            with closing(
                self.session.get(
                    address, auth=credentials, timeout=limits, allow_redirects=False, stream=True
                )
            ) as answer:
                yield answer
        except requests.RequestException:
            # The library's text holds the address. It stops here; a GET is asked again without harm.
            raise Busy from None


def _read(answer: requests.Response, largest: int, until: float) -> bytes:
    _refuse(answer.status_code)
    pieces, size = [], 0
    for piece in answer.iter_content(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            raise Refused(TOO_LARGE)
        if time.monotonic() > until:
            raise Busy
    return b"".join(pieces)


def _refuse(status: int) -> None:
    """Raises CarrierError for all but a file."""
    refusals: dict[int, CarrierError] = {
        401: Misconfigured(401),
        403: Misconfigured(403),
        404: Refused(NOT_FOUND),
        410: Refused(NOT_FOUND),
    }
    if status in refusals:
        raise refusals[status]
    if status != requests.codes.ok:
        raise Busy(status)
