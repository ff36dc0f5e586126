"""Keys of an organization's own queue: people of a partner open packets by them, after signing in (ADR 0227).

The school seals to the public half, which a member of staff signed. The private half is wrapped to the organization's
people alone, so that nobody at the school opens what lies there by it.
"""

from reporting.vault.notation import KEY_LENGTH, Unreadable, kd, label, lp, u32
from reporting.vault.signing import SigningKey, verify
from reporting.vault.xwing import PrivateKey, PublicKey


def partner_key(server_key: bytes, district: bytes) -> bytes:
    """The one key that the partner's pages have at rest: names of an organization's people. It opens no message."""
    return kd(server_key, "partner", district)


def errand_key(server_key: bytes, district: bytes) -> PrivateKey:
    """The service's: what the partner's pages leave for it is sealed to its public half, which is all that they have."""
    return PrivateKey(kd(server_key, "partner-errand", district))


def seal_errand(service: PublicKey, district: bytes, row: bytes, about: bytes, plain: bytes) -> bytes:
    return service.seal(plain, lp(label("partner-errand"), district, row, about))


def open_errand(service: PrivateKey, district: bytes, row: bytes, about: bytes, sealed: bytes) -> bytes:
    """Raises Unreadable for another row, or a token moved to another packet."""
    return service.open(sealed, lp(label("partner-errand"), district, row, about))


def session_key(form_key: bytes) -> bytes:
    """Seals sessions of partners. Those of staff have a key of their own, which the partner's pages never see."""
    return kd(form_key, "partner-session")


def seal_to_queue(queue: PublicKey, district: bytes, packet: bytes, packet_seed: bytes) -> bytes:
    return queue.seal(packet_seed, lp(label("packet-queue"), district, packet, queue.kid))


def open_from_queue(queue: PrivateKey, district: bytes, packet: bytes, sealed: bytes) -> bytes:
    """Undo `seal_to_queue`. Raises Unreadable for another queue or packet."""
    found = queue.open(sealed, lp(label("packet-queue"), district, packet, queue.public.kid))
    if len(found) != KEY_LENGTH:
        raise Unreadable
    return found


def wrap_to_person(person: PublicKey, district: bytes, organization: bytes, epoch: int, seed: bytes) -> bytes:
    return person.seal(seed, _wrap_info(district, organization, epoch, person.kid))


def open_wrap(  # noqa: PLR0917 - the fields of the format, in its order
    person: PrivateKey, district: bytes, organization: bytes, epoch: int, sealed: bytes, expected: bytes
) -> PrivateKey:
    """The queue's private key, checked against its public one. Raises Unreadable."""
    opened = PrivateKey(person.open(sealed, _wrap_info(district, organization, epoch, person.public.kid)))
    if opened.public.raw != expected:
        raise Unreadable
    return opened


def sign_queue(member: SigningKey, district: bytes, organization: bytes, epoch: int, pk: bytes) -> bytes:
    """A member of staff compared the words with a person there: what is sent may be sealed to it."""
    return member.sign(_signed(district, organization, epoch, pk))


def verify_queue(  # noqa: PLR0917 - as signed
    ed: bytes, signature: bytes, district: bytes, organization: bytes, epoch: int, pk: bytes
) -> PublicKey:
    """Raises Unreadable for a key that nobody of the school signed: whoever only writes the database puts in none."""
    verify(ed, signature, _signed(district, organization, epoch, pk))
    return PublicKey(pk)


def _wrap_info(district: bytes, organization: bytes, epoch: int, kid: bytes) -> bytes:
    return lp(label("partner-wrap"), district, organization, u32(epoch), kid)


def _signed(district: bytes, organization: bytes, epoch: int, pk: bytes) -> bytes:
    return lp(label("partner-queue"), district, organization, u32(epoch), pk)
