"""Search in what a person may open: no index, no words kept. It walks through their lists, the latest change first, opens
each conversation with the keys of their session, and goes on slice by slice as long as their page asks.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from reporting.beside.skim import Question, Skim
from reporting.cases.ground import Ground
from reporting.cases.inbox import SUMMARY_PART, severity_name
from reporting.cases.keyring import Keyring
from reporting.cases.refusals import NoSuchThread
from reporting.cases.search_standing import Standing, kept_searches
from reporting.cases.search_view import Asked, Found, SearchView
from reporting.cases.search_words import Words, excerpt
from reporting.cases.searched_thread import TEXTS, WITH_SUMMARY, SearchedThread, Written
from reporting.cases.staff_view import Choice
from reporting.cases.triage_record import higher
from reporting.model.clock import minute_of, moment_of
from reporting.model.ids import QueueId, ThreadId
from reporting.model.thread import ThreadState
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.store import listings, messages, newest, threads, wraps
from reporting.store.messages import Message
from reporting.store.newest import ChangedPlace
from reporting.store.threads import Thread
from triage.decision import Severity

# Of one request, as its own work counts it: a search shares the machine with students who write, and on a busy one
# a slice that counted its waiting too would hold few conversations, and be asked for again and again.
SLICE_S = 0.1
# Conversations that are read from the database at once; what a slice does not come to is read again.
BATCH = 16
MOST_FOUND = 100
_STATES = {
    "all": tuple(ThreadState),
    "open": listings.OPEN,
    "closed": (ThreadState.CLOSED,),
}
_SEVERITIES = frozenset(one.value for one in Severity)


@dataclass(frozen=True, slots=True)
class _Question:
    """What one slice asks of each conversation. `names`: categories in the reader's language, by code. `skimmed`: as all
    are asked, before the few that say yes are asked longer.
    """

    words: Words
    names: Mapping[str, str]
    created_until: int | None
    skimmed: Question


class _Looked:
    """What a stretch of a slice has seen, and where the search stands after it."""

    def __init__(self, before: Standing, skim: Skim) -> None:
        self._before = before
        self._skim = skim
        self._place: ChangedPlace | None = None
        self._count = 0
        self.found = list(before.found)
        self.unopened = before.unopened

    def count(self, place: ChangedPlace) -> None:
        self._place = place
        self._count += 1

    def holds(self, thread: SearchedThread) -> bool:
        return any(one.reference == thread.row.reference for one in self.found)

    def passes_over(self, thread: SearchedThread) -> bool:
        sealed = thread.sealed()
        return sealed is not None and not self._skim.is_worth_a_look(sealed)

    @property
    def full(self) -> bool:
        return len(self.found) >= MOST_FOUND

    def standing(self) -> Standing:
        if self._place is None:
            return self._before
        return replace(
            self._before,
            after=(self._place.changed_minute, self._place.thread.hex()),
            searched=self._before.searched + (0 if self._before.again else self._count),
            unopened=self.unopened,
            found=tuple(self.found),
            how="full" if self.full else "walking",
        )


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
        with ground.database.read() as conn:
            total = newest.count(
                conn, ground.district, holders, states=_STATES[asked.states], since=self._since(asked)
            )
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
            standing = self._slice(session, standing, names, SLICE_S)
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
            standing = self._slice(session, replace(kept, how="walking"), names, seconds)
            self._kept.keep(session, standing)
            return _view(standing)
        finally:
            if mine:
                self._turn.release()

    def stop(self, session: StaffSession) -> None:
        with self._turn:
            kept = self._kept.of(session)
            if kept is not None and kept.how == "walking":
                self._kept.keep(session, replace(kept, how="stopped"))

    def forget(self, session: StaffSession) -> None:
        self._kept.forget(session)

    def _slice(
        self, session: StaffSession, standing: Standing, names: Mapping[str, str], seconds: float
    ) -> Standing:
        keyring = Keyring(session)
        question = self._question(standing.asked, names)
        end = self._tick() + seconds
        while standing.how == "walking":
            places = self._places(keyring, standing)
            looked = _Looked(standing, Skim(self._ground.district, question.skimmed, keyring.known))
            for place, thread in self._threads(keyring, places, question):
                self._look_at(looked, place, thread, question)
                if looked.full or self._tick() >= end:
                    return looked.standing()
            standing = looked.standing()
            if len(places) < BATCH:
                standing = self._turned(standing, keyring)
        return standing

    def _look_at(
        self, looked: "_Looked", place: ChangedPlace, thread: SearchedThread | None, question: _Question
    ) -> None:
        looked.count(place)
        if thread is None or looked.holds(thread) or not _in_time(thread, question):
            return
        if looked.passes_over(thread):
            return
        hit = self._hit(thread, question)
        if hit is not None:
            looked.found.append(hit)
        elif not thread.opens:
            looked.unopened += 1

    def _turned(self, standing: Standing, keyring: Keyring) -> Standing:
        """At the end of the lists. What changed meanwhile has moved to their front, behind the one who walks."""
        _, changed, _ = self._ground.feed.since(standing.begun_version, frozenset(keyring.holders))
        if changed and not standing.again:
            return replace(standing, again=True, after=None)
        return replace(standing, how="done")

    def _places(self, keyring: Keyring, standing: Standing) -> tuple[ChangedPlace, ...]:
        since, after = self._since(standing.asked), standing.after
        with self._ground.database.read() as conn:
            return newest.page(
                conn,
                self._ground.district,
                _holders(keyring, standing.asked),
                states=_STATES[standing.asked.states],
                since=max(since, standing.begun_minute) if standing.again else since,
                after=ChangedPlace(after[0], ThreadId(bytes.fromhex(after[1]))) if after else None,
                limit=BATCH,
            )

    def _threads(
        self, keyring: Keyring, places: Sequence[ChangedPlace], question: _Question
    ) -> Iterator[tuple[ChangedPlace, SearchedThread | None]]:
        """Each place with its conversation; None for one that was erased meanwhile."""
        ground = self._ground
        ids = [place.thread for place in places]
        if not ids:
            return
        with ground.database.read() as conn:
            rows = threads.by_ids(conn, ground.district, ids)
            wrapped = wraps.of_threads(conn, ground.district, ids, keyring.holders)
            kinds = WITH_SUMMARY if question.skimmed.in_categories else TEXTS
            stored = messages.of_threads(conn, ground.district, ids, kinds)
        shred = ground.shred.find_many([(one, SUMMARY_PART) for one in ids])
        for place in places:
            row, key = rows.get(place.thread), shred.get((place.thread, SUMMARY_PART))
            if row is None or key is None:
                yield place, None
                continue
            yield (
                place,
                SearchedThread(
                    row,
                    keyring,
                    wraps=wrapped.get(row.id, ()),
                    messages=stored.get(row.id, ()),
                    shred_key=key,
                    fetch=self._summary_of,
                ),
            )

    def _summary_of(self, thread: Thread) -> Message | None:
        with self._ground.database.read() as conn:
            return messages.summaries(conn, self._ground.district, [thread]).get(thread.id)

    def _hit(self, thread: SearchedThread, question: _Question) -> Found | None:
        """Every term must occur somewhere in the conversation; the text that holds most of them is shown."""
        words, missing = question.words, question.words.all
        best: tuple[int, Written] | None = None
        for written in thread.written():
            held = words.in_text(written.text)
            missing -= held
            if held and (best is None or len(held) > best[0]):
                best = (len(held), written)
            if held == words.all:
                break
        if missing:
            missing -= self._in_summary(thread, question, missing)
        return None if missing else self._found(thread, question, best[1] if best else None)

    def _in_summary(
        self, thread: SearchedThread, question: _Question, missing: frozenset[int]
    ) -> frozenset[int]:
        """What its category is called; and its first words, for whoever reads no more of it than those."""
        if not missing <= question.skimmed.in_categories and thread.holds_keys:
            return frozenset()
        summary = thread.summary
        if summary is None:
            return frozenset()
        name = question.names.get(str(summary.more.get("category", "")), "")
        return question.words.in_text(name) | question.words.in_text(summary.text or "")

    def _found(self, thread: SearchedThread, question: _Question, best: Written | None) -> Found:
        row, roll, summary = thread.row, self._ground.roll, thread.summary
        category = str(summary.more.get("category", "")) if summary else ""
        sealed = str(summary.more.get("severity", "")) if summary else ""
        severity = higher(row.severity, sealed).value if sealed in _SEVERITIES else row.severity
        text = best.text if best else (summary.text or "") if summary else ""
        return Found(
            reference=row.reference,
            thread=row.id.hex(),
            severity=severity_name(severity),
            state=row.state,
            place=roll.school_name(row.school) if row.school else roll.queue_name(QueueId(row.queue)),
            changed=moment_of(row.changed_minute),
            category=category,
            where=best.where if best else "summary",
            seq=best.seq if best else None,
            excerpt=excerpt(question.words, text),
        )

    def _question(self, asked: Asked, names: Mapping[str, str]) -> _Question:
        words = Words.of(asked.query)
        until = None if asked.until is None else self._midnight(asked.until + timedelta(days=1)) - 1
        terms = {code: held for code, name in names.items() if (held := words.in_text(name))}
        return _Question(words, names, until, Question(words.terms, terms))

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


def _in_time(thread: SearchedThread, question: _Question) -> bool:
    return question.created_until is None or thread.row.created_minute <= question.created_until


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
