"""What a process that holds keys does first: no core file, no debugger of the same user, no swap."""

import ctypes
import os
import resource
from dataclasses import dataclass

_PR_GET_DUMPABLE = 3
_PR_SET_DUMPABLE = 4
_MCL_CURRENT_FUTURE_ONFAULT = 1 | 2 | 4


class HardeningFailed(RuntimeError):
    """The kernel refused to protect the process's memory. Run on Linux, outside a sandbox that forbids prctl."""


@dataclass(frozen=True, slots=True)
class Hardened:
    """`swap_locked` is False where the memory limit forbids it; the host's swap must then be off."""

    swap_locked: bool


def harden_process() -> Hardened:
    """Call in every process before any key is read. A child starts over: call again after an exec.

    Raises HardeningFailed.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A child of the same user reads our memory unless this is off; tried, and refused afterwards.
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    if libc.prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise HardeningFailed("prctl(PR_SET_DUMPABLE) was refused; run outside a sandbox that forbids it")
    return Hardened(swap_locked=_lock_memory(libc))


def _lock_memory(libc: ctypes.CDLL) -> bool:
    # Under a finite limit later allocations would fail, which is worse than swap.
    unlimited = resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] == resource.RLIM_INFINITY
    if not unlimited and os.geteuid() != 0:
        return False
    return bool(libc.mlockall(_MCL_CURRENT_FUTURE_ONFAULT) == 0)
