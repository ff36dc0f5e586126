"""What the partner's pages ask of the service, answered: by a call in one process, by the window in two."""

from collections.abc import Callable, Iterable
from datetime import datetime

from reporting.cases.referral_counter import ReferralCounter
from reporting.model.ids import OrganizationId, PacketId, SchoolId
from reporting.model.measure import Step
from reporting.people.ground import Ground
from reporting.referrals.links import Addresses
from reporting.referrals.partner_ground import PartnerTerms
from reporting.referrals.terms import terms_of
from reporting.store import packets, sides
from reporting.store.shred import ShredStore
from reporting.vault.envelope import recipient_kids
from reporting.vault.notation import Unreadable
from reporting.vault.service_box import ServiceBox
from reporting.vault.xwing import PrivateKey, PublicKey


class PartnerService:
    """Satisfies `Service`. `mailed`: whether a mail server is set."""

    def __init__(
        self,
        ground: Ground,
        shred: ShredStore,
        service: ServiceBox,
        addresses: Addresses,
        counter: ReferralCounter,
        *,
        mailed: bool,
    ) -> None:
        self._ground = ground
        self._shred = shred
        self._box = service
        self._addresses = addresses
        self._mailed = mailed
        self.count: Callable[[datetime, SchoolId | None, str, Iterable[Step]], None] = counter.count

    def shred_key(self, packet: PacketId, seed: bytes, thing: bytes) -> bytes | None:
        return self.shred_key_for(packet, PrivateKey(seed).public.raw, thing)

    def shred_key_for(self, packet: PacketId, public: bytes, thing: bytes) -> bytes | None:
        """`public`: of the packet's seed. It is written nowhere but for its name in the envelope, so that only whoever opened
        the packet can show it: a copy of all rows, or a process that was taken over, has the keys of none. What is over has
        no envelope.
        """
        ground = self._ground
        with ground.database.read() as conn:
            row = packets.by_id(conn, ground.district, packet)
            side = sides.of_packet(conn, ground.district, packet)
        if row is None or thing not in {packet, side.id if side else packet}:
            return None
        try:
            if PublicKey(public, derived=True).kid not in recipient_kids(row.recipients):
                return None
        except Unreadable:
            return None
        return self._shred.find_many([(thing, 0)]).get((thing, 0))

    def terms(self, organization: OrganizationId) -> PartnerTerms:
        with self._ground.database.read() as conn:
            found = terms_of(conn, self._ground.district, self._box, organization)
        return PartnerTerms(found.danger, found.hours)

    def mails(self, organization: OrganizationId) -> bool:
        contact = self._addresses.record_contact(organization) if self._mailed else None
        return contact is not None and bool(contact.email)
