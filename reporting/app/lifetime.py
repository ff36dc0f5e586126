"""From start to stop: a process that gives nothing away, and leaves in order when it is asked to."""

import logging
import signal
import threading
from types import FrameType

from reporting.vault.hardening import harden_process
from reporting.vault.known_answers import check

_log = logging.getLogger("reporting.app")


class WrongStart(Exception):
    """The service cannot start like this. The text is one line that says the remedy."""


def begin() -> None:
    """No core dump, no reading by a neighbour; and no start with a cipher that answers wrong.

    Raises HardeningFailed, KnownAnswerFailed.
    """
    if not harden_process().swap_locked:
        _log.warning("memory may be swapped to disk: switch swap off, or start with LimitMEMLOCK=infinity")
    check()


def wait_for_end() -> None:
    """Until SIGTERM or SIGINT."""
    ended = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    # A wait without a limit would not let the signal through on every platform.
    while not ended.wait(timeout=1):
        continue
