"""The roster in force: read from the verified log of the trust directory, never from the database alone."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.model.ids import MemberId, QueueId
from reporting.model.principal import Principal
from reporting.people.alarms import Alarms
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.store import roster_entries
from reporting.store.errors import StoreConflict
from reporting.vault.roster import Roster
from reporting.vault.roster_acts import Act
from reporting.vault.roster_entry import Entry, sign
from reporting.vault.roster_state import RosterMember, RosterQueue
from reporting.vault.roster_sync import reconcile
from reporting.vault.signing import SigningKey
from reporting.vault.trust import TrustDirectory
from reporting.vault.xwing import PublicKey

SIGNED_ANEW = 4  # how often a loser of the race for a place signs again

Extra = Callable[[Connection], None]
Expect = Callable[[Roster], bool]


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """Who signs: a member, or the root (`by` None)."""

    by: MemberId | None
    key: SigningKey


@dataclass(frozen=True, slots=True)
class Signed:
    """An act and its signer. Several together are appended in one transaction, all or none."""

    act: Act
    signer: Signer


class RosterBook:
    """Threads share it. Reading is one attribute; a state never changes, it is replaced."""

    def __init__(self, ground: Ground, trust: TrustDirectory, alarms: Alarms) -> None:
        self._ground = ground
        self._trust = trust
        self._alarms = alarms
        self._lock = threading.Lock()
        self._pks: dict[tuple[QueueId, int], bytes] = {}
        self._changed_at: dict[QueueId, int] = {}
        self._epochs_due: set[QueueId] = set()
        self._seen = Roster(ground.district)  # how far `_note` has read
        self._compared = False  # the database's copy was read from its first entry on
        self._differs: bool | None = None  # not looked yet
        self._note()

    @property
    def current(self) -> Roster:
        return self._trust.roster

    def append(self, *signed: Signed, extra: Extra | None = None, expect: Expect | None = None) -> Roster:
        """Sign, store, log, and only then use. `extra` runs in the transaction of the entries.

        `expect` is asked under the lock about the state that will be signed on: what was prepared for another epoch
        must not be stored with this one.
        Raises: vault RosterRefused when a rule forbids it; Refused("roster_busy") when others keep signing first,
        Refused("roster_moved") when `expect` says no, Refused("roster_differs") when the database cannot be followed.
        """
        for _ in range(SIGNED_ANEW):
            with self._lock:
                if expect is not None and not expect(self.current):
                    raise Refused("roster_moved", "The roster changed at the same moment. Look again.")
                entries = self._sign(signed)
                try:
                    self._ground.database.write(self._unit(entries, extra))
                except StoreConflict as conflict:
                    if "roster_entry" not in conflict.constraint:
                        raise
                    self._follow_the_winner()
                    continue
                for raw, signature in entries:
                    self._trust.append(raw, signature)
                self._note()
                return self.current
        raise Refused("roster_busy", "Others changed the roster at the same moment. Try again.")

    def pull(self) -> Roster:
        """Take up what other processes appended. Every five seconds, and never in the way of a tip.

        A database behind or different from the log raises an alarm, and the log stays in force.
        """
        with self._lock:
            self._trust.refresh()
            self._pull()
            return self.current

    def member(self, member: MemberId) -> RosterMember | None:
        """An active member, with the public keys that the roster signed."""
        found = self.current.members.get(member)
        return found if found is not None and found.active else None

    def queue(self, queue: QueueId) -> RosterQueue | None:
        return self.current.queues.get(queue)

    def queue_key(self, queue: QueueId) -> PublicKey | None:
        """What to seal to, or None: an unknown queue goes to the designee's, with an alarm."""
        found = self.current.queues.get(queue)
        return None if found is None else found.public

    def queue_pk(self, queue: QueueId, epoch: int) -> bytes | None:
        """The public key of any epoch, as signed."""
        return self._pks.get((queue, epoch))

    def changed_at(self, queue: QueueId) -> int:
        """When the queue's present key was signed, unix seconds; 0 for an unknown queue."""
        return self._changed_at.get(queue, 0)

    @property
    def epochs_due(self) -> frozenset[QueueId]:
        """Queues that somebody left since their present key was made: a former member knows that key.

        Of a substitute whose time is over too: they never held it, and a new one costs little.
        """
        now = self._ground.second()
        over = {
            queue.id
            for queue in self.current.queues.values()
            if any(one.until <= now and one.epoch == queue.epoch for one in queue.covers)
        }
        return frozenset(self._epochs_due | over)

    def open_for_tips(self, queue: QueueId) -> bool:
        """Whether somebody could read what is sealed to this queue now. One person is enough: falling to one alarms."""
        found = self.current.queues.get(queue)
        return self.current.opened and found is not None and bool(found.members)

    def principal(self, member: MemberId) -> Principal:
        """Raises KeyError for somebody who is not in the roster."""
        person = self.current.members[member]
        queues = self.current.queues.values()
        return Principal(
            district=self._ground.district,
            member=member,
            name=person.name,
            queues=frozenset(queue.id for queue in queues if member in queue.members),
            leads=frozenset(queue.id for queue in queues if member in queue.leads),
            registrar=person.registrar,
        )

    def _sign(self, signed: Sequence[Signed]) -> list[tuple[bytes, bytes]]:
        entries: list[tuple[bytes, bytes]] = []
        roster = self.current
        for one in signed:
            raw = roster.draft(one.signer.by, self._ground.second(), one.act)
            signature = sign(raw, one.signer.key)
            roster = roster.extend(raw, signature)
            entries.append((raw, signature))
        return entries

    def _unit(self, entries: list[tuple[bytes, bytes]], extra: Extra | None) -> Extra:
        district, first = self._ground.district, self.current.length

        def unit(conn: Connection) -> None:
            for place, (raw, signature) in enumerate(entries, first):
                roster_entries.add(conn, district, place, raw, signature)
            if extra is not None:
                extra(conn)

        return unit

    def _follow_the_winner(self) -> None:
        before = self.current.length
        self._trust.refresh()
        self._pull()
        if (
            self.current.length == before
        ):  # what took the place cannot be verified: signing again would not help
            raise Refused(
                "roster_differs", "The database's copy of the roster is not the log's; see the alarms."
            )

    def _pull(self) -> None:
        # All of it when the process starts, then only what is new: entries are 3 KB each, and this runs every 5 s.
        log = self._trust.entries
        first = max(len(log) - 1, 0) if self._compared else 0
        with self._ground.database.read() as conn:
            rows = roster_entries.since(conn, self._ground.district, first)
        in_place = [row.n for row in rows] == list(range(first, first + len(rows)))
        theirs = [(row.entry, row.sig) for row in rows]
        result = reconcile(self.current, log[first:], theirs)
        for raw, signature in result.append if in_place else ():
            self._trust.append(raw, signature)
        self._note()
        whole = in_place and not result.alarm
        self._compared = whole
        if self._differs != (not whole):  # a change, or the first look: say so, once
            self._differs = not whole
            (self._alarms.clear if whole else self._alarms.stand)("roster_differs")

    def _note(self) -> None:
        """What the present state alone does not tell: keys of earlier epochs, and queues that somebody left since."""
        entries = self._trust.entries
        for raw, signature in entries[self._seen.length :]:
            before, after = self._seen, self._seen.extend(raw, signature)
            for queue in after.queues.values():
                old = before.queues.get(queue.id)
                if old is None or old.epoch != queue.epoch:
                    self._pks[(queue.id, queue.epoch)] = queue.pk
                    self._changed_at[queue.id] = Entry.parse(raw).at
                    self._epochs_due.discard(queue.id)
                if old is not None and old.members - queue.members:
                    self._epochs_due.add(queue.id)
                if old is not None and any(
                    one.epoch == queue.epoch and one not in queue.covers and one.member not in queue.members
                    for one in old.covers
                ):
                    self._epochs_due.add(queue.id)
            self._seen = after
