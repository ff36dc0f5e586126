"""What one person may see of the chain.

Own acts, and acts in the queues whose key they hold; for registrars, what was done by command at the machine. Not the
numbers of entries: a hole between two would tell an excluded person that something happened which is kept from them. So
a cursor is sealed too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from reporting.audit.chain import AuditChain
from reporting.model.clock import moment_of
from reporting.model.ids import DistrictId, MemberId, QueueId
from reporting.model.principal import Principal
from reporting.store import audit_entries
from reporting.store.audit_entries import NO_LINK, Deed
from reporting.store.database import Database
from reporting.vault.notation import Unreadable, gcm_open, gcm_seal, kd, label, lp, u64

PAGE = 50

MayKnow = Callable[[Principal, bytes], bool]


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    act: str
    actor: MemberId | None
    about: bytes | None
    queue: QueueId | None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """`cursor` leads to older lines; None: there are none."""

    lines: tuple[Line, ...]
    cursor: str | None


class AuditReading:
    """`may_know(principal, object)`: False hides an entry about a thread that this person is excluded from."""

    def __init__(
        self, database: Database, server_key: bytes, district: DistrictId, may_know: MayKnow
    ) -> None:
        self._database = database
        self._district = district
        self._may_know = may_know
        self._cursor_key = kd(server_key, "audit-cursor", district)

    def page(self, reader: Principal, cursor: str | None = None) -> AuditPage:
        """Newest first. A cursor that is not this reader's own, or is damaged, begins anew."""
        before = self._place(reader, cursor)
        lines: list[Line] = []
        with self._database.read() as conn:
            while True:
                batch = audit_entries.visible(
                    conn,
                    self._district,
                    actor=reader.member,
                    queues=reader.queues,
                    commands=reader.registrar,
                    before=before,
                    limit=PAGE + 1,
                )
                for entry in batch:
                    if len(lines) == PAGE:
                        return AuditPage(tuple(lines), self._cursor(reader, before))
                    before = entry.n
                    if self._shown(reader, entry.deed):
                        lines.append(_line(entry.deed))
                if len(batch) <= PAGE:
                    return AuditPage(tuple(lines), None)

    def _shown(self, reader: Principal, deed: Deed) -> bool:
        if deed.object is None or deed.actor == reader.member:
            return True
        return self._may_know(reader, deed.object)

    def _cursor(self, reader: Principal, n: int | None) -> str | None:
        return None if n is None else gcm_seal(self._cursor_key, u64(n), self._aad(reader)).hex()

    def _place(self, reader: Principal, cursor: str | None) -> int | None:
        try:
            return int.from_bytes(
                gcm_open(self._cursor_key, bytes.fromhex(cursor or ""), self._aad(reader)), "big"
            )
        except (Unreadable, ValueError):
            return None

    def _aad(self, reader: Principal) -> bytes:
        return lp(label("audit-cursor"), self._district, reader.member)


def _line(deed: Deed) -> Line:
    return Line(moment_of(deed.minute), deed.act, deed.actor, deed.object, deed.queue)


def first_broken(database: Database, chain: AuditChain) -> int | None:
    """The place of the first entry that was changed, inserted or left out; None when all is whole."""
    previous, place = NO_LINK, 0
    while True:
        with database.read() as conn:
            batch = audit_entries.since(conn, chain.district, place)
        if not batch:
            return None
        for entry in batch:
            place += 1
            if entry.n != place or not chain.holds(entry, previous):
                return place
            previous = entry.link
