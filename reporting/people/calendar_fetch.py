"""Reads a calendar from an address that a person typed: https, one answer, small, soon, and from nowhere inside.

The name is resolved once, every address is looked at, and the connection goes to one that was looked at: a name that
answers otherwise a moment later leads nowhere. A redirect is refused, for it would be another address.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from reporting.people.refused import Refused

LARGEST = 512 * 1024
PATIENCE_S = 10.0
_PIECE = 16 * 1024
_OK = 200

Resolve = Callable[[str, int], tuple[str, ...]]


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


class _To(http.client.HTTPSConnection):
    """Speaks to one address and asks for the certificate of the name."""

    def __init__(self, host: str, port: int, address: str, *, plain: bool) -> None:
        self._tls = None if plain else ssl.create_default_context()
        super().__init__(host, port, timeout=PATIENCE_S, context=self._tls)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), PATIENCE_S)
        if self._tls is not None:
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)


@dataclass(frozen=True, slots=True)
class CalendarFetch:
    """`inside`: plain http to this machine is allowed too. For the demo and for tests only."""

    resolve: Resolve = resolve
    inside: bool = False
    patience_s: float = PATIENCE_S

    def check(self, address: str) -> None:
        """Raises Refused("calendar_address")."""
        self._parts(address)

    def get(self, address: str) -> bytes:
        """Raises Refused: calendar_address, calendar_inside, calendar_unreached, calendar_moved, calendar_size."""
        host, port, target, plain = self._parts(address)
        try:
            return self._read(_To(host, port, self._checked(host, port), plain=plain), target)
        except (OSError, http.client.HTTPException, ValueError):
            # Without the reason's text: it may hold the address.
            raise Refused("calendar_unreached", "Nobody answers at this address.") from None

    def _parts(self, address: str) -> tuple[str, int, str, bool]:
        wrong = Refused("calendar_address", "Write an address that begins with https://.")
        try:
            parts = urlsplit(address.strip())
            port = parts.port
        except ValueError:
            raise wrong from None
        scheme = {"webcal": "https", "webcals": "https"}.get(parts.scheme, parts.scheme)
        plain = scheme == "http" and self.inside
        known = parts.hostname and not parts.username and not parts.password
        if not known or (scheme != "https" and not plain) or not address.strip().isascii():
            raise wrong
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return str(parts.hostname), port or (80 if plain else 443), target, plain

    def _checked(self, host: str, port: int) -> str:
        found = self.resolve(host, port)
        for each in found:
            number = ipaddress.ip_address(each.split("%", 1)[0])
            mapped = getattr(number, "ipv4_mapped", None) or number
            if not (mapped.is_global and not mapped.is_multicast) and not (
                self.inside and mapped.is_loopback
            ):
                raise Refused("calendar_inside", "This address leads to a machine inside a network.")
        if not found:
            raise Refused("calendar_unreached", "Nobody answers at this address.")
        return found[0]

    def _read(self, connection: _To, target: str) -> bytes:
        until = time.monotonic() + self.patience_s
        try:
            connection.request("GET", target, headers={"User-Agent": "quietline", "Accept": "text/calendar"})
            answer = connection.getresponse()
            if answer.status != _OK:
                moved = answer.status in range(300, 400)
                raise Refused(
                    "calendar_moved" if moved else "calendar_unreached", f"It answers {answer.status}."
                )
            read = b""
            while piece := answer.read1(_PIECE):
                read += piece
                if len(read) > LARGEST:
                    raise Refused("calendar_size", "This calendar is too large.")
                if time.monotonic() > until:
                    raise TimeoutError
            return read
        finally:
            connection.close()
