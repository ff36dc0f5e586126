"""Keys of a guardian's one-time link. The token stands in the address and nowhere else at the house's side.

The row is named by the token; the name gives no token back, so a student can take the row away and never open it.
"""

from reporting.vault.notation import ID_LENGTH, Unreadable, gcm_open, gcm_seal, kd, label, lp, u32

TOKEN_BYTES = 32
_SIZES = (1024, 4096, 16384)


def bond_id(token: bytes, district: bytes) -> bytes:
    return kd(token, "bond-id", district, ID_LENGTH)


def seal_invitation(token: bytes, district: bytes, plain: bytes) -> bytes:
    """Padded, so that its length says nothing of what a counselor wrote."""
    whole = u32(len(plain)) + plain
    size = next(one for one in _SIZES if len(whole) <= one)
    name = bond_id(token, district)
    return gcm_seal(
        kd(token, "bond-key", district), whole.ljust(size, b"\0"), lp(label("bond"), district, name)
    )


def open_invitation(token: bytes, district: bytes, sealed: bytes) -> bytes:
    """Raises Unreadable."""
    name = bond_id(token, district)
    whole = gcm_open(kd(token, "bond-key", district), sealed, lp(label("bond"), district, name))
    length = int.from_bytes(whole[:4], "big")
    if length > len(whole) - 4 or any(whole[4 + length :]):
        raise Unreadable
    return whole[4 : 4 + length]
