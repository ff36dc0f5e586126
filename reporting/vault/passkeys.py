"""A passkey's way into a member's bundle: what its authenticator derives from a salt of ours wraps the bundle's key.

    slot = 0x02 | u16 | credential id | GCM(KD(prf32, "slot-prf", lp(D, member, credential)), BK, lp(L("slot"), D, member, header))

The authenticator gives these 32 bytes (WebAuthn's `prf` extension) only to this site and only after it has verified its
owner. They come with the sign-in as a password does, and are kept nowhere.
"""

from reporting.vault.members import Unlocked, open_bundle
from reporting.vault.notation import (
    KEY_LENGTH,
    Unreadable,
    gcm_open,
    gcm_seal,
    kd,
    label,
    lp,
    sha256,
    u8,
    u16,
)

SALT_LENGTH = 32
PRF_LENGTH = 32
LONGEST_CREDENTIAL = 1023  # WebAuthn, 4: a credential id has at most so many bytes

_SLOT_VERSION = 2
_WRAPPED_LENGTH = 12 + KEY_LENGTH + 16


def prf_salt(district: bytes) -> bytes:
    """What every passkey of the district is asked with: before a sign-in nobody knows whose it will be."""
    return sha256(lp(label("prf-salt"), district))


def passkey_slot(district: bytes, member: bytes, credential: bytes, prf: bytes, bundle_key: bytes) -> bytes:
    """The bundle's key under a passkey. Raises ValueError for a credential or an output of a wrong length."""
    if not 0 < len(credential) <= LONGEST_CREDENTIAL or len(prf) != PRF_LENGTH:
        raise ValueError("a credential has 1 to 1,023 bytes, and its output 32")
    header = u8(_SLOT_VERSION) + u16(len(credential)) + credential
    key = _slot_key(district, member, credential, prf)
    return header + gcm_seal(key, bundle_key, _slot_aad(district, member, header))


def unlock_by_passkey(
    district: bytes, member: bytes, slot: bytes, bundle: bytes, *, credential: bytes, prf: bytes
) -> Unlocked:
    """Open a member's keys. Raises Unreadable. The caller compares them with the roster (`same_keys`)."""
    header = u8(_SLOT_VERSION) + u16(len(credential)) + credential
    fits = len(slot) == len(header) + _WRAPPED_LENGTH and slot.startswith(header)
    if not fits or len(prf) != PRF_LENGTH:
        raise Unreadable
    key = _slot_key(district, member, credential, prf)
    bundle_key = gcm_open(key, slot[len(header) :], _slot_aad(district, member, header))
    return open_bundle(district, member, bundle_key, bundle)


def _slot_key(district: bytes, member: bytes, credential: bytes, prf: bytes) -> bytes:
    return kd(prf, "slot-prf", lp(district, member, credential))


def _slot_aad(district: bytes, member: bytes, header: bytes) -> bytes:
    return lp(label("slot"), district, member, header)
