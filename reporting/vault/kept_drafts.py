"""Words that were not sent yet, kept while their writer's session is locked: sealed to the writer alone.

    kept draft = 0x01 | HPKE(member.x, u32 length | JSON | 0x00…, lp(L("kept-draft"), D, member, place16))

Padded to 512, 2,048, 8,192, 32,768, 131,072 or 524,288 bytes. Nobody signs it: at that moment no key of the writer's
is within reach, and it is shown to nobody but the writer, who reads it before sending.
"""

from collections.abc import Mapping

from reporting.vault.notation import Unreadable, label, lp, u32
from reporting.vault.payload import decode, encode
from reporting.vault.xwing import PrivateKey, PublicKey

_VERSION = b"\x01"
_SIZES = (512, 2048, 8192, 32768, 131072, 524288)


def seal_draft(
    district: bytes, member: bytes, place: bytes, public: PublicKey, fields: Mapping[str, str]
) -> bytes:
    """`place`: 16 bytes, which form of which page. Raises ValueError for more than half a megabyte."""
    plain = encode(fields)
    plain = u32(len(plain)) + plain
    size = next((size for size in _SIZES if size >= len(plain)), None)
    if size is None:
        raise ValueError("a draft has at most half a megabyte")
    return _VERSION + public.seal(plain.ljust(size, b"\x00"), _info(district, member, place))


def open_draft(
    district: bytes, member: bytes, place: bytes, private: PrivateKey, sealed: bytes
) -> dict[str, str]:
    """Raises Unreadable."""
    if sealed[:1] != _VERSION:
        raise Unreadable
    plain = private.open(sealed[1:], _info(district, member, place))
    length = int.from_bytes(plain[:4], "big")
    if len(plain) not in _SIZES or length > len(plain) - 4 or any(plain[4 + length :]):
        raise Unreadable
    return {name: str(text) for name, text in decode(plain[4 : 4 + length]).items()}


def _info(district: bytes, member: bytes, place: bytes) -> bytes:
    return lp(label("kept-draft"), district, member, place)
