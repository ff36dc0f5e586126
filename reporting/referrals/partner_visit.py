"""The partner's side: link and PIN open one packet, without an account. Looking at the link spends nothing."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from reporting.cases.refusals import NothingOpens, Refused, TokenExpired
from reporting.model.clock import day_of
from reporting.model.errand import ErrandKind
from reporting.model.help.words import SharedField
from reporting.model.ids import OrganizationId, PacketId
from reporting.model.measure import Step
from reporting.model.referral import OVER, STEPS, Decline, ReferralState
from reporting.referrals.answer import Answer, read_answer, seal_answer
from reporting.referrals.fhir import Shared
from reporting.referrals.links import new_link
from reporting.referrals.partner_ground import PartnerGround
from reporting.referrals.side_partner import Holder, PartnerSides, SideDoor
from reporting.referrals.side_thread import LinkInWords, holds_link
from reporting.referrals.tag import how_soon, newly, read_tag
from reporting.store import packet_counts, packets, partner_queues
from reporting.store.packets import Link, Packet
from reporting.store.partner_queues import QueuedPacket
from reporting.vault import base64url, form_tokens
from reporting.vault.authorship import SeenMember, verify_member
from reporting.vault.envelope import Envelope, open_envelope
from reporting.vault.form_tokens import Purpose
from reporting.vault.notation import Unreadable
from reporting.vault.packets import answer_key, link_id, link_key, open_packet_seed, packet_place
from reporting.vault.partners import open_from_queue
from reporting.vault.payload import Payload
from reporting.vault.xwing import PrivateKey

MOST_TRIES = 5


class LinkTooOld(Refused):
    """Link and PIN fit, and the link's days are over: a new one can be asked for."""

    code = "link_too_old"


@dataclass(frozen=True, slots=True)
class PacketView:
    """`token` stands for link and PIN in the page's form; `more`: what was agreed; `danger`: whom to call; `side`: where
    the student lets the partner write to them; `side_by_queue`: they do, and whoever signs in has the key of it.
    """

    token: str
    more: dict[str, Any]
    state: ReferralState
    steps: tuple[ReferralState, ...]
    danger: str
    organization: OrganizationId
    side: SideDoor | None = None
    side_by_queue: bool = False

    def __repr__(self) -> str:
        return "PacketView(<sealed>)"


