"""What a person did to several threads a moment ago, so that one tap takes it back. In RAM; a restart forgets it."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from reporting.cases.staff_view import Taken
from reporting.model.clock import Clock
from reporting.model.ids import MemberId

SHOWN_S = 10  # a page with scripts takes the offer away then, unless it is focused
KEPT = timedelta(minutes=2)  # without scripts the offer stands on the next page for whoever reads slowly
MOST = 1_000


class Undos:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._kept: OrderedDict[MemberId, tuple[datetime, tuple[Taken, ...]]] = OrderedDict()

    def keep(self, member: MemberId, taken: tuple[Taken, ...]) -> None:
        with self._lock:
            self._kept.pop(member, None)
            if taken:
                self._kept[member] = (self._clock(), taken)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def of(self, member: MemberId) -> tuple[Taken, ...]:
        """Empty where there is nothing to take back any more."""
        with self._lock:
            at, taken = self._kept.get(member, (self._clock(), ()))
        return taken if self._clock() - at <= KEPT else ()

    def drop(self, member: MemberId) -> tuple[Taken, ...]:
        """Once: the second tap takes nothing back."""
        taken = self.of(member)
        with self._lock:
            self._kept.pop(member, None)
        return taken
