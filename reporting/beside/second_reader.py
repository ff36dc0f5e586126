"""Lets a second process read while it has nothing to do, and reads here whenever that is surer.

One interpreter uses one core. In the minute in which a whole school writes, the other one reads.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping

from reporting.beside.pipe import Hung
from reporting.beside.triage_process import TriageProcess
from reporting.beside.wire import Asked
from triage.assess import Read, assess, read_alone
from triage.context import Context
from triage.decision import Decision
from triage.rulebook import Rulebook

_log = logging.getLogger("reporting.beside")

CROWD = 40  # texts in one minute that came while another was being read
MINUTE_S = 60.0
QUIET_S = 300.0
TURN_S = 0.03  # it reads in two milliseconds; who asked waits longer to go on than it did
_LOOK_S = 2.0
_ENDING_S = 5.0
_MOST_FAILURES = 3


class SecondReader:
    """`texts`: of the rule book in force, by file name. Until `start`, and while few write, there is no second process.

    A decision is the same wherever it is made.
    """

    def __init__(
        self,
        texts: Callable[[], Mapping[str, str]],
        *,
        crowd: int = CROWD,
        quiet_s: float = QUIET_S,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._texts = texts
        self._crowd = crowd
        self._quiet_s = quiet_s
        self._seconds = seconds
        self._lock = threading.Lock()
        self._reading = 0
        self._met = 0
        self._since = seconds()
        self._asked = seconds()
        self._failures = 0
        self._process: TriageProcess | None = None
        self._keeper: threading.Thread | None = None
        self._open = False
        self._done = threading.Event()

    def __repr__(self) -> str:
        return "SecondReader(<texts>)"

    def start(self) -> None:
        self._open = True

    def stop(self) -> None:
        """Ends the process, if there is one. One that is only beginning ends with this one."""
        self._open = False
        self._done.set()
        keeper = self._keeper
        if keeper is not None:
            keeper.join(_ENDING_S)

    def process(self) -> int | None:
        """Its number, for whoever measures."""
        process = self._process
        return process.pid if process else None

    def assess(self, text: str, rulebook: Rulebook, context: Context, *, read: Read = read_alone) -> Decision:
        """As `triage.assess.assess`."""
        self._enter()
        try:
            found = self._elsewhere(text, rulebook, context)
            return assess(text, rulebook, context, read=read) if found is None else found
        finally:
            with self._lock:
                self._reading -= 1

    def _enter(self) -> None:
        with self._lock:
            self._reading += 1
            if self._reading == 1 or self._process is not None or not self._open:
                return
            now = self._seconds()
            if now - self._since > MINUTE_S:
                self._since, self._met = now, 0
            self._met += 1
            if self._met >= self._crowd and self._keeper is None and self._failures < _MOST_FAILURES:
                self._keeper = threading.Thread(target=self._keep, name="second-reader", daemon=True)
                self._keeper.start()

    def _elsewhere(self, text: str, rulebook: Rulebook, context: Context) -> Decision | None:
        process = self._process
        if process is None or not process.turn.acquire(timeout=TURN_S):
            return None
        try:
            if process is not self._process:
                return None  # it was ended meanwhile, and its pipe may be somebody else's by now
            if process.rulebook_hash != rulebook.hash:
                self._process = None  # staff changed the rules; the next one has the new ones
                return None
            self._asked = self._seconds()
            return process.ask(Asked(text, context))
        except Hung:
            self._process = None
            self._failures += 1
            _log.warning("the second process did not answer; this one reads")
            return None
        finally:
            process.turn.release()

    def _is_wanted(self) -> bool:
        return self._process is not None and self._seconds() - self._asked <= self._quiet_s

    def _keep(self) -> None:
        """From the crowd until it is quiet: begins the process, and ends it whatever happens."""
        try:
            process = TriageProcess(self._texts())
        except (Hung, OSError):
            self._failures += 1
            _log.warning("the second process could not begin; this one reads")
        else:
            self._asked, self._process = self._seconds(), process
            while not self._done.wait(_LOOK_S) and self._is_wanted():
                continue
            self._process = None
            with process.turn:
                process.end()
        finally:
            with self._lock:
                self._keeper, self._met = None, 0
