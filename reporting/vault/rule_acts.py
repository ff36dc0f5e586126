"""What is signed over a version of the rules, and the chain that puts signed acts in one order.

statement = lp(L("rule-act"), D, act, hash, parent, head) by Ed25519 of each member;
head_0 = 0^32, head_n = SHA-256(lp(L("rule-head"), head_{n-1}, act, hash, parent, u32 minute, first, first_sig, second, second_sig)).
`parent` is what is in force until then and `head` the acts before, so that an old yes fits nowhere else:
not after a roll back, and not in another district.
"""

from dataclasses import dataclass
from enum import StrEnum

from reporting.vault.notation import HASH_LENGTH, label, lp, sha256, u32
from reporting.vault.signing import SigningKey, verify

NO_HEAD = bytes(HASH_LENGTH)
SHIPPED_ALONE = bytes(HASH_LENGTH)  # the hash of no rules of one's own


class RuleAct(StrEnum):
    """What a signature says of a version."""

    PROPOSE = "propose"  # try it, and let it come into force once a second person says yes
    APPROVE = "approve"
    ROLL_BACK = "roll_back"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one member signs. `head` names all acts before."""

    district: bytes
    act: RuleAct
    hash: bytes
    parent: bytes
    head: bytes

    def _bytes(self) -> bytes:
        return lp(
            label("rule-act"), self.district, self.act.value.encode(), self.hash, self.parent, self.head
        )

    def sign(self, key: SigningKey) -> bytes:
        return key.sign(self._bytes())

    def verify(self, public: bytes, signature: bytes) -> None:
        """Raises Unreadable unless the holder of `public` signed this."""
        verify(public, signature, self._bytes())


def head_after(head: bytes, act: str, hash_: bytes, parent: bytes, minute: int, *signed: bytes) -> bytes:
    """32 bytes that name an act and all before it. `signed`: who and their signature, for each signer."""
    return sha256(lp(label("rule-head"), head, act.encode(), hash_, parent, u32(minute), *signed))


def text_hash(text: str) -> bytes:
    """The hash of a district's own rules; no text is the shipped rules alone."""
    return sha256(text.encode()) if text else SHIPPED_ALONE
