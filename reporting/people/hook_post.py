"""Sends signed messages as the Standard Webhooks specification says: id, timestamp and an HMAC over both and the body.

A message says what kind of thing changed and on which day. It carries nothing else, so that its theft tells nothing.
"""

import base64
import http.client
import json
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection as Rows

from notify.ports import Unopenable
from reporting.model.clock import date_of
from reporting.model.hook import NAMES, HookEnd
from reporting.people.alarms import Alarms
from reporting.people.ground import Ground
from reporting.people.outside_address import (
    Connection,
    InsideAddress,
    Resolve,
    WrongAddress,
    looked_at,
    resolve,
    target_of,
)
from reporting.people.refused import Refused
from reporting.store import hooks
from reporting.store.hooks import Hook, HookMessage
from reporting.vault.notation import hmac256
from reporting.vault.service_box import ServiceBox

# After the first try; as the specification proposes.
WAITS_S = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
ENDED_AFTER_S = 5 * 86_400
PATIENCE_S = 10.0
GONE = 410
_WELL = range(200, 300)


@dataclass(frozen=True, slots=True)
class HookPost:
    """`inside`: plain http to this machine is allowed too. For the demo and for tests only."""

    ground: Ground
    service: ServiceBox
    alarms: Alarms
    resolve: Resolve = resolve
    inside: bool = False

    def check(self, address: str) -> None:
        """Raises Refused: hook_address, hook_inside."""
        try:
            looked_at(target_of(address, inside=self.inside), self.resolve, inside=self.inside)
        except (WrongAddress, OSError):
            raise Refused("hook_address", "Write an address that begins with https:// and answers.") from None
        except InsideAddress:
            raise Refused("hook_inside", "This address leads to a machine inside a network.") from None

    def host(self, hook: Hook) -> str:
        try:
            return target_of(self._opened(hook.target, hook).decode(), inside=self.inside).host
        except (Unopenable, WrongAddress):
            return "?"

    def send(self) -> None:
        """What is due. Each try is claimed before it is made: two workers never make the same."""
        ground, now = self.ground, self.ground.second()
        with ground.database.read() as conn:
            found = hooks.due(conn, ground.district, now)
            known = {one.id: one for one in hooks.all_of(conn, ground.district)} if found else {}
        for one in found:
            later = now + WAITS_S[one.tries] if one.tries < len(WAITS_S) else None
            if self._claimed(one, later):
                self._settle(known[one.hook], one, self._sent(known[one.hook], one))

    def _claimed(self, one: HookMessage, later: int | None) -> bool:
        return self.ground.database.write(lambda conn: hooks.claim(conn, self.ground.district, one, later))

    def _settle(self, hook: Hook, one: HookMessage, status: int) -> None:
        ground = self.ground
        now = ground.second()
        silent = hook.failing_since is not None and now - hook.failing_since >= ENDED_AFTER_S

        def unit(conn: Rows) -> None:
            if status in _WELL:
                hooks.heard(conn, ground.district, one, ground.day())
            elif status == GONE or silent:
                why = HookEnd.GONE if status == GONE else HookEnd.FAILED
                if hooks.end(conn, ground.district, hook.id, ground.day(), why):
                    self.alarms.stand_in(conn, "hook_ended")
            else:
                hooks.failed(conn, ground.district, hook.id, now)

        ground.database.write(unit)

    def _sent(self, hook: Hook, one: HookMessage) -> int:
        """The status that came back; 0 where none did. No redirect is followed: it would be another address."""
        body = body_of(one)
        try:
            target = target_of(self._opened(hook.target, hook).decode(), inside=self.inside)
            secret = self._opened(hook.secret, hook)
            connection = Connection(target, looked_at(target, self.resolve, inside=self.inside), PATIENCE_S)
        except (Unopenable, WrongAddress, InsideAddress, OSError):
            return 0
        try:
            connection.request(
                "POST", target.path, body=body, headers=headers(one, secret, body, self.ground.second())
            )
            return connection.getresponse().status
        except (OSError, http.client.HTTPException, ValueError):
            return 0
        finally:
            with suppress(OSError):
                connection.close()

    def _opened(self, sealed: bytes, hook: Hook) -> bytes:
        return self.service.open(sealed, hook.id)


def body_of(one: HookMessage) -> bytes:
    """The same for every try."""
    day = date_of(one.day).isoformat()
    said = {"type": NAMES[one.event], "timestamp": f"{day}T00:00:00Z", "data": {}}
    return json.dumps(said, separators=(",", ":")).encode()


def headers(one: HookMessage, secret: bytes, body: bytes, at: int) -> dict[str, str]:
    name = f"msg_{one.id.hex()}"
    signature = base64.b64encode(hmac256(secret, f"{name}.{at}.".encode() + body)).decode()
    return {
        "User-Agent": "quietline",
        "Content-Type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{signature}",
    }
