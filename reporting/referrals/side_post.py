"""Whom a partner is reached by when a student writes: the contact on record, by mail and text, without a word of it."""

import re
from datetime import datetime

from sqlalchemy import Connection

from notify.outbox import Class, enqueue
from reporting.model.help.partnership import RecordContact
from reporting.model.ids import OrganizationId, PacketId
from reporting.people.ground import Ground
from reporting.people.sealed_mail import put_mail
from reporting.referrals.links import Addresses
from reporting.referrals.partner_mail import side_text, urgent_side_phone, urgent_side_text
from reporting.store import partner_queues
from reporting.vault.service_box import ServiceBox

VALID_S = 3600
_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
_DIGITS = re.compile(r"[^0-9+]")
_TEN = 10


class SidePost:
    """`mailed`: whether a mail server is set; `sender`: our number for texts to adults, empty where there is none;
    `sign_in`: where people of an organization with a queue of its own sign in.
    """

    def __init__(
        self,
        ground: Ground,
        service: ServiceBox,
        addresses: Addresses,
        *,
        mailed: bool,
        sender: str,
        sign_in: str = "",
    ) -> None:
        self._ground = ground
        self._service = service
        self._addresses = addresses
        self.mailed = mailed
        self._sender = sender
        self._sign_in = sign_in

    def contact(self, organization: OrganizationId) -> RecordContact | None:
        """Ask before the transaction: it reads by a connection of its own."""
        return self._addresses.record_contact(organization)

    def something_new(
        self, conn: Connection, contact: RecordContact | None, now: datetime, packet: PacketId | None = None
    ) -> None:
        """In the caller's transaction."""
        if contact is not None and contact.email and self.mailed:
            body = side_text(contact.lang, self._where(conn, packet))
            self._mail(conn, contact.email, body, Class.DIGEST, now)

    def urgent(
        self, conn: Connection, contact: RecordContact | None, now: datetime, packet: PacketId | None = None
    ) -> None:
        """In the caller's transaction."""
        if contact is None:
            return
        where = self._where(conn, packet)
        if contact.email and self.mailed:
            body = urgent_side_text(contact.lang, where)
            self._mail(conn, contact.email, body, Class.PAGE, now)
        number = dialable(contact.phone)
        if number and self._sender:
            self._text(conn, number, urgent_side_phone(contact.lang, signs_in=bool(where)), now)

    def _where(self, conn: Connection, packet: PacketId | None) -> str:
        """Where they sign in; empty for what a link opens."""
        queued = packet is not None and partner_queues.is_queued(conn, self._ground.district, packet)
        return self._sign_in if queued else ""

    def _mail(self, conn: Connection, address: str, body: str, class_: Class, now: datetime) -> None:
        ground, service = self._ground, self._service
        put_mail(
            conn, ground, service, address=address, body=body, validity_s=VALID_S, class_=class_, now=now
        )

    def _text(self, conn: Connection, number: str, body: str, now: datetime) -> None:
        row = self._ground.random(16)
        enqueue(
            conn,
            district=self._ground.district,
            row_id=row,
            class_=Class.PAGE,
            sealed_to=self._service.seal(number.encode(), row),
            sealed_body=self._service.seal(body.encode(), row),
            sealer="service",
            sender=self._sender,
            now=now,
            validity_s=VALID_S,
        )


def dialable(phone: str) -> str:
    """E.164, or empty: a contact's number is typed by people, and one of ten digits is of this country."""
    digits = _DIGITS.sub("", phone)
    if len(digits) == _TEN and digits.isdecimal():
        digits = "+1" + digits
    return digits if _E164.fullmatch(digits) else ""
