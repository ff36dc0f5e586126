"""An organization's own queue: its key, who can open it, and the packets that are sealed to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from reporting.model.ids import DistrictId, MemberId, OrganizationId, PacketId, PartnerPersonId, ServiceId
from reporting.model.referral import OVER, ReferralState
from reporting.store.tables.base import table_of
from reporting.store.tables.partners import PacketQueueRow, PartnerQueueRow, PartnerWrapRow
from reporting.store.tables.referrals import PacketRow

QUEUE = table_of(PartnerQueueRow)
WRAP = table_of(PartnerWrapRow)
QUEUED = table_of(PacketQueueRow)
PACKET = table_of(PacketRow)


@dataclass(frozen=True, slots=True)
class PartnerQueue:
    """`signer`, `entry`, `signature`: None until the school let somebody in."""

    organization: OrganizationId
    epoch: int
    pk: bytes
    signer: MemberId | None = None
    entry: int | None = None
    signature: bytes | None = None


@dataclass(frozen=True, slots=True)
class PartnerWrap:
    person: PartnerPersonId
    organization: OrganizationId
    epoch: int
    sealed: bytes

    def __repr__(self) -> str:
        return "PartnerWrap(<sealed>)"


@dataclass(frozen=True, slots=True)
class QueuedPacket:
    """`sealed`: the packet's seed; `side`: the partner's seed of the side thread, both to the organization's queue."""

    packet: PacketId
    epoch: int
    sealed: bytes
    side: bytes | None = None

    def __repr__(self) -> str:
        return "QueuedPacket(<sealed>)"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of an organization's list. `month`: 12 a year; `until_day`: since 1970."""

    packet: PacketId
    service: ServiceId
    state: ReferralState
    month: int
    until_day: int
    epoch: int


_QUEUE_COLUMNS = tuple(QUEUE.c[name] for name in PartnerQueue.__dataclass_fields__)
_WRAP_COLUMNS = tuple(WRAP.c[name] for name in PartnerWrap.__dataclass_fields__)
_QUEUED_COLUMNS = tuple(QUEUED.c[name] for name in QueuedPacket.__dataclass_fields__)


def queue(conn: Connection, district: DistrictId, organization: OrganizationId) -> PartnerQueue | None:
    found = conn.execute(
        select(*_QUEUE_COLUMNS).where(QUEUE.c.district == district, QUEUE.c.organization == organization)
    ).one_or_none()
    return None if found is None else PartnerQueue(*found)


def put_queue(conn: Connection, district: DistrictId, new: PartnerQueue) -> None:
    """In the place of one that nobody can open any more."""
    conn.execute(delete(QUEUE).where(QUEUE.c.district == district, QUEUE.c.organization == new.organization))
    values = {name: getattr(new, name) for name in PartnerQueue.__dataclass_fields__}
    conn.execute(insert(QUEUE), {"district": district, **values})


def sign(conn: Connection, district: DistrictId, signed: PartnerQueue) -> bool:
    """False where it has another key by now, or was signed."""
    done = conn.execute(
        update(QUEUE)
        .where(
            QUEUE.c.district == district,
            QUEUE.c.organization == signed.organization,
            QUEUE.c.pk == signed.pk,
            QUEUE.c.signer.is_(None),
        )
        .values(signer=signed.signer, entry=signed.entry, signature=signed.signature)
    )
    return done.rowcount == 1


def add_wrap(conn: Connection, district: DistrictId, wrap: PartnerWrap) -> None:
    values = {name: getattr(wrap, name) for name in PartnerWrap.__dataclass_fields__}
    conn.execute(insert(WRAP), {"district": district, **values})


def wrap_of(conn: Connection, district: DistrictId, person: PartnerPersonId) -> PartnerWrap | None:
    found = conn.execute(
        select(*_WRAP_COLUMNS).where(WRAP.c.district == district, WRAP.c.person == person)
    ).one_or_none()
    return None if found is None else PartnerWrap(*found)


def holders(
    conn: Connection, district: DistrictId, organization: OrganizationId
) -> frozenset[PartnerPersonId]:
    """Who can open it."""
    return frozenset(
        conn.scalars(
            select(WRAP.c.person).where(WRAP.c.district == district, WRAP.c.organization == organization)
        )
    )


def add_packet(conn: Connection, district: DistrictId, queued: QueuedPacket) -> None:
    values = {name: getattr(queued, name) for name in QueuedPacket.__dataclass_fields__}
    conn.execute(insert(QUEUED), {"district": district, **values})


def queued(conn: Connection, district: DistrictId, packet: PacketId) -> QueuedPacket | None:
    found = conn.execute(
        select(*_QUEUED_COLUMNS).where(QUEUED.c.district == district, QUEUED.c.packet == packet)
    ).one_or_none()
    return None if found is None else QueuedPacket(*found)


def is_queued(conn: Connection, district: DistrictId, packet: PacketId) -> bool:
    found = select(func.count()).where(QUEUED.c.district == district, QUEUED.c.packet == packet)
    return conn.execute(found).scalar_one() > 0


def enter_side(conn: Connection, district: DistrictId, packet: PacketId, sealed: bytes) -> None:
    conn.execute(
        update(QUEUED).where(QUEUED.c.district == district, QUEUED.c.packet == packet).values(side=sealed)
    )


def drop_packet(conn: Connection, district: DistrictId, packet: PacketId) -> None:
    conn.execute(delete(QUEUED).where(QUEUED.c.district == district, QUEUED.c.packet == packet))


def listed(
    conn: Connection, district: DistrictId, organization: OrganizationId, today: int
) -> Sequence[Listed]:
    """What can still be read, the soonest end first."""
    rows = conn.execute(
        select(
            PACKET.c.id,
            PACKET.c.service,
            PACKET.c.state,
            PACKET.c.month,
            PACKET.c.until_day,
            QUEUED.c.epoch,
        )
        .join(QUEUED, (QUEUED.c.district == PACKET.c.district) & (QUEUED.c.packet == PACKET.c.id))
        .where(
            PACKET.c.district == district,
            PACKET.c.organization == organization,
            PACKET.c.state.not_in(list(OVER)),
            PACKET.c.until_day >= today,
        )
        .order_by(PACKET.c.until_day, PACKET.c.id)
    )
    return tuple(
        Listed(packet, service, ReferralState(state), month, until, epoch)
        for packet, service, state, month, until, epoch in rows
    )
