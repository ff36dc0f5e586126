"""Search in what a person may open: no index, no words kept. It walks through their lists, the latest change first, opens
each conversation with the keys of their session, and goes on slice by slice as long as their page asks.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from weakref import WeakKeyDictionary

from reporting.beside.companions import Companion
from reporting.beside.skim import Question
from reporting.cases.ground import Ground
from reporting.cases.keyring import Keyring
from reporting.cases.refusals import NoSuchThread
from reporting.cases.search_ahead import Ahead
from reporting.cases.search_finding import Sought
from reporting.cases.search_list import STATES, SearchList
from reporting.cases.search_slice import Slice
from reporting.cases.search_standing import Standing, kept_searches
from reporting.cases.search_view import Asked, SearchView
from reporting.cases.search_words import Words
from reporting.cases.staff_view import Choice
from reporting.model.clock import minute_of
from reporting.model.ids import ThreadId
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.store import listings

# Of one request, as its own work counts it: a search shares the machine with students who write, and on a busy one
# a slice that counted its waiting too would hold few conversations, and be asked for again and again.
SLICE_S = 0.1


class StaffSearch:
    def __init__(
        self, ground: Ground, witness: Witness, *, tick: Callable[[], float] = time.thread_time
    ) -> None:
        self._ground = ground
        self._witness = witness
        self._tick = tick
        self._kept = kept_searches(ground.clock)
        # One slice at a time in the whole house: five searches must not crowd out a student's message.
        self._turn = threading.Lock()
        # What a search with a companion has read ahead; it goes when that goes.
        self._ahead: WeakKeyDictionary[Companion, Ahead] = WeakKeyDictionary()

    def lists(self, session: StaffSession) -> tuple[Choice, ...]:
        """By which a search can be narrowed: this person's queues."""
        roll = self._ground.roll
        return tuple(Choice(one.hex(), roll.queue_name(one)) for one in sorted(session.principal.queues))

    def begin(self, session: StaffSession, asked: Asked, names: Mapping[str, str]) -> SearchView:
        """In the place of any search before. Raises EmptyText, TooLong, and NoSuchThread for a list that is not theirs."""
        ground = self._ground
        Words.of(asked.query)
        holders = _holders(Keyring(session), asked)
        version, now = ground.feed.version, ground.clock()
        ground.companions.leave(session.cookie_id)
        total = SearchList(ground, holders, states=STATES[asked.states], since=self._since(asked)).count()
        ground.database.write(
            lambda conn: self._witness.record(
                conn,
                minute=minute_of(now, exact=True),
                act="searched",
                actor=session.member,
                about=session.member,
            )
        )
        standing = Standing(ground.id().hex(), asked, total, minute_of(now, exact=False), version)
        with self._turn:
            standing = self._slice(session, standing, names, SLICE_S, None)
            self._kept.keep(session, standing)
        return _view(standing)

    def standing(self, session: StaffSession) -> SearchView | None:
        """What was found so far, without what this person may know of no longer."""
        kept = self._kept.of(session)
        if kept is None:
            return None
        ground = self._ground
        with ground.database.read() as conn:
            ids = [ThreadId(bytes.fromhex(one.thread)) for one in kept.found]
            known = (
                listings.known(conn, ground.district, Keyring(session).holders, ids) if ids else frozenset()
            )
        return _view(
            replace(kept, found=tuple(one for one in kept.found if bytes.fromhex(one.thread) in known))
        )

    def further(
        self, session: StaffSession, number: str, names: Mapping[str, str], seconds: float = SLICE_S
    ) -> SearchView | None:
        """One slice more. None where this is not the session's search any more."""
        mine = self._turn.acquire(blocking=False)
        try:
            kept = self._kept.of(session)
            if kept is None or kept.number != number:
                return None
            if not mine or kept.how not in {"walking", "stopped"}:
                return replace(_view(kept), waits=not mine)
            kept = replace(kept, how="walking")
            companion = self._companion(session, kept, names, begin=seconds <= SLICE_S)
            standing = self._slice(session, kept, names, seconds, companion)
            self._kept.keep(session, standing)
            if standing.how != "walking":
                self._ground.companions.leave(session.cookie_id)
            return _view(standing)
        finally:
            if mine:
                self._turn.release()

    def stop(self, session: StaffSession) -> None:
        self._ground.companions.leave(session.cookie_id)
        with self._turn:
            kept = self._kept.of(session)
            if kept is not None and kept.how == "walking":
                self._kept.keep(session, replace(kept, how="stopped"))

    def forget(self, session: StaffSession) -> None:
        self._ground.companions.leave(session.cookie_id)
        self._kept.forget(session)

    def _slice(
        self,
        session: StaffSession,
        standing: Standing,
        names: Mapping[str, str],
        seconds: float,
        companion: Companion | None,
    ) -> Standing:
        keyring, asked = Keyring(session), standing.asked
        ahead = Ahead(standing.place)
        if companion is not None:
            ahead = self._ahead.setdefault(companion, ahead)
        return Slice(
            self._ground,
            keyring,
            self._sought(asked, names),
            _holders(keyring, asked),
            since=self._since(asked),
            ahead=ahead,
            companion=companion,
        ).walk(standing, self._tick, seconds)

    def _companion(
        self, session: StaffSession, standing: Standing, names: Mapping[str, str], *, begin: bool
    ) -> Companion | None:
        """Begun by a page that asks on by itself, for as long as it does."""
        companions, holders = self._ground.companions, Keyring(session).holders
        found = companions.of(standing.number, session.cookie_id, holders)
        if found is None and begin:
            return companions.begin(
                standing.number,
                session.cookie_id,
                holders,
                district=self._ground.district,
                question=self._sought(standing.asked, names).skimmed,
                left=standing.total - standing.searched,
            )
        ahead = None if found is None else self._ahead.get(found)
        if ahead is not None and ahead.begins != standing.place:
            # It has read on from somewhere else: what it says would be said of others.
            companions.leave(session.cookie_id)
            return None
        return found

    def _sought(self, asked: Asked, names: Mapping[str, str]) -> Sought:
        words = Words.of(asked.query)
        until = None if asked.until is None else self._midnight(asked.until + timedelta(days=1)) - 1
        terms = {code: held for code, name in names.items() if (held := words.in_text(name))}
        return Sought(words, names, until, Question(words.terms, terms))

    def _since(self, asked: Asked) -> int:
        return 0 if asked.since is None else self._midnight(asked.since)

    def _midnight(self, day: date) -> int:
        """A day of the district, as minutes of columns; those of students are rounded down to the hour."""
        return minute_of(datetime.combine(day, time_of_day(), self._ground.roll.zone()), exact=False)


def _holders(keyring: Keyring, asked: Asked) -> tuple[bytes, ...]:
    """Asked anew with each slice: who has left a queue meanwhile walks through it no further."""
    if asked.queue is None:
        return keyring.holders
    wanted = tuple(holder for holder in keyring.holders if holder.hex() == asked.queue)
    if not wanted:
        raise NoSuchThread
    return wanted


def _view(standing: Standing) -> SearchView:
    return SearchView(
        number=standing.number,
        asked=standing.asked,
        how=standing.how,
        searched=standing.searched,
        total=max(standing.total, standing.searched),
        unopened=standing.unopened,
        found=standing.found,
    )
