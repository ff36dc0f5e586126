"""What may be sealed to an organization's queue, and who opens it."""

from sqlalchemy import Connection

from reporting.cases.opened_message import Believed
from reporting.model.ids import DistrictId, OrganizationId
from reporting.store import partner_queues
from reporting.store.partner_queues import PartnerQueue, PartnerWrap
from reporting.vault.notation import Unreadable
from reporting.vault.partners import open_wrap, verify_queue
from reporting.vault.words import words_of_keys
from reporting.vault.xwing import PrivateKey, PublicKey


def open_to(
    conn: Connection, district: DistrictId, believed: Believed, organization: OrganizationId
) -> tuple[int, PublicKey] | None:
    """Epoch and key. None where nobody there signs in, or nobody of the school signed the key."""
    found = partner_queues.queue(conn, district, organization)
    if found is None or not partner_queues.holders(conn, district, organization):
        return None
    key = signed_key(district, believed, found)
    return None if key is None else (found.epoch, key)


def signed_key(district: DistrictId, believed: Believed, queue: PartnerQueue) -> PublicKey | None:
    if queue.signer is None or queue.entry is None or queue.signature is None:
        return None
    try:
        ed = believed.member_ed(queue.signer, queue.entry)
        return verify_queue(ed, queue.signature, district, queue.organization, queue.epoch, queue.pk)
    except Unreadable:
        return None


def private_key(
    district: DistrictId, queue: PartnerQueue, wrap: PartnerWrap, person: PrivateKey
) -> PrivateKey:
    """Raises Unreadable."""
    if wrap.epoch != queue.epoch or wrap.organization != queue.organization:
        raise Unreadable
    return open_wrap(person, district, queue.organization, queue.epoch, wrap.sealed, queue.pk)


def words_of(person_x: bytes, queue_pk: bytes = b"") -> tuple[str, ...]:
    """Read aloud before anybody is let in. With the queue's key where this person brings it."""
    return words_of_keys(queue_pk, person_x)
