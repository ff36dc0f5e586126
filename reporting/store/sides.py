"""Side threads of student and partner, and their messages. Nobody of the school can open what is in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from reporting.model.ids import DistrictId, PacketId, SideId
from reporting.store.tables.base import table_of
from reporting.store.tables.sides import SideMessageRow, SideRow

SIDE = table_of(SideRow)
MESSAGE = table_of(SideMessageRow)


class SideMoved(RuntimeError):
    """Somebody wrote in this moment: read it again, and seal for the next number."""


@dataclass(frozen=True, slots=True)
class Side:
    """`student` and `partner`: public keys of 1,248 bytes, each with what certifies it."""

    id: SideId
    student: bytes
    student_seed: bytes
    packet: PacketId | None = None
    student_mac: bytes | None = None
    partner: bytes | None = None
    partner_mac: bytes | None = None
    turns: int = 0
    last_seq: int = 0
    student_seen: int = 0
    partner_seen: int = 0
    last_week: int | None = None
    told: bool = False
    alert_minute: int | None = None
    alerts: int = 0
    taken: bool = False

    def __repr__(self) -> str:
        return "Side(<sealed>)"


@dataclass(frozen=True, slots=True)
class SideMessage:
    seq: int
    id: bytes
    party: int
    core: bytes
    recipients: bytes

    def __repr__(self) -> str:
        return f"SideMessage({self.seq})"


_COLUMNS = tuple(SIDE.c[name] for name in Side.__dataclass_fields__)
_MESSAGE_COLUMNS = tuple(MESSAGE.c[name] for name in SideMessage.__dataclass_fields__)


def add(conn: Connection, district: DistrictId, side: Side) -> None:
    values = {name: getattr(side, name) for name in Side.__dataclass_fields__}
    conn.execute(insert(SIDE), {"district": district, **values})


def by_id(conn: Connection, district: DistrictId, side: SideId) -> Side | None:
    found = conn.execute(
        select(*_COLUMNS).where(SIDE.c.district == district, SIDE.c.id == side)
    ).one_or_none()
    return None if found is None else Side(*found)


def of_packet(conn: Connection, district: DistrictId, packet: PacketId) -> Side | None:
    """The newest that stands: a student may end one and begin another."""
    found = conn.execute(
        select(*_COLUMNS).where(SIDE.c.district == district, SIDE.c.packet == packet)
    ).first()
    return None if found is None else Side(*found)


def of_packets(conn: Connection, district: DistrictId, packets: Sequence[PacketId]) -> tuple[SideId, ...]:
    return tuple(
        conn.scalars(select(SIDE.c.id).where(SIDE.c.district == district, SIDE.c.packet.in_(packets)))
    )


def for_partner(conn: Connection, district: DistrictId, packets: Sequence[PacketId]) -> dict[PacketId, Side]:
    """What a partner's list says of each: whether something new or urgent is there."""
    rows = conn.execute(select(*_COLUMNS).where(SIDE.c.district == district, SIDE.c.packet.in_(packets)))
    return {one.packet: one for one in (Side(*row) for row in rows) if one.packet is not None}


def which_exist(conn: Connection, district: DistrictId, ids: Sequence[bytes]) -> frozenset[bytes]:
    return frozenset(conn.scalars(select(SIDE.c.id).where(SIDE.c.district == district, SIDE.c.id.in_(ids))))


def attach(conn: Connection, district: DistrictId, side: SideId, packet: PacketId, mac: bytes) -> None:
    """The referral was sent: from now on the partner may come."""
    _change(conn, district, side, packet=packet, student_mac=mac)


def reseal(conn: Connection, district: DistrictId, side: SideId, sealed: bytes) -> None:
    """The student's seed under another key: they added a phrase to their six words."""
    _change(conn, district, side, student_seed=sealed)


def enter(conn: Connection, district: DistrictId, side: Side, public: bytes, mac: bytes) -> bool:
    """The partner's keys, made anew by a link that had none. False where another press was faster."""
    done = conn.execute(
        update(SIDE)
        .where(SIDE.c.district == district, SIDE.c.id == side.id, SIDE.c.turns == side.turns)
        .values(partner=public, partner_mac=mac, turns=side.turns + 1)
    )
    return done.rowcount == 1


def messages(conn: Connection, district: DistrictId, side: SideId) -> tuple[SideMessage, ...]:
    rows = conn.execute(
        select(*_MESSAGE_COLUMNS)
        .where(MESSAGE.c.district == district, MESSAGE.c.side == side)
        .order_by(MESSAGE.c.seq)
    )
    return tuple(SideMessage(*row) for row in rows)


