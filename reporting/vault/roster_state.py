"""What the roster says at one moment: members, queues, keys, and proposals that wait for a second person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from reporting.model.ids import MemberId, QueueId
from reporting.vault.roster_entry import NO_HEAD, Entry
from reporting.vault.xwing import PublicKey, public_key

K = TypeVar("K")
V = TypeVar("V")


def frozen(mapping: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType(dict(mapping))


@dataclass(frozen=True, slots=True)
class MemberKeys:
    """Public keys, in force from entry `since` until before entry `until` (None: still)."""

    since: int
    until: int | None
    ed: bytes
    x: bytes


@dataclass(frozen=True, slots=True)
class RosterMember:
    """`keys` in order of time, the present ones last: old messages verify by the keys of their day."""

    id: MemberId
    name: str
    registrar: bool
    keys: tuple[MemberKeys, ...]

    @property
    def active(self) -> bool:
        return self.keys[-1].until is None

    @property
    def ed(self) -> bytes:
        return self.keys[-1].ed

    @property
    def x(self) -> bytes:
        return self.keys[-1].x

    @property
    def public(self) -> PublicKey:
        return public_key(self.x)


@dataclass(frozen=True, slots=True)
class Covering:
    """A substitute at a queue until `until`, unix seconds. `epoch`: the queue's own when they came."""

    member: MemberId
    until: int
    epoch: int


@dataclass(frozen=True, slots=True)
class RosterQueue:
    """`covers` are people from outside who stand in: new threads are sealed to them singly, the queue's key never."""

    id: QueueId
    name: str
    kind: str
    epoch: int
    pk: bytes
    members: frozenset[MemberId]
    leads: frozenset[MemberId]
    covers: tuple[Covering, ...] = ()

    def standing_in(self, now: int) -> frozenset[MemberId]:
        """Substitutes whose time is not over. `now` in unix seconds."""
        return frozenset(one.member for one in self.covers if now < one.until)

    @property
    def public(self) -> PublicKey:
        return public_key(self.pk)


@dataclass(frozen=True, slots=True)
class RosterState:
    """`first_root` is the root of entry 0, which the pin names; `root` the present one.

    `length` entries were read, `head` is the hash of the last, `system_keys` the newest first.
    `used_keys` are all public keys there ever were: none comes back for somebody else.
    `pending` are proposals by entry number.
    """

    district: bytes
    name: str = ""
    length: int = 0
    head: bytes = NO_HEAD
    first_root: bytes = b""
    root: bytes = b""
    system_keys: tuple[bytes, ...] = ()
    opened: bool = False
    members: Mapping[MemberId, RosterMember] = field(default_factory=lambda: frozen({}))
    queues: Mapping[QueueId, RosterQueue] = field(default_factory=lambda: frozen({}))
    used_keys: frozenset[bytes] = frozenset()
    pending: Mapping[int, Entry] = field(default_factory=lambda: frozen({}))

    def active_member(self, member: bytes | None) -> RosterMember | None:
        found = self.members.get(MemberId(member)) if member is not None else None
        return found if found and found.active else None

    def queues_of(self, member: bytes) -> frozenset[QueueId]:
        """The queues whose key this member holds."""
        return frozenset(queue.id for queue in self.queues.values() if member in queue.members)

    def led_by(self, member: bytes) -> frozenset[QueueId]:
        return frozenset(queue.id for queue in self.queues.values() if member in queue.leads)
