"""One slice of a search: what lies ahead is read and skimmed, here and by a second process if there is one, and taken up in
the order of the list, so that it finds the same either way.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from reporting.beside.companions import Companion
from reporting.beside.pipe import Hung
from reporting.beside.skim import SealedThread, Skim
from reporting.cases import search_list
from reporting.cases.ground import Ground
from reporting.cases.keyring import Keyring
from reporting.cases.search_ahead import Ahead
from reporting.cases.search_candidate import Candidate, Read
from reporting.cases.search_finding import Finder, Sought
from reporting.cases.search_list import STATES, SearchList
from reporting.cases.search_standing import Standing
from reporting.cases.searched_thread import SearchedThread
from reporting.store.messages import Message
from reporting.store.newest import ChangedPlace
from reporting.store.threads import Thread

MOST_FOUND = 100


class _Looked:
    """What a slice has seen of one walk, and where the search stands after it."""

    def __init__(self, before: Standing) -> None:
        self._before = before
        self._place: ChangedPlace | None = None
        self._count = 0
        self.found = list(before.found)
        self.unopened = before.unopened

    def count(self, place: ChangedPlace) -> None:
        self._place = place
        self._count += 1

    def holds(self, row: Thread) -> bool:
        return any(one.reference == row.reference for one in self.found)

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


class Slice:
    """`holders`: whose lists are walked through, `since` a minute; `ahead`: what the last slice had read already."""

    def __init__(
        self,
        ground: Ground,
        keyring: Keyring,
        sought: Sought,
        holders: Sequence[bytes],
        *,
        since: int,
        ahead: Ahead,
        companion: Companion | None,
    ) -> None:
        self._ground = ground
        self._keyring = keyring
        self._sought = sought
        self._holders = holders
        self._since = since
        self._ahead = ahead
        self._companion = companion
        self._skim = Skim(ground.district, sought.skimmed, keyring.known)
        self._finder = Finder(ground, sought)
        # What was read in an earlier slice may have been taken from its reader since.
        self._asks_again = companion is not None

    def walk(self, standing: Standing, tick: Callable[[], float], seconds: float) -> Standing:
        end = tick() + seconds
        looked, places = _Looked(standing), self._list(standing)
        while True:
            self._read_ahead(places)
            if not len(self._ahead):
                standing = self._turned(looked.standing())
                if standing.how == "done":
                    return standing
                looked, places = _Looked(standing), self._list(standing)
                continue
            one = self._ahead.to_skim()
            if one is not None:
                one.worth = self._is_worth_a_look(one)
            while (known := self._ahead.known()) is not None:
                self._look_at(looked, known)
                if looked.full:
                    return looked.standing()
            if tick() >= end:
                return looked.standing()

    def _list(self, standing: Standing) -> SearchList:
        since = max(self._since, standing.begun_minute) if standing.again else self._since
        return SearchList(self._ground, self._holders, states=STATES[standing.asked.states], since=since)

    def _turned(self, standing: Standing) -> Standing:
        """At the end of the lists. What changed meanwhile has moved to their front, behind the one who walks."""
        holders = frozenset(self._keyring.holders)
        _, changed, _ = self._ground.feed.since(standing.begun_version, holders)
        if changed and not standing.again:
            self._ahead.begin_again()
            return replace(standing, again=True, after=None)
        return replace(standing, how="done")

    def _read_ahead(self, places: SearchList) -> None:
        if self._companion is not None:
            try:
                self._give(self._companion, places)
            except Hung:
                self._ground.companions.failed(self._companion)
                self._companion = None
        if self._ahead.wants_more:
            self._ahead.add(self._next(places))

    def _give(self, companion: Companion, places: SearchList) -> None:
        """Raises Hung."""
        self._ahead.collect(companion.process)
        while self._ahead.has_room and companion.process.has_room():
            found = self._next(places)
            given = [one for one in found if one.worth is None and self._may_leave(one.sealed)]
            threads = [one.sealed for one in given if one.sealed is not None]
            taken = bool(threads) and companion.process.give(self._seeds(threads), threads)
            self._ahead.add(found, given=given if taken else ())

    def _may_leave(self, sealed: SealedThread | None) -> bool:
        """What only the member's own key opens is skimmed here: that key is given to nobody."""
        own = self._keyring.own.public.kid
        return (
            sealed is not None
            and sealed.kid != own
            and not any(own in text.recipients for text in sealed.texts)
        )

    def _seeds(self, threads: Sequence[SealedThread]) -> dict[bytes, bytes]:
        needed = dict(self._queue_seeds)
        for kid in {one.kid for one in threads} - needed.keys():
            key = self._keyring.known(kid)
            if key is not None:
                needed[kid] = key.seed
        return needed

    @cached_property
    def _queue_seeds(self) -> dict[bytes, bytes]:
        own = self._keyring.own
        return {key.public.kid: key.seed for key in self._keyring.queue_keys() if key is not own}

    def _next(self, places: SearchList) -> list[Candidate]:
        found = places.after(self._ahead.after)
        if len(found) < search_list.BATCH:
            self._ahead.ended = True
        if not found:
            return []
        summaries = bool(self._sought.skimmed.in_categories)
        lying = search_list.read(self._ground, found, self._keyring.holders, summaries=summaries)
        return [self._candidate(place, one) for place, one in zip(found, lying, strict=True)]

    def _candidate(self, place: ChangedPlace, read: Read | None) -> Candidate:
        until = self._sought.until
        if read is None or (until is not None and read.row.created_minute > until):
            return Candidate(place, read, worth=False)
        sealed = self._opened(read).sealed()
        return Candidate(place, read, sealed, None if sealed is not None else True)

    def _is_worth_a_look(self, one: Candidate) -> bool:
        wrap = one.wrap()
        if one.sealed is None or wrap is None:
            return True
        self._keyring.opener(wrap)
        return self._skim.is_worth_a_look(one.sealed)

    def _look_at(self, looked: _Looked, one: Candidate) -> None:
        looked.count(one.place)
        if one.read is None or not one.worth or looked.holds(one.read.row):
            return
        if self._asks_again and not search_list.may_know(self._ground, self._holders, one.place.thread):
            return
        thread = self._opened(one.read)
        hit = self._finder.hit(thread)
        if hit is not None:
            looked.found.append(hit)
        elif not thread.opens:
            looked.unopened += 1

    def _opened(self, read: Read) -> SearchedThread:
        return read.opened_by(self._keyring, self._summary_of)

    def _summary_of(self, thread: Thread) -> Message | None:
        return search_list.summary_of(self._ground, thread)
