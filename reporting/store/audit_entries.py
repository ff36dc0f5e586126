"""Who did what, in an unbroken chain; each entry's place is given here."""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, insert, or_, select

from reporting.model.errand import BY_PARTNERS
from reporting.model.ids import DistrictId, MemberId, QueueId
from reporting.store.schools import DISTRICT
from reporting.store.tables.audit_entries import AuditEntryRow
from reporting.store.tables.base import table_of

AUDIT_ENTRY = table_of(AuditEntryRow)

NO_LINK = bytes(32)
_BY_PARTNERS = tuple(BY_PARTNERS.values())
LOOKED_THROUGH = 20_000  # a week of a large district


@dataclass(frozen=True, slots=True)
class Deed:
    """`act`: a word from a fixed list; `object`: a thread or member; `queue`: whose leads may see it."""

    minute: int
    actor: MemberId | None
    act: str
    object: bytes | None = None
    queue: QueueId | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    n: int
    deed: Deed
    link: bytes


# (n, deed, previous link) -> link of 32 bytes
Linker = Callable[[int, Deed, bytes], bytes]

_COLUMNS = tuple(AUDIT_ENTRY.c[n] for n in ("n", "link", "minute", "actor", "act", "object", "queue"))


def append(connection: Connection, district: DistrictId, deed: Deed, link: Linker) -> AuditEntry:
    """Add to the district's chain, as the last thing of a unit: the chain stays locked until the unit ends."""
    connection.execute(
        select(DISTRICT.c.district).where(DISTRICT.c.district == district).with_for_update(key_share=True)
    ).first()
    last = connection.execute(
        select(AUDIT_ENTRY.c.n, AUDIT_ENTRY.c.link)
        .where(AUDIT_ENTRY.c.district == district)
        .order_by(AUDIT_ENTRY.c.n.desc())
        .limit(1)
    ).first()
    n, previous = (last[0] + 1, last[1]) if last is not None else (1, NO_LINK)
    entry = AuditEntry(n, deed, link(n, deed, previous))
    connection.execute(
        insert(AUDIT_ENTRY), {"district": district, "n": n, "link": entry.link, **asdict(deed)}
    )
    return entry


def since(connection: Connection, district: DistrictId, n: int, limit: int = 500) -> tuple[AuditEntry, ...]:
    """The chain from the entry after `n`, to verify its links."""
    statement = (
        select(*_COLUMNS)
        .where(AUDIT_ENTRY.c.district == district, AUDIT_ENTRY.c.n > n)
        .order_by(AUDIT_ENTRY.c.n)
        .limit(limit)
    )
    return tuple(_entry(row) for row in connection.execute(statement))


def latest(
    connection: Connection,
    district: DistrictId,
    queues: Collection[QueueId],
    *,
    before: int | None = None,
    limit: int = 50,
) -> tuple[AuditEntry, ...]:
    """What was done in these queues, the newest first, from the one before `before`."""
    statement = select(*_COLUMNS).where(
        AUDIT_ENTRY.c.district == district, AUDIT_ENTRY.c.queue.in_(list(queues))
    )
    if before is not None:
        statement = statement.where(AUDIT_ENTRY.c.n < before)
    rows = connection.execute(statement.order_by(AUDIT_ENTRY.c.n.desc()).limit(limit))
    return tuple(_entry(row) for row in rows)


def of_object(connection: Connection, district: DistrictId, thing: bytes) -> tuple[AuditEntry, ...]:
    """Everything done to one thread or member, the oldest first."""
    statement = select(*_COLUMNS).where(AUDIT_ENTRY.c.district == district, AUDIT_ENTRY.c.object == thing)
    return tuple(_entry(row) for row in connection.execute(statement.order_by(AUDIT_ENTRY.c.n)))


def _entry(row: Any) -> AuditEntry:
    n, link, *deed = row
    return AuditEntry(n, Deed(*deed), link)


def visible(
    connection: Connection,
    district: DistrictId,
    *,
    actor: MemberId,
    queues: Collection[QueueId],
    commands: bool,
    before: int | None = None,
    limit: int = 50,
) -> tuple[AuditEntry, ...]:
    """A person's own acts and those in these queues, the newest first, from the one before `before`.

    `commands`: also what was done to the district itself by command at the machine, where nobody is signed in, and what
    people of partners did, who are nobody of staff.
    """
    theirs = or_(AUDIT_ENTRY.c.actor == actor, AUDIT_ENTRY.c.queue.in_(list(queues)))
    if commands:
        at_the_machine, by_partners = AUDIT_ENTRY.c.object == district, AUDIT_ENTRY.c.act.in_(_BY_PARTNERS)
        theirs = or_(theirs, and_(AUDIT_ENTRY.c.actor.is_(None), or_(at_the_machine, by_partners)))
    statement = select(*_COLUMNS).where(AUDIT_ENTRY.c.district == district, theirs)
    if before is not None:
        statement = statement.where(AUDIT_ENTRY.c.n < before)
    rows = connection.execute(statement.order_by(AUDIT_ENTRY.c.n.desc()).limit(limit))
    return tuple(_entry(row) for row in rows)


def first_of_each(
    connection: Connection, district: DistrictId, act: str, since_minute: int
) -> tuple[int, ...]:
    """The minutes at which an act was first done to each object since then; looks through the newest entries only."""
    newest = select(func.max(AUDIT_ENTRY.c.n)).where(AUDIT_ENTRY.c.district == district).scalar_subquery()
    statement = (
        select(func.min(AUDIT_ENTRY.c.minute))
        .where(
            AUDIT_ENTRY.c.district == district,
            AUDIT_ENTRY.c.n > newest - LOOKED_THROUGH,
            AUDIT_ENTRY.c.act == act,
            AUDIT_ENTRY.c.minute >= since_minute,
        )
        .group_by(AUDIT_ENTRY.c.object)
    )
    return tuple(connection.execute(statement).scalars())


def done_to(connection: Connection, district: DistrictId, act: str, since_minute: int) -> frozenset[bytes]:
    """What an act was done to since then; looks through the newest entries only."""
    newest = select(func.max(AUDIT_ENTRY.c.n)).where(AUDIT_ENTRY.c.district == district).scalar_subquery()
    found = connection.execute(
        select(AUDIT_ENTRY.c.object).where(
            AUDIT_ENTRY.c.district == district,
            AUDIT_ENTRY.c.n > newest - LOOKED_THROUGH,
            AUDIT_ENTRY.c.act == act,
            AUDIT_ENTRY.c.minute >= since_minute,
            AUDIT_ENTRY.c.object.is_not(None),
        )
    ).scalars()
    return frozenset(found)
