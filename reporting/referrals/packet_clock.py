"""What the worker turns for packets: the end by time, keys that must be gone, and reminders to partners."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from reporting.model.help.partnership import RecordContact
from reporting.model.ids import PacketId
from reporting.model.referral import ReferralState
from reporting.people.ground import Ground
from reporting.referrals.links import Addresses, Links
from reporting.referrals.partner_mail import nudge_text
from reporting.referrals.terms import terms_of
from reporting.store import packets, partner_queues, sides, text_askings
from reporting.store.packets import Packet
from reporting.store.shred import ShredStore
from reporting.vault.service_box import ServiceBox


class PacketClock:
    """Idempotent, and safe in several processes. `below`: draws a number below another, so that no day is exact."""

    def __init__(
        self,
        ground: Ground,
        shred: ShredStore,
        service: ServiceBox,
        addresses: Addresses,
        links: Links,
        *,
        below: Callable[[int], int],
    ) -> None:
        self._ground = ground
        self._shred = shred
        self._service = service
        self._addresses = addresses
        self._links = links
        self._below = below

    def sweep(self) -> None:
        """A packet past its day loses its links, what was in it, and its key; what a phone was asked goes by its day too.

        A key that stays is taken by the sweep of keys that belong to nothing. Raises ResidueRemains.
        """
        ground = self._ground
        with ground.database.read() as conn:
            past = packets.past(conn, ground.district, ground.day())
            beside = sides.of_packets(conn, ground.district, past)
        for one in past:
            ground.database.write(partial(self._end, one))
        ground.database.write(lambda conn: text_askings.drop_past(conn, ground.district, ground.day()))
        if past:
            self._shred.erase([*past, *beside])

    def _end(self, packet: PacketId, conn: Connection) -> None:
        packets.end(conn, self._ground.district, packet, ReferralState.EXPIRED)

    def remind(self) -> None:
        """Partners that gave no answer for so many days, by mail to the address on record."""
        ground, today = self._ground, self._ground.day()
        with ground.database.read() as conn:
            due = packets.to_nudge(conn, ground.district, today)
        for one in due:
            contact = self._addresses.record_contact(one.organization)
            ground.database.write(partial(self._remind, one, contact, today))

    def _remind(self, packet: Packet, contact: RecordContact | None, today: int, conn: Connection) -> None:
        ground = self._ground
        nudges = terms_of(conn, ground.district, self._service, packet.organization).nudges
        done = packet.nudges + 1
        later = nudges[done] - nudges[packet.nudges] + self._below(2) if done < len(nudges) else None
        if not packets.nudged(conn, ground.district, packet, None if later is None else today + later):
            return  # another process was faster
        if contact is not None and contact.email and self._links.mailed:
            queued = partner_queues.is_queued(conn, ground.district, packet.id)
            body = nudge_text(contact.lang, self._links.sign_in if queued else "")
            self._links.mail(conn, contact, body, now=ground.clock())
