"""Members of staff: their keys in a bundle, the bundle's key in a slot under their password."""

import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from reporting.model.ids import MemberId
from reporting.vault.notation import (
    KEY_LENGTH,
    Unreadable,
    gcm_open,
    gcm_seal,
    kd,
    label,
    lp,
    new_key,
    same,
    u8,
    u32,
)
from reporting.vault.redacted import Redacted
from reporting.vault.signing import SigningKey
from reporting.vault.xwing import PrivateKey

MEMORY_KIB = 65536
ITERATIONS = 3
TOTP_SECRET_LENGTH = 20

# A slot is read only within these bounds: a database writer must not set the price of a sign-in.
_MEMORY_BOUNDS = range(19456, 262144 + 1)
_ITERATION_BOUNDS = range(2, 6 + 1)
_SLOT_VERSION = 1
_HEADER_LENGTH = 26
_SLOT_LENGTH = _HEADER_LENGTH + 12 + KEY_LENGTH + 16


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked(Redacted):
    """A member's keys, in RAM. A resumed session has neither TOTP secret nor the bundle's key: they are empty there."""

    member: MemberId
    x: PrivateKey
    ed: SigningKey
    totp_secret: bytes = b""
    bundle_key: bytes = b""


@dataclass(frozen=True, slots=True, repr=False)
class NewMember(Redacted):
    """What joining makes: `bundle` and `slot` for the store, `x` and `ed` (public) for the roster."""

    unlocked: Unlocked
    bundle: bytes
    slot: bytes

    @property
    def x(self) -> bytes:
        return self.unlocked.x.public.raw

    @property
    def ed(self) -> bytes:
        return self.unlocked.ed.public


def new_member(
    district: bytes,
    member: bytes,
    password: str,
    totp_secret: bytes | None = None,
    *,
    memory_kib: int = MEMORY_KIB,
    iterations: int = ITERATIONS,
) -> NewMember:
    """Make keys for a member and lock them under a password. About 200 ms; releases the GIL.

    A TOTP secret of 20 bytes is drawn when none is given.
    """
    unlocked = Unlocked(
        MemberId(member),
        PrivateKey.generate(),
        SigningKey.generate(),
        secrets.token_bytes(TOTP_SECRET_LENGTH) if totp_secret is None else totp_secret,
    )
    bundle_key = new_key()
    return NewMember(
        unlocked,
        seal_bundle(district, bundle_key, unlocked),
        password_slot(district, member, password, bundle_key, memory_kib=memory_kib, iterations=iterations),
    )


def change_password(
    district: bytes, member: bytes, slot: bytes, old: str, new: str, *, memory_kib: int = MEMORY_KIB
) -> bytes:
    """A new slot for the same bundle. Raises Unreadable when the old password is wrong."""
    bundle_key = _open_slot(district, member, slot, old)
    return password_slot(district, member, new, bundle_key, memory_kib=memory_kib)


def unlock(district: bytes, member: bytes, slot: bytes, bundle: bytes, password: str) -> Unlocked:
    """Open a member's keys. Raises Unreadable. The caller compares them with the roster (`same_keys`)."""
    bundle_key = _open_slot(district, member, slot, password)
    return open_bundle(district, member, bundle_key, bundle)


def dummy_unlock(password: str) -> None:
    """The same work for an e-mail that nobody has, so that the answer's time tells nothing."""
    _stretch(password, bytes(16), MEMORY_KIB, ITERATIONS)


def same_keys(unlocked: Unlocked, x: bytes, ed: bytes) -> bool:
    """Whether the keys are those of the roster: a database writer could have put in his own row."""
    return same(unlocked.x.public.raw, x) and same(unlocked.ed.public, ed)


def seal_bundle(district: bytes, bundle_key: bytes, unlocked: Unlocked) -> bytes:
    plain = unlocked.x.seed + unlocked.ed.seed + u8(len(unlocked.totp_secret)) + unlocked.totp_secret
    return gcm_seal(bundle_key, plain, _bundle_aad(district, unlocked.member))


def open_bundle(district: bytes, member: bytes, bundle_key: bytes, bundle: bytes) -> Unlocked:
    """Raises Unreadable."""
    plain = gcm_open(bundle_key, bundle, _bundle_aad(district, member))
    x, ed, length, totp = plain[:32], plain[32:64], plain[64:65], plain[65:]
    if list(length) != [len(totp)]:
        raise Unreadable
    return Unlocked(MemberId(member), PrivateKey(x), SigningKey(ed), totp, bundle_key)


def password_slot(
    district: bytes,
    member: bytes,
    password: str,
    bundle_key: bytes,
    *,
    memory_kib: int = MEMORY_KIB,
    iterations: int = ITERATIONS,
) -> bytes:
    """The bundle's key under a password: 86 bytes."""
    header = u8(_SLOT_VERSION) + u32(memory_kib) + u32(iterations) + u8(1) + secrets.token_bytes(16)
    key = _slot_key(district, member, password, header)
    return header + gcm_seal(key, bundle_key, _slot_aad(district, member, header))


def _open_slot(district: bytes, member: bytes, slot: bytes, password: str) -> bytes:
    header = slot[:_HEADER_LENGTH]
    within_bounds = (
        len(slot) == _SLOT_LENGTH
        and slot[0] == _SLOT_VERSION
        and int.from_bytes(header[1:5], "big") in _MEMORY_BOUNDS
        and int.from_bytes(header[5:9], "big") in _ITERATION_BOUNDS
        and header[9] == 1
    )
    if not within_bounds:
        raise Unreadable
    key = _slot_key(district, member, password, header)
    return gcm_open(key, slot[_HEADER_LENGTH:], _slot_aad(district, member, header))


def _slot_key(district: bytes, member: bytes, password: str, header: bytes) -> bytes:
    memory, iterations = int.from_bytes(header[1:5], "big"), int.from_bytes(header[5:9], "big")
    stretched = _stretch(password, header[10:], memory, iterations)
    return kd(stretched, "slot-password", lp(district, member))


def _stretch(password: str, salt: bytes, memory_kib: int, iterations: int) -> bytes:
    folded = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    kdf = Argon2id(salt=salt, length=KEY_LENGTH, iterations=iterations, lanes=1, memory_cost=memory_kib)
    return kdf.derive(folded)


def _bundle_aad(district: bytes, member: bytes) -> bytes:
    return lp(label("bundle"), district, member)


def _slot_aad(district: bytes, member: bytes, header: bytes) -> bytes:
    return lp(label("slot"), district, member, header)
