"""An address that a person typed, and that we then call: https, to a machine outside, and to one that was looked at.

The name is resolved once, every address is looked at, and the connection goes to one that was looked at: a name that
answers otherwise a moment later leads nowhere.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

Resolve = Callable[[str, int], tuple[str, ...]]


class WrongAddress(Exception):
    """It does not begin with https://, or holds what no address holds. Without its text, which may be a secret."""


class InsideAddress(Exception):
    """It leads to a machine inside a network."""


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True)
class Target:
    host: str
    port: int
    path: str
    plain: bool

    def __repr__(self) -> str:
        return "Target(<address>)"


class Connection(http.client.HTTPSConnection):
    """Speaks to one address and asks for the certificate of the name."""

    def __init__(self, target: Target, address: str, patience_s: float) -> None:
        self._tls = None if target.plain else ssl.create_default_context()
        super().__init__(target.host, target.port, timeout=patience_s, context=self._tls)
        self._address = address
        self._patience_s = patience_s

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self._patience_s)
        if self._tls is not None:
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)


def target_of(address: str, *, inside: bool) -> Target:
    """`inside`: plain http is allowed too, for the demo and for tests. Raises WrongAddress."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        raise WrongAddress from None
    plain = parts.scheme == "http" and inside
    known = parts.hostname and not parts.username and not parts.password
    if not known or (parts.scheme != "https" and not plain) or not address.strip().isascii():
        raise WrongAddress
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(str(parts.hostname), port or (80 if plain else 443), path, plain)


def looked_at(target: Target, resolve: Resolve, *, inside: bool) -> str:
    """The address to connect to. Raises InsideAddress, OSError where the name leads nowhere."""
    found = resolve(target.host, target.port)
    for each in found:
        number = ipaddress.ip_address(each.split("%", 1)[0])
        mapped = getattr(number, "ipv4_mapped", None) or number
        if not (mapped.is_global and not mapped.is_multicast) and not (inside and mapped.is_loopback):
            raise InsideAddress
    if not found:
        raise OSError
    return found[0]
