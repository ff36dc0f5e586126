"""What a phone was asked by text, sealed under a key that its number and the key of the tags make: a thief of the disk sees
that some phone was asked, and neither which, nor what, nor in which thread.
"""

from dataclasses import dataclass

from reporting.vault.notation import ID_LENGTH, Unreadable, gcm_open, gcm_seal, hmac256, label, lp

# One size for all, so that the length tells nothing of what was answered.
_SIZE = 4096


@dataclass(frozen=True, slots=True)
class AskingKeys:
    """`tag`: by what the rows of a phone are found; another one than that of its thread. `key`: 32 bytes."""

    tag: bytes
    key: bytes

    def __repr__(self) -> str:
        return "AskingKeys(<keys>)"


def asking_keys(tag_key: bytes, district: bytes, service_number: str, number: str) -> AskingKeys:
    """Of a number that writes to one of ours; both in E.164."""
    fields = (district, service_number.encode("ascii"), number.encode("ascii"))
    tag = hmac256(tag_key, lp(label("asking-tag"), *fields))[:ID_LENGTH]
    return AskingKeys(tag, hmac256(tag_key, lp(label("asking-key"), *fields)))


def seal_asking(keys: AskingKeys, district: bytes, asking: bytes, plain: bytes) -> bytes:
    """`asking`: the row's id; `plain` is JSON, so that spaces may follow it. Raises ValueError where it is too long."""
    if len(plain) > _SIZE:
        raise ValueError("what was asked by text is too long")
    return gcm_seal(keys.key, plain.ljust(_SIZE), lp(label("asking"), district, asking))


def open_asking(keys: AskingKeys, district: bytes, asking: bytes, sealed: bytes) -> bytes:
    """Raises Unreadable."""
    plain = gcm_open(keys.key, sealed, lp(label("asking"), district, asking))
    if len(plain) != _SIZE:
        raise Unreadable
    return plain.rstrip()
