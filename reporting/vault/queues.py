"""Queue keys and the root key, each wrapped to the members who hold it."""

from reporting.vault.notation import KEY_LENGTH, Unreadable, label, lp, new_key, u32
from reporting.vault.signing import SigningKey
from reporting.vault.xwing import PrivateKey, PublicKey


def new_queue_seed() -> bytes:
    """The seed of a queue's key for one epoch. Wrap it to its members, then forget it."""
    return new_key()


def wrap_queue_seed(district: bytes, queue: bytes, epoch: int, recipient: PublicKey, seed: bytes) -> bytes:
    return recipient.seal(seed, _queue_info(district, queue, epoch, recipient.kid))


def unwrap_queue_seed(district: bytes, queue: bytes, epoch: int, key: PrivateKey, sealed: bytes) -> bytes:
    """Undo `wrap_queue_seed`: 32 bytes. Raises Unreadable."""
    return key.open(sealed, _queue_info(district, queue, epoch, key.public.kid))


def open_queue(  # noqa: PLR0917 - the fields of the format, in its order
    district: bytes, queue: bytes, epoch: int, key: PrivateKey, sealed: bytes, expected: bytes
) -> PrivateKey:
    """The queue's private key, checked against the roster's public key. Raises Unreadable."""
    opened = PrivateKey(unwrap_queue_seed(district, queue, epoch, key, sealed), lasting=True)
    if opened.public.raw != expected:
        raise Unreadable
    return opened


def wrap_root(district: bytes, member: bytes, recipient: PublicKey, root: SigningKey) -> bytes:
    """The root key for one of its holders."""
    return recipient.seal(root.seed, _root_info(district, member, recipient.kid))


def unwrap_root(district: bytes, member: bytes, key: PrivateKey, sealed: bytes) -> SigningKey:
    """Undo `wrap_root`. Raises Unreadable."""
    seed = key.open(sealed, _root_info(district, member, key.public.kid))
    if len(seed) != KEY_LENGTH:
        raise Unreadable
    return SigningKey(seed)


def _queue_info(district: bytes, queue: bytes, epoch: int, kid: bytes) -> bytes:
    return lp(label("queue-wrap"), district, queue, u32(epoch), kid)


def _root_info(district: bytes, member: bytes, kid: bytes) -> bytes:
    return lp(label("root-wrap"), district, member, kid)