def is_known(conn: Connection, district: DistrictId, side: SideId, message: bytes) -> bool:
    found = select(MESSAGE.c.seq).where(
        MESSAGE.c.district == district, MESSAGE.c.side == side, MESSAGE.c.id == message
    )
    return conn.execute(found).first() is not None


def append(
    conn: Connection, district: DistrictId, side: SideId, message: SideMessage, last_week: int
) -> None:
    """Raises SideMoved where its number is taken, or the thread has ended."""
    done = conn.execute(
        update(SIDE)
        .where(SIDE.c.district == district, SIDE.c.id == side, SIDE.c.last_seq == message.seq - 1)
        .values(last_seq=message.seq, last_week=last_week)
    )
    if done.rowcount != 1:
        raise SideMoved
    values = {name: getattr(message, name) for name in SideMessage.__dataclass_fields__}
    conn.execute(insert(MESSAGE), {"district": district, "side": side, **values})


def address_anew(conn: Connection, district: DistrictId, side: Side, recipients: Mapping[int, bytes]) -> None:
    """Other recipients, by number. Raises SideMoved where the partner came by yet another link meanwhile."""
    # Locks the row, so that the partner's keys stay those that the messages are sealed to.
    same = update(SIDE).where(SIDE.c.district == district, SIDE.c.id == side.id, SIDE.c.turns == side.turns)
    if conn.execute(same.values(turns=side.turns)).rowcount != 1:
        raise SideMoved
    for seq, sealed in recipients.items():
        conn.execute(
            update(MESSAGE)
            .where(MESSAGE.c.district == district, MESSAGE.c.side == side.id, MESSAGE.c.seq == seq)
            .values(recipients=sealed)
        )


def student_saw(conn: Connection, district: DistrictId, side: SideId, seq: int) -> None:
    _change(conn, district, side, student_seen=seq)


def partner_saw(conn: Connection, district: DistrictId, side: SideId, seq: int) -> None:
    _change(conn, district, side, partner_seen=seq, told=False)


def tell(conn: Connection, district: DistrictId, side: SideId) -> bool:
    """Whether the partner is to be written to: once until they look."""
    done = conn.execute(
        update(SIDE)
        .where(SIDE.c.district == district, SIDE.c.id == side, SIDE.c.told.is_(False))
        .values(told=True)
    )
    return done.rowcount == 1


def alarm(conn: Connection, district: DistrictId, side: SideId, minute: int) -> None:
    """Something urgent was written."""
    _change(conn, district, side, alert_minute=minute, alerts=1, taken=False, told=True)


def take(conn: Connection, district: DistrictId, side: SideId) -> None:
    """Somebody at the partner has it: its time goes too."""
    _change(conn, district, side, alert_minute=None, taken=True)


def alarmed(conn: Connection, district: DistrictId, limit: int = 100) -> tuple[Side, ...]:
    """Those that wait for somebody at the partner."""
    rows = conn.execute(
        select(*_COLUMNS).where(SIDE.c.district == district, SIDE.c.alert_minute.is_not(None)).limit(limit)
    )
    return tuple(Side(*row) for row in rows)


def alarmed_again(conn: Connection, district: DistrictId, side: Side, minute: int | None) -> bool:
    """`minute`: since when it waits, None to call no more. False where another worker was faster."""
    done = conn.execute(
        update(SIDE)
        .where(
            SIDE.c.district == district,
            SIDE.c.id == side.id,
            SIDE.c.alerts == side.alerts,
            SIDE.c.alert_minute.is_not(None),
        )
        .values(alerts=side.alerts + 1, alert_minute=minute)
    )
    return done.rowcount == 1


def end(conn: Connection, district: DistrictId, side: SideId) -> None:
    """Words, keys and all. The shred key is the caller's to destroy."""
    conn.execute(delete(MESSAGE).where(MESSAGE.c.district == district, MESSAGE.c.side == side))
    conn.execute(delete(SIDE).where(SIDE.c.district == district, SIDE.c.id == side))


def end_of(conn: Connection, district: DistrictId, packet: PacketId) -> None:
    for side in of_packets(conn, district, [packet]):
        end(conn, district, side)


def _change(conn: Connection, district: DistrictId, side: SideId, **values: object) -> None:
    conn.execute(update(SIDE).where(SIDE.c.district == district, SIDE.c.id == side).values(**values))
