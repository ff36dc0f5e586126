"""The partner's side thread with a student: opened by link and PIN, never by what the school keeps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from reporting.cases.refusals import EmptyText, NothingOpens, NothingStored, TokenExpired, TooLong
from reporting.cases.sealing import stamp
from reporting.cases.tip import BODY_LIMIT
from reporting.model.clock import day_of
from reporting.model.ids import OrganizationId, PacketId, ServiceId, SideId
from reporting.model.referral import OVER
from reporting.referrals.partner_ground import PartnerGround
from reporting.referrals.partner_hours import Hours
from reporting.referrals.side_thread import (
    VIDEO,
    GivenName,
    LinkInWords,
    NoSuchSide,
    Said,
    given,
    holds_link,
    read_side,
    released,
    video_address,
    week_of,
)
from reporting.store import packets, sides
from reporting.store.errors import StoreError
from reporting.store.sides import Side, SideMessage, SideMoved
from reporting.vault import form_tokens
from reporting.vault.form_tokens import Purpose
from reporting.vault.notation import Unreadable, new_key
from reporting.vault.packets import answer_key
from reporting.vault.payload import Payload
from reporting.vault.sides import (
    Author,
    Party,
    SideKeys,
    SidePlace,
    certificate,
    certified,
    open_partner_seed,
    seal_message,
    seal_partner_seed,
)
from reporting.vault.xwing import PrivateKey

_TRIES = 5


class HoursOf(Protocol):
    """When a partner is there."""

    def of(self, organization: OrganizationId, service: ServiceId) -> Hours: ...


@dataclass(frozen=True, slots=True)
class Holder:
    """By what the packet was opened: a link with its PIN, or the organization's queue. `side`: the partner's seed, sealed to
    `key`, if it was there before; `keep`: stores one.
    """

    packet: PacketId
    key: PrivateKey
    side: bytes | None
    keep: Callable[[Connection, bytes], None]

    def __repr__(self) -> str:
        return "Holder(<keys>)"


@dataclass(frozen=True, slots=True)
class SideDoor:
    """That there is one, for the packet's page. `token` stands for the partner's key in its form."""

    token: str
    new: bool
    urgent: bool

    def __repr__(self) -> str:
        return "SideDoor(<sealed>)"


@dataclass(frozen=True, slots=True)
class PartnerSide:
    """The page. `token` stands for the packet, `side` for the partner's key; `urgent`: nobody here said yet to have it."""

    token: str
    side: str
    said: tuple[Said, ...]
    hours: Hours
    urgent: bool
    submission: str

    def __repr__(self) -> str:
        return "PartnerSide(<sealed>)"

    @property
    def given(self) -> Mapping[GivenName, str]:
        return given(self.said)

    @property
    def released(self) -> frozenset[str]:
        return released(self.said)


@dataclass(frozen=True, slots=True)
class _Entered:
    packet: PacketId
    seed: bytes
    row: Side
    keys: SideKeys
    hours: Hours

    def __repr__(self) -> str:
        return "Entered(<keys>)"


