"""What a parser of somebody's file may still do: read, write, reckon, end. No open, no socket, no process.

The list is libseccomp's business (Debian's `libseccomp2`), so that it holds on every machine; limits of memory and
time are the kernel's. Called in the child, after everything is loaded and before the first byte of the file is read.
"""

import ctypes
import errno
import resource
from collections.abc import Sequence

import pyseccomp

MEMORY = 1_536 * 1024 * 1024
SECONDS = 30
_NO_NEW_PRIVS, _DUMPABLE = 38, 4
_ALLOWED = (
    *("read", "write", "pread64", "lseek", "fstat", "close", "exit", "exit_group", "futex"),
    *("mmap", "mremap", "munmap", "brk", "madvise", "getrandom", "clock_gettime", "gettimeofday"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "sched_yield", "restart_syscall"),
    # Decoders of HEIC and AVIF work in threads.
    *("rseq", "set_robust_list", "sched_getaffinity"),
)
_PROT_EXEC, _CLONE_THREAD, _SET_NAME = 4, 0x10000, 15


def close(largest_output: int, seconds: int = SECONDS, *, also: Sequence[str] = ()) -> None:
    """From here on whatever is not on the list ends the process at once, as `seconds` of reckoning do. `also`: calls beside
    those of the list. Raises OSError where no jail can be made.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_DUMPABLE, 0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "the process could not give up its privileges")
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, largest_output),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    wall = pyseccomp.SyscallFilter(defaction=pyseccomp.KILL_PROCESS)
    for name in (*_ALLOWED, *also):
        if name != "mmap":
            wall.add_rule(pyseccomp.ALLOW, name)
    # A thread, never a process. The newer call hides its flags in memory: it does not exist here, and the older is used.
    wall.add_rule(
        pyseccomp.ALLOW, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _CLONE_THREAD, _CLONE_THREAD)
    )
    wall.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    wall.add_rule(pyseccomp.ALLOW, "prctl", pyseccomp.Arg(0, pyseccomp.EQ, _SET_NAME))
    # Memory is given, never memory that runs.
    no_code = pyseccomp.Arg(2, pyseccomp.MASKED_EQ, _PROT_EXEC, 0)
    wall.add_rule(pyseccomp.ALLOW, "mmap", no_code)
    wall.add_rule(pyseccomp.ALLOW, "mprotect", no_code)
    wall.load()
