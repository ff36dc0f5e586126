"""The roster: who is a member, who holds which queue, and which keys are theirs.

A state comes only from verifying entries one after another. It never changes; `extend` gives the
next one. What feeds every wrap is this, read from the trust directory, and never the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reporting.model.ids import MemberId
from reporting.vault.notation import Unreadable
from reporting.vault.roster_acts import Act
from reporting.vault.roster_entry import Entry, RosterRefused, entry_hash, signed_bytes, write
from reporting.vault.roster_rules import apply, signer_key
from reporting.vault.roster_state import RosterState
from reporting.vault.signing import verify

Signed = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Roster(RosterState):
    """A verified state of one district's roster; `Roster(district)` is the empty one."""

    @classmethod
    def replay(cls, district: bytes, entries: Iterable[Signed]) -> "Roster":
        """The state after (entry, signature) pairs, from the first on. Raises RosterRefused."""
        roster = cls(district)
        for raw, signature in entries:
            roster = roster.extend(raw, signature)
        return roster

    def draft(self, by: bytes | None, at: int, act: Act) -> bytes:
        """The next entry, for `by` (None: the root) to sign; `at` in unix seconds.

        Raises RosterRefused at once when the rules do not allow it.
        """
        raw = write(self.length, self.head, at, by, act)
        entry = Entry.parse(raw)
        signer_key(self, entry)
        apply(self, entry)
        return raw

    def extend(self, raw: bytes, signature: bytes) -> "Roster":
        """The state with one more entry. Raises RosterRefused; this state stays as it is."""
        entry = Entry.parse(raw)
        if (entry.n, entry.prev) != (self.length, self.head):
            raise RosterRefused("it does not follow the last entry; sign it again on top of that")
        _check(signer_key(self, entry), signature, raw)
        return replace(apply(self, entry), length=self.length + 1, head=entry_hash(raw, signature))

    def signer_at(self, member: bytes, entry: int) -> bytes:
        """The Ed25519 key of a member as of an entry number. Raises Unreadable when there was none.

        A reply signed last year verifies by the key of its day, and no key signs for another's day.
        """
        known = self.members.get(MemberId(member))
        for keys in known.keys if known else ():
            if keys.since <= entry < (self.length if keys.until is None else keys.until):
                return keys.ed
        raise Unreadable


def _check(key: bytes, signature: bytes, raw: bytes) -> None:
    try:
        verify(key, signature, signed_bytes(raw))
    except Unreadable:
        raise RosterRefused("its signature is not its signer's") from None
