"""Packets at partners and their links. What is in them is opened by whoever holds link and PIN, or the thread's keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from reporting.model.ids import DistrictId, OrganizationId, PacketId, ServiceId
from reporting.model.referral import OVER, UNANSWERED, Decline, ReferralState
from reporting.store import packet_counts, partner_queues, sides
from reporting.store.tables.base import table_of
from reporting.store.tables.referrals import PacketLinkRow, PacketRow

PACKET = table_of(PacketRow)
LINK = table_of(PacketLinkRow)


@dataclass(frozen=True, slots=True)
class Packet:
    """Days since 1970; `month`: 12 a year. `core` and `recipients`: the envelope of kind 11."""

    id: PacketId
    organization: OrganizationId
    service: ServiceId
    state: ReferralState
    declined: Decline | None
    opened: bool
    month: int
    nudge_day: int | None
    nudges: int
    until_day: int
    core: bytes
    recipients: bytes
    answer: bytes | None

    def __repr__(self) -> str:
        return f"Packet({self.state})"


@dataclass(frozen=True, slots=True)
class Link:
    """`id`: hash of the token; `kid`: names the key of link and PIN; `expires_minute`: unix // 60; `side`: the partner's
    seed of the side thread, sealed to that key.
    """

    id: bytes
    packet: PacketId
    kid: bytes
    tries: int
    expires_minute: int
    sealed: bytes
    side: bytes | None = None

    def __repr__(self) -> str:
        return "Link(<sealed>)"


_COLUMNS = tuple(PACKET.c[name] for name in Packet.__dataclass_fields__)
_LINK_COLUMNS = tuple(LINK.c[name] for name in Link.__dataclass_fields__)


def add(conn: Connection, district: DistrictId, packet: Packet) -> None:
    conn.execute(
        insert(PACKET),
        {"district": district, **{column.name: getattr(packet, column.name) for column in _COLUMNS}},
    )


def by_id(conn: Connection, district: DistrictId, packet: PacketId) -> Packet | None:
    found = conn.execute(
        select(*_COLUMNS).where(PACKET.c.district == district, PACKET.c.id == packet)
    ).one_or_none()
    return None if found is None else _packet(found)


def by_ids(conn: Connection, district: DistrictId, ids: Sequence[PacketId]) -> dict[PacketId, Packet]:
    rows = conn.execute(select(*_COLUMNS).where(PACKET.c.district == district, PACKET.c.id.in_(ids)))
    return {one.id: one for one in map(_packet, rows)}


def which_hold(conn: Connection, district: DistrictId, ids: Sequence[bytes]) -> frozenset[bytes]:
    """Those of the ids that name a packet with something in it; the keys of all others must be gone."""
    return frozenset(
        conn.scalars(
            select(PACKET.c.id).where(
                PACKET.c.district == district, PACKET.c.id.in_(ids), PACKET.c.state.not_in(list(OVER))
            )
        )
    )


def move(
    conn: Connection,
    district: DistrictId,
    packet: PacketId,
    to: ReferralState,
    *,
    among: Iterable[ReferralState],
    declined: Decline | None = None,
    answer: bytes | None = None,
) -> bool:
    """From one of the states `among`; False where it was in none of them any more. Nobody is reminded once it is answered."""
    values: dict[str, object] = {"state": to, "declined": declined}
    if to not in UNANSWERED:
        values["nudge_day"] = None
    if to not in OVER:
        values["opened"] = True
    if answer is not None:
        values["answer"] = answer
    done = conn.execute(
        update(PACKET)
        .where(PACKET.c.district == district, PACKET.c.id == packet, PACKET.c.state.in_(list(among)))
        .values(**values)
    )
    return done.rowcount == 1


def end(conn: Connection, district: DistrictId, packet: PacketId, how: ReferralState) -> bool:
    """Withdrawn or expired: its links go, its place in the partner's queue, its tag, what was sealed in it, and what was said beside it. False where it was
    over already.
    """
    sides.end_of(conn, district, packet)
    drop_links(conn, district, packet)
    partner_queues.drop_packet(conn, district, packet)
    packet_counts.drop(conn, district, packet)
    done = conn.execute(
        update(PACKET)
        .where(PACKET.c.district == district, PACKET.c.id == packet, PACKET.c.state.not_in(list(OVER)))
        .values(state=how, nudge_day=None, core=b"", recipients=b"", answer=None)
    )
    return done.rowcount == 1


def past(conn: Connection, district: DistrictId, day: int, limit: int = 200) -> tuple[PacketId, ...]:
    """Those whose time has run out."""
    return tuple(
        conn.scalars(
            select(PACKET.c.id)
            .where(
                PACKET.c.district == district,
                PACKET.c.until_day < day,
                PACKET.c.state.not_in(list(OVER)),
            )
            .limit(limit)
        )
    )


def to_nudge(conn: Connection, district: DistrictId, day: int, limit: int = 100) -> tuple[Packet, ...]:
    """Unanswered ones whose partner is to be reminded by now."""
    rows = conn.execute(
        select(*_COLUMNS)
        .where(
            PACKET.c.district == district,
            PACKET.c.nudge_day <= day,
            PACKET.c.state.in_(list(UNANSWERED)),
        )
        .order_by(PACKET.c.nudge_day, PACKET.c.id)
        .limit(limit)
    )
    return tuple(map(_packet, rows))


def nudged(conn: Connection, district: DistrictId, packet: Packet, next_day: int | None) -> bool:
    """False where another worker was faster."""
    done = conn.execute(
        update(PACKET)
        .where(PACKET.c.district == district, PACKET.c.id == packet.id, PACKET.c.nudges == packet.nudges)
        .values(nudges=packet.nudges + 1, nudge_day=next_day)
    )
    return done.rowcount == 1


def add_link(conn: Connection, district: DistrictId, link: Link) -> None:
    conn.execute(
        insert(LINK),
        {"district": district, **{column.name: getattr(link, column.name) for column in _LINK_COLUMNS}},
    )


def link(conn: Connection, district: DistrictId, id_: bytes) -> Link | None:
    found = conn.execute(
        select(*_LINK_COLUMNS).where(LINK.c.district == district, LINK.c.id == id_)
    ).one_or_none()
    return None if found is None else Link(*found)


def enter_side(conn: Connection, district: DistrictId, id_: bytes, sealed: bytes) -> None:
    conn.execute(update(LINK).where(LINK.c.district == district, LINK.c.id == id_).values(side=sealed))


def count_try(conn: Connection, district: DistrictId, id_: bytes) -> int | None:
    """How many tries there were with this one; None where there is no such link."""
    return conn.execute(
        update(LINK)
        .where(LINK.c.district == district, LINK.c.id == id_)
        .values(tries=LINK.c.tries + 1)
        .returning(LINK.c.tries)
    ).scalar_one_or_none()


def clear_tries(conn: Connection, district: DistrictId, id_: bytes) -> None:
    conn.execute(update(LINK).where(LINK.c.district == district, LINK.c.id == id_).values(tries=0))


def drop_link(conn: Connection, district: DistrictId, id_: bytes) -> None:
    conn.execute(delete(LINK).where(LINK.c.district == district, LINK.c.id == id_))


def drop_links(conn: Connection, district: DistrictId, packet: PacketId) -> None:
    conn.execute(delete(LINK).where(LINK.c.district == district, LINK.c.packet == packet))


def has_link(conn: Connection, district: DistrictId, packet: PacketId) -> bool:
    return (
        conn.execute(
            select(LINK.c.id).where(LINK.c.district == district, LINK.c.packet == packet).limit(1)
        ).first()
        is not None
    )


def by_state(conn: Connection, district: DistrictId) -> dict[str, int]:
    """How many stand in each state."""
    rows = conn.execute(
        select(PACKET.c.state, func.count()).where(PACKET.c.district == district).group_by(PACKET.c.state)
    )
    return {str(state): int(n) for state, n in rows}


def _packet(row: Sequence[object]) -> Packet:
    said = dict(zip(Packet.__dataclass_fields__, row, strict=True))
    state, declined = said.pop("state"), said.pop("declined")
    return Packet(
        **said,  # type: ignore[arg-type]  # the columns are those of the fields
        state=ReferralState(str(state)),
        declined=Decline(str(declined)) if declined is not None else None,
    )
