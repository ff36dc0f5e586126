"""Break-glass: a queue's seed in two halves, each for one of two people, and what one of them hands to the other.

    half_a random, half_b = seed xor half_a
    half     HPKE(holder.x, half32, lp(L("glass-half"),D,queue,u32 epoch,holder kid,other kid))
    offer    HPKE(partner.x, padded JSON {half, reason, thread, sig}, lp(L("glass-offer"),D,request16,queue,u32 epoch,
             u64 expires,asker kid,partner kid))
    sig      Ed25519(asker) over lp(L("glass-ask"),D,request16,queue,u32 epoch,u64 expires,reason,thread)

One half alone is 32 random bytes. The time stands in `info`: an offer of last year opens nothing today.
"""

from dataclasses import dataclass

from reporting.vault.notation import KEY_LENGTH, Unreadable, label, lp, new_key, u32, u64
from reporting.vault.payload import decode, encode
from reporting.vault.redacted import Redacted
from reporting.vault.signing import SigningKey, verify
from reporting.vault.xwing import PrivateKey, PublicKey

OFFER_LENGTH = 4096  # of every offer: its length says nothing of the reason


@dataclass(frozen=True, slots=True)
class Asked:
    """Which request: everything that the offer and its signature are bound to. `expires` in unix seconds."""

    district: bytes
    request: bytes
    queue: bytes
    epoch: int
    expires: int


@dataclass(frozen=True, slots=True, repr=False)
class Offer(Redacted):
    """What the asker hands to the other one: their half, why, and which thread (empty: what is urgent)."""

    half: bytes
    reason: str
    thread: str
    signature: bytes


def split(seed: bytes) -> tuple[bytes, bytes]:
    """Two halves of which neither says anything about the seed."""
    one = new_key()
    return one, _xor(one, seed)


def joined(one: bytes, other: bytes, expected: bytes) -> PrivateKey:
    """The queue's private key. Raises Unreadable unless its public half is the one that the roster signed."""
    key = PrivateKey(_xor(one, other))
    if key.public.raw != expected:
        raise Unreadable
    return key


def seal_half(  # noqa: PLR0917 - the fields of the format, in its order
    district: bytes, queue: bytes, epoch: int, holder: PublicKey, other: bytes, half: bytes
) -> bytes:
    """`other`: the kid of whoever holds the other half."""
    return holder.seal(half, _half_info(district, queue, epoch, holder.kid, other))


def open_half(  # noqa: PLR0917 - the fields of the format, in its order
    district: bytes, queue: bytes, epoch: int, key: PrivateKey, other: bytes, sealed: bytes
) -> bytes:
    """Raises Unreadable."""
    half = key.open(sealed, _half_info(district, queue, epoch, key.public.kid, other))
    if len(half) != KEY_LENGTH:
        raise Unreadable
    return half


def sign_ask(asked: Asked, key: SigningKey, reason: str, thread: str) -> bytes:
    return key.sign(_said(asked, reason, thread))


def check_ask(asked: Asked, ed: bytes, offer: Offer) -> None:
    """That this asker said this, in this request. Raises Unreadable."""
    verify(ed, offer.signature, _said(asked, offer.reason, offer.thread))


def seal_offer(asked: Asked, asker: bytes, partner: PublicKey, offer: Offer) -> bytes:
    """`asker`: the kid of who asks. Raises ValueError for a reason that is too long."""
    members = {
        "half": offer.half.hex(),
        "reason": offer.reason,
        "thread": offer.thread,
        "sig": offer.signature.hex(),
    }
    raw = encode(members)
    if len(raw) > OFFER_LENGTH - 4:
        raise ValueError("the reason is too long")
    padded = u32(len(raw)) + raw + bytes(OFFER_LENGTH - 4 - len(raw))
    return partner.seal(padded, _offer_info(asked, asker, partner.kid))


def open_offer(asked: Asked, asker: bytes, key: PrivateKey, sealed: bytes) -> Offer:
    """Raises Unreadable, for another request, another time or another partner too."""
    padded = key.open(sealed, _offer_info(asked, asker, key.public.kid))
    length = int.from_bytes(padded[:4], "big")
    if len(padded) != OFFER_LENGTH or length > OFFER_LENGTH - 4 or any(padded[4 + length :]):
        raise Unreadable
    members = decode(padded[4 : 4 + length])
    try:
        return Offer(
            bytes.fromhex(members["half"]),
            str(members["reason"]),
            str(members["thread"]),
            bytes.fromhex(members["sig"]),
        )
    except (KeyError, TypeError, ValueError):
        pass
    # Raised outside the handler: the error of a failed conversion would carry what it failed on.
    raise Unreadable


def _half_info(district: bytes, queue: bytes, epoch: int, holder: bytes, other: bytes) -> bytes:
    return lp(label("glass-half"), district, queue, u32(epoch), holder, other)


def _offer_info(asked: Asked, asker: bytes, partner: bytes) -> bytes:
    return lp(label("glass-offer"), *_bound(asked), asker, partner)


def _said(asked: Asked, reason: str, thread: str) -> bytes:
    return lp(label("glass-ask"), *_bound(asked), reason.encode(), thread.encode())


def _bound(asked: Asked) -> tuple[bytes, ...]:
    return asked.district, asked.request, asked.queue, u32(asked.epoch), u64(asked.expires)


def _xor(one: bytes, other: bytes) -> bytes:
    if len(one) != KEY_LENGTH or len(other) != KEY_LENGTH:
        raise Unreadable
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
