"""Keys of a referral's packet: what a partner opens it by, without an account. See vault.md §9.

The link alone opens nothing, and neither does the PIN: whoever reads one mailbox, or hears one call, has half.
"""

from reporting.model.kind import Kind
from reporting.vault.envelope import Context
from reporting.vault.notation import (
    ID_LENGTH,
    KEY_LENGTH,
    Unreadable,
    gcm_open,
    gcm_seal,
    kd,
    label,
    lp,
    sha256,
)
from reporting.vault.receipts import stretch
from reporting.vault.xwing import PrivateKey, PublicKey

PIN_DIGITS = 8


def packet_place(district: bytes, packet: bytes) -> Context:
    """Where the packet's own envelope belongs: it is the only message of its object."""
    return Context(district, packet, packet, 0, Kind.PACKET)


def link_id(token: bytes) -> bytes:
    """Under which row a link is kept. The token itself is kept nowhere."""
    return sha256(lp(label("link-id"), token))[:ID_LENGTH]


def link_key(token: bytes, pin: str, packet: bytes) -> PrivateKey:
    """The key that link and PIN make together. Costs one key derivation: count the try before."""
    return PrivateKey(kd(token + stretch(packet, pin), "link-seed", packet))


def seal_packet_seed(link: PublicKey, district: bytes, packet: bytes, packet_seed: bytes) -> bytes:
    return link.seal(packet_seed, lp(label("link-wrap"), district, packet, link.kid))


def open_packet_seed(link: PrivateKey, district: bytes, packet: bytes, sealed: bytes) -> bytes:
    """Undo `seal_packet_seed`. Raises Unreadable for another link, PIN or packet."""
    found = link.open(sealed, lp(label("link-wrap"), district, packet, link.public.kid))
    if len(found) != KEY_LENGTH:
        raise Unreadable
    return found


def answer_key(packet_seed: bytes, packet: bytes) -> bytes:
    """What the partner answers by: known to the partner, the student and staff."""
    return kd(packet_seed, "packet-answer", packet)


def seal_answer(key: bytes, packet: bytes, plain: bytes) -> bytes:
    return gcm_seal(key, plain, lp(label("packet-answer"), packet))


def open_answer(key: bytes, packet: bytes, sealed: bytes) -> bytes:
    """Raises Unreadable."""
    return gcm_open(key, sealed, lp(label("packet-answer"), packet))


def seal_tag(key: bytes, packet: bytes, plain: bytes) -> bytes:
    """What the referral is counted under. `key`: the one of answers."""
    return gcm_seal(kd(key, "packet-tag", packet), plain, lp(label("packet-tag"), packet))


def open_tag(key: bytes, packet: bytes, sealed: bytes) -> bytes:
    """Raises Unreadable."""
    return gcm_open(kd(key, "packet-tag", packet), sealed, lp(label("packet-tag"), packet))
