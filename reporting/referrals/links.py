"""A partner's link: half of a key in an e-mail to the address on record, the other half told by telephone."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from sqlalchemy import Connection

from reporting.model.clock import DAY_S, day_of
from reporting.model.help.partnership import RecordContact
from reporting.model.ids import DistrictId, OrganizationId, PacketId
from reporting.people.ground import Ground
from reporting.people.sealed_mail import put_mail
from reporting.referrals.partner_mail import link_text, queued_text
from reporting.store import packets
from reporting.store.packets import Link
from reporting.vault import base64url
from reporting.vault.packets import PIN_DIGITS, link_id, link_key, seal_packet_seed
from reporting.vault.service_box import ServiceBox
from reporting.vault.xwing import PrivateKey

TOKEN_BYTES = 32
LIFE_DAYS = 14
VALID_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class NewLink:
    """`key`: the one that link and PIN make together."""

    row: Link
    token: bytes
    pin: str
    key: PrivateKey

    def __repr__(self) -> str:
        return "NewLink(<pin>)"


class Addresses(Protocol):
    """Where mail to an organisation goes."""

    def record_contact(self, organization: OrganizationId) -> RecordContact | None: ...


def new_link(  # noqa: PLR0917 - what a link is made of
    district: DistrictId,
    packet: PacketId,
    seed: bytes,
    until_day: int,
    now: datetime,
    pin: str | None = None,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> NewLink:
    """Costs a key derivation. `pin`: the one that the partner has already."""
    token = random(TOKEN_BYTES)
    said = pin or "".join(secrets.choice("0123456789") for _ in range(PIN_DIGITS))
    key = link_key(token, said, packet)
    last = min(day_of(now) + LIFE_DAYS, until_day)
    row = Link(
        link_id(token),
        packet,
        key.public.kid,
        0,
        (last + 1) * (DAY_S // 60),
        seal_packet_seed(key.public, district, packet, seed),
    )
    return NewLink(row, token, said, key)


class Links:
    """`mailed`: whether a mail server carries them; `base`: address of the partner's pages."""

    def __init__(
        self,
        ground: Ground,
        service: ServiceBox,
        base: str,
        *,
        mailed: bool,
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self._ground = ground
        self._service = service
        self._base = base
        self._random = random
        self.mailed = mailed

    def make(
        self, packet: PacketId, seed: bytes, *, until_day: int, now: datetime, pin: str | None = None
    ) -> NewLink:
        return new_link(self._ground.district, packet, seed, until_day, now, pin, self._random)

    def address(self, token: bytes) -> str:
        return f"{self._base}/partner/{base64url.encode(token)}"

    def put(self, conn: Connection, new: NewLink, contact: RecordContact, *, now: datetime) -> None:
        """With its e-mail, in the caller's transaction: it goes to the address on record and nowhere else."""
        packets.add_link(conn, self._ground.district, new.row)
        self.mail_link(conn, contact, new.token, now=now)

    def mail_link(self, conn: Connection, contact: RecordContact, token: bytes, *, now: datetime) -> None:
        if self.mailed:
            self.mail(conn, contact, link_text(self.address(token), contact.lang), now=now)

    @property
    def sign_in(self) -> str:
        """Where people of an organization sign in."""
        return f"{self._base}/partners"

    def tell_queued(self, conn: Connection, contact: RecordContact, *, now: datetime) -> None:
        """That something lies in an organization's queue, in the caller's transaction."""
        if self.mailed:
            self.mail(conn, contact, queued_text(self.sign_in, contact.lang), now=now)

    def mail(self, conn: Connection, contact: RecordContact, body: str, *, now: datetime) -> None:
        put = partial(put_mail, conn, self._ground, self._service)
        put(address=contact.email, body=body, validity_s=VALID_S, now=now)
