"""All incidents of which this person may open a thread. There is no table of them: their conversations are walked through,
the latest change first, and the notes in each are opened with the keys of their session, slice by slice.
"""

import re
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence

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
_CURSOR = re.compile(r"([0-9]{1,12})-([0-9a-f]{32})")


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
        place = _place(after)
        if not self._turn.acquire(blocking=False):
            return IncidentsView((), after or "", "walking")
        try:
            return self._slice(session, place, set(shown), seconds)
        finally:
            self._turn.release()

    def _slice(
        self, session: StaffSession, after: ChangedPlace | None, shown: set[str], seconds: float
    ) -> IncidentsView:
        keyring, end = Keyring(session), self._tick() + seconds
        found: list[ListedIncident] = []
        while True:
            places = self._places(keyring, after)
            for place, reference in self._noted(keyring, places):
                after = place
                one = self._opened(session, reference, shown) if reference else None
                if one is not None:
                    found.append(one)
                    shown.add(one.incident)
                if len(found) >= MOST_AT_ONCE:
                    return IncidentsView(tuple(found), _cursor(place), "full")
                if self._tick() >= end:
                    return IncidentsView(tuple(found), _cursor(place), "walking")
            if len(places) < BATCH:
                return IncidentsView(tuple(found), "", "done")

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


def _cursor(place: ChangedPlace) -> str:
    return f"{place.changed_minute}-{place.thread.hex()}"


def _place(cursor: str | None) -> ChangedPlace | None:
    if not cursor:
        return None
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        raise NoSuchThread
    return ChangedPlace(int(found[1]), ThreadId(bytes.fromhex(found[2])))
