"""The database's copy of the signed roster: how entries travel between processes, never the authority."""

from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from reporting.model.ids import DistrictId
from reporting.store.tables.roster_entries import RosterEntryRow


def add(conn: Connection, district: DistrictId, n: int, entry: bytes, sig: bytes) -> None:
    """Raises sqlalchemy.exc.IntegrityError when another signer took the place: sign again on top of theirs."""
    conn.execute(insert(RosterEntryRow).values(district=district, n=n, entry=entry, sig=sig))


class StoredEntry(NamedTuple):
    n: int
    entry: bytes
    sig: bytes


def since(conn: Connection, district: DistrictId, n: int) -> tuple[StoredEntry, ...]:
    """From place `n` on, in order."""
    rows = conn.execute(
        select(RosterEntryRow.n, RosterEntryRow.entry, RosterEntryRow.sig)
        .where(RosterEntryRow.district == district, RosterEntryRow.n >= n)
        .order_by(RosterEntryRow.n)
    )
    return tuple(StoredEntry(*row) for row in rows)
