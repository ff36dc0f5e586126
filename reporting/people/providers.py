"""Accounts with carriers, sealed by the service key: pages must leave at 02:10 after a restart, with nobody there."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from reporting.people.ground import Ground
from reporting.people.phones import e164
from reporting.people.refused import Refused
from reporting.store import providers
from reporting.vault.notation import lp, sha256
from reporting.vault.service_box import ServiceBox

TWILIO = "twilio"
HOTLINE = "hotline"
TEXTING = "texting"
PUSH = "push"


@dataclass(frozen=True, slots=True, repr=False)
class TwilioAccount:
    """`auth_tokens` validate webhooks (two during a rotation); a restricted key sends, if there is one."""

    account_sid: str
    auth_tokens: tuple[str, ...]
    key_sid: str | None = None
    key_secret: str | None = None
    students_service: str | None = None
    staff_service: str | None = None


@dataclass(frozen=True, slots=True)
class Hotline:
    """The number that students text and the one that staff are paged from: opt-outs of one must not silence the other.

    `nudge`: whence a student's phone is nudged, and nothing else leaves; None: no nudge is offered.
    """

    students: str
    staff: str
    nudge: str | None = None

    @property
    def ours(self) -> tuple[str, ...]:
        return tuple(sorted({self.students, self.staff, *((self.nudge,) if self.nudge else ())}))


def checked_hotline(hotline: Hotline) -> Hotline:
    """All as E.164. Raises Refused("phone"), Refused("nudge_number")."""
    nudge = e164(hotline.nudge) if hotline.nudge else None
    found = Hotline(e164(hotline.students), e164(hotline.staff), nudge)
    if nudge in {found.students, found.staff}:
        raise Refused("nudge_number", "A nudge comes from a number that is used for nothing else.")
    return found


class Providers:
    def __init__(self, ground: Ground, service: ServiceBox) -> None:
        self._ground = ground
        self._service = service

    def put_in(self, conn: Connection, *, twilio: TwilioAccount | None, hotline: Hotline | None) -> None:
        """Store what is given, inside a unit of work. Sealing under a random nonce may happen twice; that is harmless."""
        if twilio is not None:
            self._put(conn, TWILIO, asdict(twilio))
        if hotline is not None:
            self._put(conn, HOTLINE, asdict(checked_hotline(hotline)))

    def twilio(self) -> TwilioAccount | None:
        fields = self._get(TWILIO)
        return (
            None
            if fields is None
            else TwilioAccount(**{**fields, "auth_tokens": tuple(fields["auth_tokens"])})
        )

    def hotline(self) -> Hotline | None:
        fields = self._get(HOTLINE)
        return None if fields is None else Hotline(**fields)

    def texting(self) -> dict[str, Any] | None:
        """What the last check of the account found; `people.texting` knows its shape."""
        return self._get(TEXTING)

    def put_texting(self, conn: Connection, fields: dict[str, object]) -> None:
        """Inside a unit of work, as `put_in`. Sealed like the accounts: it holds our numbers."""
        self._put(conn, TEXTING, fields)

    def push_key(self) -> dict[str, Any] | None:
        return self._get(PUSH)

    def put_push_key_once(self, fields: dict[str, object]) -> None:
        """Unless there is one: browsers are bound to the first."""
        sealed = self._service.seal(json.dumps(fields).encode(), self._row(PUSH))
        self._ground.database.write(
            lambda conn: providers.put_once(conn, self._ground.district, PUSH, sealed)
        )

    def _put(self, conn: Connection, name: str, fields: dict[str, object]) -> None:
        sealed = self._service.seal(json.dumps(fields).encode(), self._row(name))
        providers.put(conn, self._ground.district, name, sealed)

    def _get(self, name: str) -> dict[str, Any] | None:
        with self._ground.database.read() as conn:
            sealed = providers.find(conn, self._ground.district, name)
        if sealed is None:
            return None
        fields: dict[str, Any] = json.loads(self._service.open(sealed, self._row(name)))
        return fields

    def _row(self, name: str) -> bytes:
        return sha256(lp(b"provider", self._ground.district, name.encode()))[:16]
