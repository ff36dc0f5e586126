"""Reads a calendar from an address that a person typed: https, one answer, small, soon, and from nowhere inside.

The name is resolved once, every address is looked at, and the connection goes to one that was looked at: a name that
answers otherwise a moment later leads nowhere. A redirect is refused, for it would be another address.
"""

import http.client
import time
from dataclasses import dataclass

from reporting.people.outside_address import (
    Connection,
    InsideAddress,
    Resolve,
    Target,
    WrongAddress,
    looked_at,
    resolve,
    target_of,
)
from reporting.people.refused import Refused

LARGEST = 512 * 1024
PATIENCE_S = 10.0
_PIECE = 16 * 1024
_OK = 200


@dataclass(frozen=True, slots=True)
class CalendarFetch:
    """`inside`: plain http to this machine is allowed too. For the demo and for tests only."""

    resolve: Resolve = resolve
    inside: bool = False
    patience_s: float = PATIENCE_S

    def check(self, address: str) -> None:
        """Raises Refused("calendar_address")."""
        self._target(address)

    def get(self, address: str) -> bytes:
        """Raises Refused: calendar_address, calendar_inside, calendar_unreached, calendar_moved, calendar_size."""
        target = self._target(address)
        try:
            to = looked_at(target, self.resolve, inside=self.inside)
            return self._read(Connection(target, to, PATIENCE_S), target.path)
        except InsideAddress:
            raise Refused("calendar_inside", "This address leads to a machine inside a network.") from None
        except (OSError, http.client.HTTPException, ValueError):
            # Without the reason's text: it may hold the address.
            raise Refused("calendar_unreached", "Nobody answers at this address.") from None

    def _target(self, address: str) -> Target:
        scheme, _, rest = address.strip().partition("://")
        secure = f"https://{rest}" if scheme.lower() in {"webcal", "webcals"} else address
        try:
            return target_of(secure, inside=self.inside)
        except WrongAddress:
            raise Refused("calendar_address", "Write an address that begins with https://.") from None

    def _read(self, connection: Connection, target: str) -> bytes:
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
