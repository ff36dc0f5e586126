"""What a search has read beyond the place where it stands, in order: some of it skimmed here, some by a second process.

It may lie here between two slices, so it holds sealed rows and nobody's keys.
"""

from collections import deque
from collections.abc import Iterable

from reporting.beside.skim_process import SkimProcess
from reporting.cases.search_candidate import Candidate
from reporting.store.newest import ChangedPlace

MOST = 128  # conversations: so that memory stays flat, whatever the length of the list


class Ahead:
    """`after`: the place from which it goes on; `begins`: where the search stood when it last took something from here."""

    def __init__(self, begins: ChangedPlace | None) -> None:
        self.begins = begins
        self.after = begins
        self.ended = False
        self._all: deque[Candidate] = deque()
        self._mine: deque[Candidate] = deque()
        self._given: deque[list[Candidate]] = deque()

    def __repr__(self) -> str:
        return f"Ahead({len(self._all)})"

    def __len__(self) -> int:
        return len(self._all)

    @property
    def wants_more(self) -> bool:
        """Whether there is too little to skim here."""
        return not self.ended and not self._mine and len(self._all) < MOST

    @property
    def has_room(self) -> bool:
        return not self.ended and len(self._all) < MOST

    def add(self, found: Iterable[Candidate], *, given: Iterable[Candidate] = ()) -> None:
        """`given`: those of them that the process has."""
        taken = list(given)
        elsewhere = {id(one) for one in taken}
        for one in found:
            self._all.append(one)
            self.after = one.place
            if one.worth is None and id(one) not in elsewhere:
                self._mine.append(one)
        if taken:
            self._given.append(taken)

    def collect(self, process: SkimProcess) -> None:
        """Raises Hung."""
        if not self._given:
            return
        for answers in process.answers():
            for one, worth in zip(self._given.popleft(), answers, strict=True):
                # What was skimmed here meanwhile, for want of other work, is known already.
                one.worth = worth if one.worth is None else one.worth

    def begin_again(self) -> None:
        """From the front of the list."""
        self.begins, self.after, self.ended = None, None, False

    def to_skim(self) -> Candidate | None:
        """The next one for this process: also one that the other has, where that would have to be waited for, or is gone."""
        if self._all and self._all[0].worth is not None:
            return None
        while self._mine:
            one = self._mine.popleft()
            if one.worth is None:
                return one
        return self._all[0] if self._all else None

    def known(self) -> Candidate | None:
        """The next one in order, if it is known whether it is worth a look."""
        if not self._all or self._all[0].worth is None:
            return None
        first = self._all.popleft()
        self.begins = first.place
        return first