class PartnerSides:
    def __init__(self, ground: PartnerGround, form_key: bytes, hours: HoursOf) -> None:
        self._ground = ground
        self._form_key = form_key
        self._hours = hours

    def enter(self, holder: Holder, packet_seed: bytes) -> SideDoor | None:
        """With the key at hand. A link that the school made anew has no key yet: it gets one, and reads on from there.

        None where the student opened no side thread.
        """
        ground = self._ground
        with ground.database.read() as conn:
            row = sides.of_packet(conn, ground.district, holder.packet)
        if row is None:
            return None
        seed = self._seed(holder, row)
        if seed is None:
            seed = new_key()
            public = SideKeys(seed, row.id).public
            mac = certificate(answer_key(packet_seed, holder.packet), row.id, Party.PARTNER, public)
            sealed = seal_partner_seed(holder.key.public, ground.district, row.id, seed)

            def entered(conn: Connection) -> bool:
                done = sides.enter(conn, ground.district, row, public, mac)
                if done:
                    holder.keep(conn, sealed)
                return done

            if not ground.database.write(entered):
                raise NothingOpens  # pressed twice in one moment: the other press has it
        return self._door(row, seed)

    def moved(self, holder: Holder, to: PrivateKey) -> bytes | None:
        """The partner's key, sealed to the link that takes the place of an old one."""
        with self._ground.database.read() as conn:
            row = sides.of_packet(conn, self._ground.district, holder.packet)
        seed = self._seed(holder, row) if row else None
        return seal_partner_seed(to.public, self._ground.district, row.id, seed) if row and seed else None

    def again(self, token: str, side: str) -> SideDoor | None:
        """For the packet's page after an answer. None where it has ended, or the page stood too long."""
        try:
            found = self._entered(token, side)
        except (NoSuchSide, NothingOpens, TokenExpired):
            return None
        return self._door(found.row, found.keys.seed)

    def look(self, token: str, side: str) -> PartnerSide:
        """Raises TokenExpired, NothingOpens, NoSuchSide."""
        return self._view(self._entered(token, side))

    def write(self, token: str, side: str, submission: bytes, body: str) -> PartnerSide:
        """Raises as `look`, EmptyText, TooLong, LinkInWords, NothingStored."""
        if not body.strip():
            raise EmptyText
        if len(body) > BODY_LIMIT:
            raise TooLong(BODY_LIMIT)
        if holds_link(body):
            raise LinkInWords
        return self._say(token, side, submission, lambda now: Payload(now, body))

    def offer_video(self, token: str, side: str, submission: bytes, address: str) -> PartnerSide:
        """Shown to the student once they asked for it. Raises as `write`, NoVideoAddress."""
        known = video_address(address)
        return self._say(
            token, side, submission, lambda now: Payload(now, code=VIDEO, params={"address": known})
        )

    def take(self, token: str, side: str) -> PartnerSide:
        """Somebody here has it: nobody is called again. The school's ladder climbs until somebody there acknowledges."""
        ground, found = self._ground, self._entered(token, side)
        ground.database.write(lambda conn: sides.take(conn, ground.district, found.row.id))
        return self.look(token, side)

    def _seed(self, holder: Holder, row: Side) -> bytes | None:
        """None for one without a key of this side thread, or one that another has taken the place of."""
        if holder.side is None:
            return None
        try:
            seed = open_partner_seed(holder.key, self._ground.district, row.id, holder.side)
        except Unreadable:
            return None
        return seed if SideKeys(seed, row.id).public == row.partner else None

    def _door(self, row: Side, seed: bytes) -> SideDoor:
        ground = self._ground
        token = form_tokens.issue(
            self._form_key, Purpose.SIDE, ground.district, row.id, seed, ground.id(), ground.clock()
        )
        return SideDoor(token, row.last_seq > row.partner_seen, row.alerts > 0 and not row.taken)

    def _read(self, purpose: Purpose, token: str) -> form_tokens.FormToken:
        ground = self._ground
        try:
            return form_tokens.read(self._form_key, purpose, ground.district, token, ground.clock())
        except (form_tokens.Expired, Unreadable):
            raise TokenExpired from None

    def _entered(self, token: str, side: str) -> _Entered:
        ground = self._ground
        packet, own = self._read(Purpose.PARTNER, token), self._read(Purpose.SIDE, side)
        with ground.database.read() as conn:
            live = packets.by_id(conn, ground.district, PacketId(packet.object))
            row = sides.by_id(conn, ground.district, SideId(own.object))
        today = day_of(ground.clock())
        if live is None or live.state in OVER or live.until_day < today:
            raise NothingOpens
        keys = SideKeys(own.secret, SideId(own.object))
        if row is None or row.packet != live.id or row.partner != keys.public:
            raise NoSuchSide
        return _Entered(live.id, packet.secret, row, keys, self._hours.of(live.organization, live.service))

    def _said(self, found: _Entered, shred_key: bytes) -> tuple[Said, ...]:
        ground = self._ground
        with ground.database.read() as conn:
            stored = sides.messages(conn, ground.district, found.row.id)
        key = answer_key(found.seed, found.packet)
        return read_side(ground.district, found.row, stored, found.keys.read, key, shred_key)

    def _shred_key(self, found: _Entered) -> bytes:
        key = self._ground.service.shred_key(found.packet, found.seed, found.row.id)
        if key is None:
            raise NoSuchSide
        return key

    def _view(self, found: _Entered) -> PartnerSide:
        ground, row = self._ground, found.row
        said = self._said(found, self._shred_key(found))
        if row.last_seq > row.partner_seen or row.told:
            ground.database.write(lambda conn: sides.partner_saw(conn, ground.district, row.id, row.last_seq))
        now, number = ground.clock(), ground.id()
        packet = form_tokens.issue(
            self._form_key, Purpose.PARTNER, ground.district, found.packet, found.seed, number, now
        )
        door = self._door(row, found.keys.seed)
        return PartnerSide(packet, door.token, said, found.hours, door.urgent, number.hex())

    def _say(
        self, token: str, side: str, submission: bytes, payload: Callable[[int], Payload]
    ) -> PartnerSide:
        for _ in range(_TRIES):
            found = self._entered(token, side)
            try:
                self._store(found, submission, payload)
            except SideMoved:
                continue
            except StoreError:
                raise NothingStored from None
            return self.look(token, side)
        raise NothingStored

    def _store(self, found: _Entered, submission: bytes, payload: Callable[[int], Payload]) -> None:
        ground, row = self._ground, found.row
        with ground.database.read() as conn:
            if sides.is_known(conn, ground.district, row.id, submission):
                return
        key, now = answer_key(found.seed, found.packet), ground.clock()
        try:
            student = certified(key, row.id, Party.STUDENT, row.student, row.student_mac or b"")
        except Unreadable:
            raise NoSuchSide from None
        place = SidePlace(ground.district, row.id, submission, row.last_seq + 1, Party.PARTNER)
        core, recipients = seal_message(
            place,
            payload(stamp(now, exact=False)).to_bytes(),
            self._shred_key(found),
            [student, found.keys.read.public],
            Author(found.keys, key),
        )
        message = SideMessage(place.seq, submission, Party.PARTNER, core, recipients)

        def unit(conn: Connection) -> None:
            live = packets.by_id(conn, ground.district, found.packet)
            if live is None or live.state in OVER:
                raise SideMoved
            sides.append(conn, ground.district, row.id, message, week_of(now))
            sides.partner_saw(conn, ground.district, row.id, place.seq)

        ground.database.write(unit)
