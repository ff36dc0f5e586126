"""The keyed chain of a thread's messages: the store orders, and nobody without the key can reorder."""

from reporting.vault.notation import HASH_LENGTH, hmac256, kd, label, lp, sha256, u8, u32

FIRST_LINK = bytes(HASH_LENGTH)


def chain_key(server_key: bytes, district: bytes) -> bytes:
    return kd(server_key, "chain", district)


def core_hash(core: bytes) -> bytes:
    return sha256(core)


def link(  # noqa: PLR0917 - the fields of the format, in its order
    key: bytes,
    district: bytes,
    thread: bytes,
    seq: int,
    message: bytes,
    kind: int,
    minute: int,
    core_digest: bytes,
    previous: bytes,
) -> bytes:
    """The link of message `seq` (first is 1) after `previous` (`FIRST_LINK` before the first)."""
    fields = lp(
        label("link"), district, thread, u32(seq), message, u8(kind), u32(minute), core_digest, previous
    )
    return hmac256(key, fields)


def message_id_of_sid(sid: str) -> bytes:
    """The message id of a text, from its MessageSid: a redelivery names the same message."""
    return sha256(lp(label("sid"), sid.encode("utf-8")))[:16]
