"""The worker's part of the partner's pages: it mails a new link, and enters in the chain what people of partners did."""

from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from reporting.model.errand import BY_PARTNERS, ErrandKind
from reporting.model.help.partnership import RecordContact
from reporting.model.ids import PacketId
from reporting.people.alarms import Alarms
from reporting.people.ground import Ground
from reporting.referrals.link_limit import LinkLimit
from reporting.referrals.links import TOKEN_BYTES, Addresses, Links
from reporting.store import packets, partner_errands
from reporting.store.partner_errands import Errand
from reporting.vault.notation import ID_LENGTH, Unreadable
from reporting.vault.packets import link_id
from reporting.vault.partners import open_errand
from reporting.vault.xwing import PrivateKey

ALARM = "too_many_links"
OLDEST_MINUTES = 30 * 24 * 60  # no time that nobody can read enters the chain
STANDS = timedelta(days=14)  # among the alarms, for who was away


class PartnerErrands:
    """Safe in several processes. What the rows say is judged anew here, for their writer may have been taken over: the
    text of a mail and its address are the service's own, and of too many within an hour the rest is dropped.
    """

    def __init__(self, ground: Ground, addresses: Addresses, links: Links, key: PrivateKey) -> None:
        self._ground = ground
        self._addresses = addresses
        self._links = links
        self._key = key
        self._limit = LinkLimit()
        self._alarms = Alarms(ground)

    def run(self) -> int:
        """Do what waits; how many there were."""
        ground = self._ground
        with ground.database.read() as conn:
            waiting = partner_errands.waiting(conn, ground.district)
        for one in waiting:
            if one.kind is ErrandKind.NEW_LINK:
                self._mail(one)
            else:
                ground.database.write(partial(self._enter, one))
        return len(waiting)

    def _enter(self, errand: Errand, conn: Connection) -> None:
        ground, now = self._ground, self._ground.minute()
        act = BY_PARTNERS.get(errand.kind) if errand.kind else None
        if not partner_errands.take(conn, ground.district, errand) or act is None:
            return
        if len(errand.about) == ID_LENGTH:
            minute = max(now - OLDEST_MINUTES, min(errand.minute, now))
            ground.witness.record(conn, minute=minute, act=act, actor=None, about=errand.about)

    def _mail(self, errand: Errand) -> None:
        ground, now = self._ground, self._ground.clock()
        token = self._token(errand)
        contact: RecordContact | None = None
        too_many = False
        if token:
            with ground.database.read() as conn:
                link = packets.link(conn, ground.district, link_id(token))
                row = packets.by_id(conn, ground.district, PacketId(errand.about))
            if link is not None and row is not None and link.packet == row.id:
                contact = self._addresses.record_contact(row.organization)
                too_many = not self._limit.allows(row.id, row.organization, now)

        def unit(conn: Connection) -> None:
            if not partner_errands.take(conn, ground.district, errand) or contact is None:
                return
            if too_many:
                self._alarms.stand_in(conn, ALARM)
            else:
                self._links.mail_link(conn, contact, token, now=now)

        ground.database.write(unit)

    def calm(self) -> None:
        """The alarm ends after two weeks."""
        now = self._ground.clock()
        if any(one.kind == ALARM and one.since + STANDS <= now for one in self._alarms.standing()):
            self._alarms.clear(ALARM)

    def _token(self, errand: Errand) -> bytes:
        """Empty for what does not open: it is dropped."""
        try:
            token = open_errand(
                self._key, self._ground.district, errand.id, errand.about, errand.sealed or b""
            )
        except Unreadable:
            return b""
        return token if len(token) == TOKEN_BYTES else b""
