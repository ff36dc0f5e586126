"""One line of the roster: JSON, stored and signed as it is, chained to the line before."""

from dataclasses import dataclass
from typing import Any

from reporting.model.ids import MemberId
from reporting.vault.notation import HASH_LENGTH, ID_LENGTH, Unreadable, label, lp, sha256
from reporting.vault.payload import decode, encode
from reporting.vault.roster_acts import Act, members_of, read_act
from reporting.vault.signing import SigningKey

NO_HEAD = bytes(HASH_LENGTH)
ROOT = None
_ROOT_NAME = "root"
_LONGEST = 65_536


class RosterRefused(Exception):
    """An entry breaks a rule of the roster; `reason` names the rule in words for an administrator."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the roster does not accept this: {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entry:
    """A parsed entry. `by` is the signer, None for the root; `raw` what is signed and stored."""

    raw: bytes
    n: int
    prev: bytes
    at: int
    by: MemberId | None
    act: Act

    @classmethod
    def parse(cls, raw: bytes) -> "Entry":
        """Raises RosterRefused unless the bytes are one well-formed entry."""
        parts = None if len(raw) > _LONGEST else _parts(raw)
        if parts is None:
            raise RosterRefused("the entry is malformed")
        return cls(raw, **parts)


def write(n: int, prev: bytes, at: int, by: bytes | None, act: Act) -> bytes:
    """The bytes of an entry, to be signed and stored. `at` in unix seconds, `by` None for the root."""
    signer = _ROOT_NAME if by is None else by.hex()
    head = {"n": n, "prev": prev.hex(), "at": at, "by": signer, "do": act.do}
    return encode(head | members_of(act))


def sign(raw: bytes, key: SigningKey) -> bytes:
    return key.sign(signed_bytes(raw))


def signed_bytes(raw: bytes) -> bytes:
    return lp(label("roster"), raw)


def entry_hash(raw: bytes, signature: bytes) -> bytes:
    """What the next entry names as `prev`."""
    return sha256(lp(label("roster-entry"), raw, signature))


def _parts(raw: bytes) -> dict[str, Any] | None:
    try:
        members = decode(raw)
        n, at = members.pop("n"), members.pop("at")
        prev, by = members.pop("prev"), members.pop("by")
        if type(n) is not int or type(at) is not int or min(n, at) < 0:
            return None
        signer = None if by == _ROOT_NAME else MemberId(_hex(by, ID_LENGTH))
        act = read_act(members.pop("do"), members)
        return {"n": n, "prev": _hex(prev, HASH_LENGTH), "at": at, "by": signer, "act": act}
    except (Unreadable, KeyError, TypeError, ValueError):
        return None


def _hex(value: Any, length: int) -> bytes:
    raw = bytes.fromhex(value)
    if len(raw) != length or raw.hex() != value:
        raise ValueError
    return raw
