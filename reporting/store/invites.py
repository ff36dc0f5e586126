"""Invitations on their way."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from sqlalchemy import Connection, delete, insert, select, update

from reporting.model.ids import DistrictId, MemberId, SchoolId
from reporting.store.tables.base import table_of
from reporting.store.tables.invites import InviteRow, InviteSealRow


@dataclass(frozen=True, slots=True)
class Invite:
    """`queues` is JSON: {"queues": {hex id: leads?}, "registrar": bool}. `state`: sent, joined, admitted, withdrawn."""

    id: bytes
    member: MemberId
    name: str
    title: str
    email_sealed: bytes
    email_hash: bytes
    lang: str
    school: SchoolId | None
    queues: str
    state: str
    keys: bytes | None
    mac: bytes | None
    expires_minute: int


_NAMES = tuple(field.name for field in fields(Invite))
_COLUMNS = select(*(table_of(InviteRow).c[name] for name in _NAMES))


def add(conn: Connection, district: DistrictId, invite: Invite, seals: Mapping[bytes, bytes]) -> None:
    """`seals`: the secret, sealed to each registrar's key, by kid."""
    conn.execute(
        insert(InviteRow).values(
            district=district,
            id=invite.id,
            member=invite.member,
            name=invite.name,
            title=invite.title,
            email_sealed=invite.email_sealed,
            email_hash=invite.email_hash,
            lang=invite.lang,
            school=invite.school,
            queues=invite.queues,
            state=invite.state,
            keys=invite.keys,
            mac=invite.mac,
            expires_minute=invite.expires_minute,
        )
    )
    rows = [
        {"district": district, "invite": invite.id, "kid": kid, "sealed": sealed}
        for kid, sealed in seals.items()
    ]
    if rows:
        conn.execute(insert(InviteSealRow), rows)


def by_id(conn: Connection, district: DistrictId, invite: bytes) -> Invite | None:
    row = conn.execute(_COLUMNS.where(InviteRow.district == district, InviteRow.id == invite)).one_or_none()
    return None if row is None else Invite(*row)


def of_member(conn: Connection, district: DistrictId, member: MemberId) -> Invite | None:
    """The newest by expiry, whatever its state."""
    row = conn.execute(
        _COLUMNS.where(InviteRow.district == district, InviteRow.member == member)
        .order_by(InviteRow.expires_minute.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Invite(*row)


def in_states(conn: Connection, district: DistrictId, *states: str) -> tuple[Invite, ...]:
    rows = conn.execute(
        _COLUMNS.where(InviteRow.district == district, InviteRow.state.in_(states)).order_by(
            InviteRow.name, InviteRow.id
        )
    )
    return tuple(Invite(*row) for row in rows)


def seal_for(conn: Connection, district: DistrictId, invite: bytes, kid: bytes) -> bytes | None:
    return conn.execute(
        select(InviteSealRow.sealed).where(
            InviteSealRow.district == district, InviteSealRow.invite == invite, InviteSealRow.kid == kid
        )
    ).scalar_one_or_none()


def join(conn: Connection, district: DistrictId, invite: bytes, *, keys: bytes, mac: bytes) -> bool:
    """True for the one caller that used the link."""
    used = (
        update(InviteRow)
        .where(InviteRow.district == district, InviteRow.id == invite, InviteRow.state == "sent")
        .values(state="joined", keys=keys, mac=mac)
    )
    return conn.execute(used).rowcount == 1


def settle(conn: Connection, district: DistrictId, invite: bytes, *, before: str, state: str) -> bool:
    """Move from one state to the next; the seals go, since nobody needs the secret any more."""
    moved = (
        update(InviteRow)
        .where(InviteRow.district == district, InviteRow.id == invite, InviteRow.state == before)
        .values(state=state)
    )
    if conn.execute(moved).rowcount != 1:
        return False
    conn.execute(
        delete(InviteSealRow).where(InviteSealRow.district == district, InviteSealRow.invite == invite)
    )
    return True


def withdraw_open(conn: Connection, district: DistrictId, member: MemberId) -> None:
    """Earlier links of a person, used or not, end when a new one is made."""
    still = (
        (InviteRow.district == district)
        & (InviteRow.member == member)
        & InviteRow.state.in_(("sent", "joined"))
    )
    ended = tuple(conn.execute(select(InviteRow.id).where(still)).scalars())
    conn.execute(update(InviteRow).where(still).values(state="withdrawn"))
    conn.execute(
        delete(InviteSealRow).where(InviteSealRow.district == district, InviteSealRow.invite.in_(ended))
    )
