"""Starts the child, one for each file, and believes nothing that it says but a type of the list and a length."""

import logging
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from reporting.files.child import OUTPUT
from reporting.files.kinds import LARGEST, CleanType, FileKind, kind_of
from reporting.files.refusals import FileRefused

_log = logging.getLogger("reporting.files")
_HOUSE = str(Path(__file__).parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[2]); from reporting.files.child import FileKind, main; main(FileKind(sys.argv[1]))"
PATIENCE_S = 60
_LONGEST_LINE = 64


@dataclass(frozen=True, slots=True, repr=False)
class CleanFile:
    """What may be sealed: a type of the list, and bytes that say nothing of who, where and when."""

    type: CleanType
    data: bytes


class Cleaner:
    """`at_once`: how many files are parsed at the same time; a few more wait for their turn."""

    def __init__(self, at_once: int = 2, *, wait_s: float = 20) -> None:
        self._turn = threading.BoundedSemaphore(at_once)
        self._wait_s = wait_s

    def clean(self, data: bytes) -> CleanFile:
        """Raises FileRefused: empty, too_large, unknown_type, unreadable, too_many_pixels, locked, busy."""
        if not data:
            raise FileRefused("empty")
        if len(data) > LARGEST:
            raise FileRefused("too_large")
        kind = kind_of(data)
        if kind is None:
            raise FileRefused("unknown_type")
        if not self._turn.acquire(timeout=self._wait_s):
            raise FileRefused("busy")
        try:
            return _read(_run(kind, data), kind)
        finally:
            self._turn.release()


def _run(kind: FileKind, data: bytes) -> bytes:
    """What the child wrote. Both files live in memory alone, and the child inherits nothing else."""
    came, left = os.memfd_create("in", os.MFD_CLOEXEC), os.memfd_create("out", os.MFD_CLOEXEC)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(came, view) :]
        os.lseek(came, 0, os.SEEK_SET)
        try:
            ended = subprocess.run(  # noqa: S603 -- our own interpreter and our own words
                [sys.executable, "-I", "-B", "-c", _START, kind.value, _HOUSE],
                stdin=came,
                stdout=left,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                close_fds=True,
                timeout=PATIENCE_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise FileRefused("unreadable") from None
        if ended.returncode != 0:
            # A signal here is the jail: worth a line, without a word of the file.
            _log.warning("a parser of %s ended with %d", kind.value, ended.returncode)
            raise FileRefused("unreadable")
        size = min(os.fstat(left).st_size, OUTPUT)
        return os.pread(left, size, 0)
    finally:
        os.close(came)
        os.close(left)


def _read(written: bytes, kind: FileKind) -> CleanFile:
    line, _, cleaned = written.partition(b"\n")
    words = line[:_LONGEST_LINE].decode("ascii", "replace").split(" ")
    if words[0] == "refused":
        raise FileRefused(
            words[-1] if words[-1] in {"too_large", "too_many_pixels", "locked"} else "unreadable"
        )
    try:
        clean_type = CleanType(words[0])
    except ValueError:
        raise FileRefused("unreadable") from None
    if clean_type.kind is not kind or not 0 < len(cleaned) <= LARGEST:
        raise FileRefused("unreadable")
    return CleanFile(clean_type, cleaned)