class PartnerVisits:
    def __init__(self, ground: PartnerGround, form_key: bytes, sides: PartnerSides) -> None:
        self._ground = ground
        self._form_key = form_key
        self.sides = sides

    def open(self, written: str, pin: str) -> PacketView:
        """Raises NothingOpens, LinkTooOld."""
        ground = self._ground
        link, seed, key = self._behind(written, pin)
        if int(ground.clock().timestamp()) // 60 >= link.expires_minute:
            raise LinkTooOld
        with ground.database.read() as conn:
            row = self._live(conn, link.packet)
            queued = partner_queues.queued(conn, ground.district, link.packet)
        view = self._opened(row, seed)
        if queued is not None and queued.side is not None:
            # The key of those who sign in is not put aside by a link: what was written would be lost to them.
            return replace(view, side_by_queue=True)
        return replace(view, side=self.sides.enter(self._holder(link, key), seed))

    def open_queued(self, queued: QueuedPacket, key: PrivateKey) -> PacketView:
        """By the organization's queue, whose key a person's session opened. Raises NothingOpens."""
        ground = self._ground
        with ground.database.read() as conn:
            row = self._live(conn, queued.packet)
        try:
            seed = open_from_queue(key, ground.district, queued.packet, queued.sealed)
        except Unreadable:
            raise NothingOpens from None
        holder = Holder(
            queued.packet,
            key,
            queued.side,
            lambda conn, sealed: partner_queues.enter_side(conn, ground.district, queued.packet, sealed),
        )
        return replace(self._opened(row, seed), side=self.sides.enter(holder, seed))

    def _opened(self, row: Packet, seed: bytes) -> PacketView:
        if row.state is ReferralState.SENT:
            self._move(row, seed, ReferralState.VIEWED)
        return self._view(row.id, seed)

    def _holder(self, link: Link, key: PrivateKey) -> Holder:
        district = self._ground.district
        return Holder(
            link.packet,
            key,
            link.side,
            lambda conn, sealed: packets.enter_side(conn, district, link.id, sealed),
        )

    def _move(
        self,
        row: Packet,
        seed: bytes,
        to: ReferralState,
        declined: Decline | None = None,
        answer: bytes | None = None,
    ) -> None:
        """Counted only where the row moved by it: two presses at once are one word."""
        ground = self._ground
        with ground.database.read() as conn:
            known = packet_counts.of(conn, ground.district, row.id)
        steps, reached = newly(to, known.reached if known else 0)

        def unit(conn: Connection) -> bool:
            moved = packets.move(
                conn, ground.district, row.id, to, among=[row.state], declined=declined, answer=answer
            )
            return moved and known is not None and packet_counts.mark(conn, ground.district, known, reached)

        if not ground.database.write(unit) or known is None:
            return
        tag, now = read_tag(answer_key(seed, row.id), row.id, known.tag), ground.clock()
        if tag.counted:
            soon = how_soon(tag, day_of(now)) if Step.ATTENDED in steps else ()
            ground.service.count(now, tag.school, tag.category, [*steps, *soon])

    def renew(self, written: str, pin: str) -> None:
        """Another link in place of one that is too old, with the same PIN. The service mails it to the address on record and
        nowhere else, so that whoever only found link and PIN gets nothing. Raises NothingOpens.
        """
        ground = self._ground
        link, seed, key = self._behind(written, pin)
        with ground.database.read() as conn:
            row = self._live(conn, link.packet)
        now = ground.clock()
        if not ground.service.mails(row.organization):
            raise NothingOpens
        made = new_link(ground.district, row.id, seed, row.until_day, now, pin)
        # What was written to the student stays readable: nothing is lost when a link expires.
        new = replace(made.row, side=self.sides.moved(self._holder(link, key), made.key))
        errand = ground.errand(ErrandKind.NEW_LINK, row.id, made.token)

        def renewed(conn: Connection) -> None:
            # The old one goes with it: a second press finds nothing to renew.
            packets.drop_link(conn, ground.district, link.id)
            packets.add_link(conn, ground.district, new)
            ground.leave(conn, errand)

        ground.database.write(renewed)

    def _behind(self, written: str, pin: str) -> tuple[Link, bytes, PrivateKey]:
        """The link, the packet's seed, and the key that link and PIN make. The try is counted before the key is derived; the fifth wrong
        one deletes the link. Raises NothingOpens.
        """
        ground = self._ground
        try:
            token = base64url.decode_key(written)
        except Unreadable:
            raise NothingOpens from None
        id_ = link_id(token)
        with ground.database.read() as conn:
            link = packets.link(conn, ground.district, id_)
        tries = ground.database.write(lambda conn: packets.count_try(conn, ground.district, id_))
        if link is None or tries is None or tries > MOST_TRIES:
            raise NothingOpens
        key = link_key(token, pin, link.packet)
        try:
            seed = open_packet_seed(key, ground.district, link.packet, link.sealed)
        except Unreadable:
            if tries >= MOST_TRIES:
                ground.database.write(lambda conn: packets.drop_link(conn, ground.district, id_))
            raise NothingOpens from None
        ground.database.write(lambda conn: packets.clear_tries(conn, ground.district, id_))
        return link, seed, key

    def say(self, token: str, step: str, declined: str, answer: Answer, side: str = "") -> PacketView:
        """Raises TokenExpired, NothingOpens where it was taken back meanwhile, LinkInWords: a video link is asked for first,
        in the side thread.
        """
        if holds_link(answer.when + " " + answer.words):
            raise LinkInWords
        said = self._say(token, step, declined, answer)
        return replace(said, side=self.sides.again(said.token, side)) if side else said

    def _say(self, token: str, step: str, declined: str, answer: Answer) -> PacketView:
        ground = self._ground
        packet, seed = self._held(token)
        before = self._view(packet, seed)
        to = next((one for one in before.steps if one.value == step), None)
        why = next((one for one in Decline if one.value == declined), None)
        if to is None or (to is ReferralState.DECLINED and why is None):
            return before
        with ground.database.read() as conn:
            row = self._live(conn, packet)
        if row.state is before.state:
            why = why if to is ReferralState.DECLINED else None
            self._move(row, seed, to, why, self._sealed(row, answer_key(seed, packet), answer))
        return self._view(packet, seed)

    def _sealed(self, row: Packet, key: bytes, answer: Answer) -> bytes:
        """What was said before stays where nothing new is; the day of each word is sealed with it."""
        before = read_answer(key, row.id, row.answer) or Answer()
        kept = answer if answer.when or answer.words or answer.day else before
        return seal_answer(key, row.id, replace(kept, since=day_of(self._ground.clock())))

    def shared(self, token: str) -> Shared:
        """What was agreed and how it stands, for the partner's own records. Raises TokenExpired, NothingOpens."""
        packet, seed = self._held(token)
        more = self._view(packet, seed).more
        with self._ground.database.read() as conn:
            row = self._live(conn, packet)
        fields = more.get("fields", {})
        return Shared(
            packet,
            row.state,
            row.declined,
            str(more.get("party", "")),
            str(more.get("service", "")),
            str(more.get("purpose", "")),
            {name: str(fields[name]) for name in SharedField if name in fields},
            datetime.fromtimestamp(int(more.get("agreed", 0)), UTC),
            row.until_day,
        )

    def _held(self, token: str) -> tuple[PacketId, bytes]:
        """What the page's token stands for. Raises TokenExpired."""
        ground = self._ground
        try:
            found = form_tokens.read(self._form_key, Purpose.PARTNER, ground.district, token, ground.clock())
        except (form_tokens.Expired, Unreadable):
            raise TokenExpired from None
        return PacketId(found.object), found.secret

    def _live(self, conn: Connection, packet: PacketId) -> Packet:
        """Raises NothingOpens where it was taken back, or its time is over."""
        row = packets.by_id(conn, self._ground.district, packet)
        today = day_of(self._ground.clock())
        if row is None or row.state in OVER or row.until_day < today:
            raise NothingOpens
        return row

    def _view(self, packet: PacketId, seed: bytes) -> PacketView:
        ground = self._ground
        with ground.database.read() as conn:
            row = self._live(conn, packet)
        key = ground.service.shred_key(packet, seed, packet)
        if key is None:
            raise NothingOpens
        danger = ground.service.terms(row.organization).danger
        token = form_tokens.issue(
            self._form_key, Purpose.PARTNER, ground.district, packet, seed, ground.id(), ground.clock()
        )
        return PacketView(
            token, self._read(row, key, seed), row.state, STEPS.get(row.state, ()), danger, row.organization
        )

    def _read(self, row: Packet, key: bytes, seed: bytes) -> dict[str, Any]:
        """What a member of staff signed, and nothing else. Raises NothingOpens."""
        place = packet_place(self._ground.district, row.id)
        try:
            opened = open_envelope(place, Envelope(row.core, row.recipients), key, PrivateKey(seed))
            payload = Payload.from_bytes(opened.payload)
            if not isinstance(opened.auth, SeenMember) or payload.roster is None:
                raise Unreadable  # noqa: TRY301 - as any other that does not open
            ed = self._ground.believed().member_ed(opened.auth.member, payload.roster)
            verify_member(place.encoded(), opened.payload, opened.auth, opened.auth.member, ed)
        except Unreadable:
            raise NothingOpens from None
        return dict(payload.more)
