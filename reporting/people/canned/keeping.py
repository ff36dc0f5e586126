"""Ready answers: the shipped ones, changed or hidden by those who lead, and their own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

from notify.ports import Unopenable
from reporting.people.canned.reply import Pair
from reporting.people.canned.shipped import SHIPPED
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.store import canned_replies
from reporting.vault.service_box import ServiceBox

MOST = 300
ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class CannedReply:
    """`value` names it in addresses (hex); `own`: the district wrote it; `hidden`: a shipped one that is not offered."""

    value: str
    pair: Pair
    own: bool
    hidden: bool = False


class CannedReplies:
    def __init__(self, ground: Ground, service: ServiceBox) -> None:
        self._ground = ground
        self._service = service

    def all(self) -> tuple[CannedReply, ...]:
        """The shipped ones in their order, changed or not, and then the district's own."""
        kept = self._kept()
        shipped = []
        for pair in SHIPPED:
            value = _row_of(pair.key).hex()
            if value not in kept:
                shipped.append(CannedReply(value, pair, own=False))
                continue
            own = kept.pop(value)
            shipped.append(CannedReply(value, own or pair, own=own is not None, hidden=own is None))
        added = [CannedReply(value, pair, own=True) for value, pair in kept.items() if pair is not None]
        return (*shipped, *added)

    def may_change(self, session: StaffSession) -> bool:
        """Who leads a queue, and registrars."""
        return session.principal.registrar or bool(session.principal.leads)

    def keep(self, session: StaffSession, value: str | None, pair: Pair) -> None:
        """`value` None: a new one. Raises Refused: not_allowed, unknown, canned_many."""
        row = self._row(session, value)
        self._write(session, row, json.dumps({"about": pair.about, "en": pair.en, "es": pair.es}).encode())

    def hide(self, session: StaffSession, value: str) -> None:
        """One of the district's own goes for good; a shipped one is not offered any more. Raises as `keep`."""
        row = self._row(session, value)
        self._write(session, row, b"{}" if _is_shipped(row) else None)

    def ship(self, session: StaffSession, value: str) -> None:
        """The shipped words again. Raises as `keep`."""
        self._write(session, self._row(session, value), None)

    def _row(self, session: StaffSession, value: str | None) -> bytes:
        if not self.may_change(session):
            raise Refused("not_allowed", "Registrars change this, and who leads a queue.")
        known = {one.value for one in self.all()}
        if value is None:
            if len(known) >= MOST:
                raise Refused("canned_many", f"At most {MOST} answers: nobody finds one among more.")
            return self._ground.random(ID_BYTES)
        if value not in known:
            raise Refused("unknown", "There is no such answer.")
        return bytes.fromhex(value)

    def _write(self, session: StaffSession, row: bytes, said: bytes | None) -> None:
        ground = self._ground
        sealed = None if said is None else self._service.seal(said, row)

        def unit(conn: Connection) -> None:
            if sealed is None:
                canned_replies.drop(conn, ground.district, row)
            else:
                canned_replies.put(conn, ground.district, row, sealed)
            ground.witness.record(
                conn, minute=ground.minute(), act="changed_replies", actor=session.member, about=None
            )

        ground.database.write(unit)

    def _kept(self) -> dict[str, Pair | None]:
        """What the district changed; None: hidden."""
        with self._ground.database.read() as conn:
            rows = canned_replies.all_of(conn, self._ground.district)
        found: dict[str, Pair | None] = {}
        for row, sealed in rows:
            try:
                said: Mapping[str, str] = json.loads(self._service.open(sealed, row))
                found[row.hex()] = Pair(row.hex(), said["about"], said["en"], said["es"]) if said else None
            except (Unopenable, ValueError, KeyError):
                continue  # another service key sealed it: the shipped words, where there are some
        return found


def _row_of(key: str) -> bytes:
    return sha256(f"quietline canned reply {key}".encode()).digest()[:ID_BYTES]


def _is_shipped(row: bytes) -> bool:
    return row in {_row_of(pair.key) for pair in SHIPPED}
