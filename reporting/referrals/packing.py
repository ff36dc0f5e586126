"""What goes to a partner, sealed under a key of its own; the thread keeps that key for staff."""

import secrets
from typing import NamedTuple

from sqlalchemy import Connection

from reporting.cases.desk_pen import Doing
from reporting.cases.desk_thread import DeskThread
from reporting.cases.sealing import stamp
from reporting.model.clock import day_of
from reporting.model.ids import DistrictId, PacketId
from reporting.model.kind import Kind
from reporting.model.referral import ReferralState
from reporting.referrals.counselors_ground import CounselorsGround
from reporting.referrals.offer import Referral
from reporting.referrals.side_birth import student_mac
from reporting.referrals.terms import Terms
from reporting.referrals.weeks import week_end
from reporting.store import sides
from reporting.store.messages import Draft
from reporting.store.packets import Packet
from reporting.vault.authorship import ByMember
from reporting.vault.envelope import seal
from reporting.vault.notation import new_id, new_key, sha256
from reporting.vault.packets import packet_place
from reporting.vault.payload import Payload
from reporting.vault.xwing import PrivateKey


class PacketKeys(NamedTuple):
    """`seed`: of the pair that opens it, for the partner and the thread; `shred`: without it nobody opens it."""

    id: PacketId
    seed: bytes
    shred: bytes

    @classmethod
    def new(cls) -> "PacketKeys":
        return cls(PacketId(new_id()), new_key(), new_key())

    def __repr__(self) -> str:
        return "PacketKeys(<redacted>)"


class Packing:
    def __init__(self, on: CounselorsGround) -> None:
        self._on = on

    def packet(self, doing: Doing, known: Referral, keys: PacketKeys, basis: str, terms: Terms) -> Packet:
        """`known` has a consent. `basis`: why it may go without a parent, where the rule of the state does not say so."""
        ground, offer, consent = self._on.ground, known.offer, known.consent
        assert consent is not None  # noqa: S101 - `Sending.send` has looked
        today = day_of(doing.now)
        until = week_end(today + offer.days)
        payload = Payload(
            stamp(doing.now, exact=False),
            lang=consent.lang,
            roster=ground.roll.roster_entry(),
            more={
                "fields": {name.value: value for name, value in consent.values.items()},
                "barriers": " ".join(consent.barriers),
                "purpose": offer.purpose,
                "party": offer.party,
                "service": offer.service_name,
                "until_day": until,
                "agreed": stamp(consent.at, exact=False),
                "basis": basis or f"own consent under the rule of the state ({self._on.rule.age}+)",
            },
        )
        author = ByMember(doing.session.member, doing.session.unlocked.ed)
        place = packet_place(ground.district, keys.id)
        envelope = seal(place, payload.to_bytes(), keys.shred, [PrivateKey(keys.seed).public], author)
        return Packet(
            keys.id,
            offer.organization,
            offer.service,
            ReferralState.SENT,
            None,
            opened=False,
            month=doing.now.year * 12 + doing.now.month - 1,
            nudge_day=today + terms.nudges[0] + secrets.randbelow(2),
            nudges=0,
            until_day=until,
            core=envelope.core,
            recipients=envelope.recipients,
            answer=None,
        )

    def secret(self, doing: Doing, message: bytes, keys: PacketKeys, offer: str) -> Draft:
        """The packet's key, for who can read the thread: another link can be made of it."""
        payload = Payload(
            stamp(doing.now, exact=True),
            roster=self._on.ground.roll.roster_entry(),
            more={"packet": keys.id.hex(), "seed": keys.seed.hex(), "offer": offer},
        )
        author = ByMember(doing.session.member, doing.session.unlocked.ed)
        return doing.thread.place.seal(
            message,
            Kind.REFERRAL_SECRET,
            payload,
            [doing.thread.case],
            author,
            now=doing.now,
            exact=True,
        )

    def seed(self, thread: DeskThread, known: Referral) -> bytes | None:
        """From the thread's own record, for staff alone."""
        if thread.keys is None or known.packet is None:
            return None
        opened = self._on.ground.opener.open(
            thread.place,
            thread.stored,
            (thread.keys.case,),
            talk_seed=None,
            kinds=frozenset({Kind.REFERRAL_SECRET}),
        )
        for one in opened:
            if one.payload and one.failure is None and one.payload.more.get("packet") == known.packet.hex():
                try:
                    return bytes.fromhex(str(one.payload.more.get("seed", "")))
                except ValueError:
                    return None
        return None


def attach(conn: Connection, district: DistrictId, known: Referral, packet: PacketId, key: bytes) -> None:
    """The side thread that the student opened with their yes; not one whose keys are not those of their message."""
    side = sides.by_id(conn, district, known.side[0]) if known.side else None
    if side is not None and known.side is not None and sha256(side.student) == known.side[1]:
        sides.attach(conn, district, side.id, packet, student_mac(side, key))
