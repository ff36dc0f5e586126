"""All incidents of which this person may open a thread. There is no table of them: their conversations are walked through,
the latest change first, and the notes in each are opened with the keys of their session, slice by slice.
"""

import re
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reporting.cases.desk_thread import Desks
from reporting.cases.ground import Ground
from reporting.cases.inbox import SUMMARY_PART
from reporting.cases.incident import TOGETHER, belonging, together_with
from reporting.cases.incident_cards import IncidentCards
from reporting.cases.incident_view import IncidentsView, ListedIncident
from reporting.cases.keyring import Keyring
from reporting.cases.refusals import NoSuchThread
from reporting.cases.searched_thread import SearchedThread
from reporting.model.ids import ThreadId
from reporting.model.kind import Kind
from reporting.model.thread import ThreadState
from reporting.people.staff_session import StaffSession
from reporting.store import messages, newest, threads, wraps
from reporting.store.newest import ChangedPlace
from reporting.store.shred import ShredKeyMissing

SLICE_S = 0.05  # of one request, as its own work counts it; as a search
BATCH = 48
MOST_AT_ONCE = 20
_CURSOR = re.compile(r"([0-9]{1,12})-([0-9a-f]{32})-([0-9]{1,9})-([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Walk:
    """How far a look has come. Its page carries it: nothing of it is kept here."""

    after: ChangedPlace | None
    looked: int
    total: int

    @classmethod
    def of(cls, cursor: str) -> "_Walk":
        """Raises NoSuchThread."""
        found = _CURSOR.fullmatch(cursor)
        if found is None:
            raise NoSuchThread
        minute, thread, looked, total = found.groups()
        return cls(ChangedPlace(int(minute), ThreadId(bytes.fromhex(thread))), int(looked), int(total))

    def past(self, place: ChangedPlace) -> "_Walk":
        looked = self.looked + 1
        return _Walk(place, looked, max(looked, self.total))

    def view(self, found: Sequence[ListedIncident], how: Literal["walking", "full", "done"]) -> IncidentsView:
        at = self.after
        if how == "done" or at is None:
            return IncidentsView(tuple(found), "", how, self.looked, self.total)
        cursor = f"{at.changed_minute}-{at.thread.hex()}-{self.looked}-{self.total}"
        return IncidentsView(tuple(found), cursor, how, self.looked, self.total)


class IncidentList:
    def __init__(self, ground: Ground, *, tick: Callable[[], float] = time.thread_time) -> None:
        self._ground = ground
        self._desks = Desks(ground)
        self._cards = IncidentCards(ground)
        self._tick = tick
        # One slice at a time in the whole house: a list must not crowd out a student's message.
        self._turn = threading.Lock()

    def look(
        self,
        session: StaffSession,
        *,
        after: str | None = None,
        shown: Collection[str] = (),
        seconds: float = SLICE_S,
    ) -> IncidentsView:
        """What a slice of work finds from `after` on, without those whose ids `shown` names. Counts as no reading.

        An incident stands where that of its threads stands that changed last. Raises NoSuchThread for a cursor that is none.
        """
        walk = _Walk.of(after) if after else self._begun(session)
        if not self._turn.acquire(blocking=False):
            return walk.view((), "walking")
        try:
            return self._slice(session, walk, set(shown), seconds)
        finally:
            self._turn.release()

    def _begun(self, session: StaffSession) -> _Walk:
        ground, holders = self._ground, Keyring(session).holders
        with ground.database.read() as conn:
            total = newest.count(conn, ground.district, holders, states=tuple(ThreadState), since=0)
        return _Walk(None, 0, total)

    def _slice(self, session: StaffSession, walk: _Walk, shown: set[str], seconds: float) -> IncidentsView:
        keyring, end = Keyring(session), self._tick() + seconds
        found: list[ListedIncident] = []
        while True:
            places = self._places(keyring, walk.after)
            for place, reference in self._noted(keyring, places):
                walk = walk.past(place)
                one = self._opened(session, reference, shown) if reference else None
                if one is not None:
                    found.append(one)
                    shown.add(one.incident)
                if len(found) >= MOST_AT_ONCE:
                    return walk.view(found, "full")
                if self._tick() >= end:
                    return walk.view(found, "walking")
            if len(places) < BATCH:
                return walk.view(found, "done")

    def _places(self, keyring: Keyring, after: ChangedPlace | None) -> tuple[ChangedPlace, ...]:
        ground = self._ground
        with ground.database.read() as conn:
            return newest.page(
                conn,
                ground.district,
                keyring.holders,
                states=tuple(ThreadState),
                since=0,
                after=after,
                limit=BATCH,
            )

    def _noted(
        self, keyring: Keyring, places: Sequence[ChangedPlace]
    ) -> Iterator[tuple[ChangedPlace, str | None]]:
        """Each place, with its thread's reference where a note in it speaks of an incident. Nothing is verified yet."""
        ground, ids = self._ground, [place.thread for place in places]
        with ground.database.read() as conn:
            notes = messages.of_threads(conn, ground.district, ids, {Kind.NOTE})
            noted = [one for one in ids if one in notes]
            rows = threads.by_ids(conn, ground.district, noted)
            wrapped = wraps.of_threads(conn, ground.district, noted, keyring.holders) if noted else {}
        shred = ground.shred.find_many([(one, SUMMARY_PART) for one in noted])
        for place in places:
            row, key = rows.get(place.thread), shred.get((place.thread, SUMMARY_PART))
            if row is None or key is None:
                yield place, None
                continue
            thread = SearchedThread(
                row, keyring, wraps=wrapped.get(row.id, ()), messages=notes[row.id], shred_key=key
            )
            yield place, row.reference if TOGETHER in thread.note_codes() else None

    def _opened(self, session: StaffSession, reference: str, shown: Collection[str]) -> ListedIncident | None:
        """Believed only now: as its own page opens it."""
        try:
            thread = self._desks.load(session, reference)
            mine = belonging(thread)
            if mine is None or mine.incident in shown:
                return None
            view = self._cards.incident(thread, together_with(self._desks, session, thread))
        except (NoSuchThread, ShredKeyMissing):
            return None
        return None if view is None else ListedIncident(mine.incident, view)
