"""Sessions that do the house's chores on the way: whoever is signed in carries its keys forward."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from reporting.model.principal import Principal
from reporting.people.doors import PeopleDoors
from reporting.people.refused import Refused
from reporting.people.staff_session import LockedSession, StaffSession
from reporting.store.errors import StoreError
from reporting.vault.roster_entry import RosterRefused

CHORES_SECONDS = 0.05
REST_SECONDS = 60.0

log = logging.getLogger("quietline.chores")


@dataclass(frozen=True, slots=True)
class _Rest:
    """Nothing was left to do for a person when the roster had this length."""

    until: float
    roster: int


class WorkingSessions:
    """Satisfies the staff site's `Sessions`. Polling works for nobody: only what a person asked for carries chores.

    `reread` reads waiting threads again; `left` is told whose session (its cookie's id) locks or ends. `tick` counts seconds forward and never jumps. Slices stop at fifty milliseconds, one request at a time.
    """

    def __init__(
        self,
        people: PeopleDoors,
        reread: Callable[[StaffSession], int],
        tick: Callable[[], float] = time.monotonic,
        *,
        left: Callable[[bytes], None] = lambda _session: None,
    ) -> None:
        self._people = people
        self._reread = reread
        self._left = left
        self._tick = tick
        self._resting: dict[bytes, _Rest] = {}
        self._busy = threading.Lock()

    def resume(self, cookie: str, *, background: bool) -> StaffSession:
        """Raises SignedOut."""
        session = self._people.sessions.resume(cookie, background=background)
        if not background:
            self._work(session)
            self._read_again(session)
        return session

    def glance(self, cookie: str) -> Principal:
        """Raises SignedOut."""
        return self._people.sessions.glance(cookie)

    def sign_out(self, session: StaffSession) -> None:
        self._left(session.cookie_id)
        self._people.sessions.sign_out(session)

    def step_up(self, session: StaffSession, password: str) -> str:
        """The new cookie. Raises StepUpRefused."""
        return self._people.sessions.step_up(session, password)

    @property
    def lock_seconds(self) -> int:
        return self._people.sessions.lock_seconds

    def lock(self, session: StaffSession) -> None:
        self._left(session.cookie_id)
        self._people.sessions.lock(session)

    def locked(self, cookie: str) -> LockedSession:
        """Raises SignedOut."""
        return self._people.sessions.locked(cookie)

    def unlock(self, cookie: str, password: str) -> str:
        """The new cookie. Raises SignedOut, SignInRefused."""
        return self._people.sessions.unlock(cookie, password)

    def leave_locked(self, cookie: str) -> None:
        self._people.sessions.leave_locked(cookie)

    def _work(self, session: StaffSession) -> None:
        if self._rests(session) or not self._busy.acquire(blocking=False):
            return
        try:
            self._slices(session)
        finally:
            self._busy.release()

    def _slices(self, session: StaffSession) -> None:
        end = self._tick() + CHORES_SECONDS
        while self._more(session):
            if self._tick() >= end:
                return
        self._resting[session.member] = _Rest(self._tick() + REST_SECONDS, self._length())

    def _more(self, session: StaffSession) -> bool:
        """One slice. What fails is tried again after a rest: a chore never stands in the way of a page."""
        try:
            return self._people.chores.run(session)
        except (Refused, RosterRefused, StoreError) as error:
            log.warning("a chore was put off: %s", type(error).__name__)
            return False

    def _read_again(self, session: StaffSession) -> None:
        """Texts that came after a restart are judged as a whole by whoever can open them first."""
        try:
            self._reread(session)
        except StoreError as error:
            log.warning("reading again was put off: %s", type(error).__name__)

    def _rests(self, session: StaffSession) -> bool:
        rest = self._resting.get(session.member)
        return rest is not None and self._tick() < rest.until and rest.roster == self._length()

    def _length(self) -> int:
        return self._people.book.current.length
