"""The files of the trust directory: durable writes, the log of entries, the pin."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reporting.vault.notation import HASH_LENGTH, ID_LENGTH, u32

Signed = tuple[bytes, bytes]
_PRIVATE_FILE = 0o600


@dataclass(frozen=True, slots=True)
class Pin:
    """District, fingerprint (hex SHA-256) of the first root, and how far the log was verified."""

    district: bytes
    root: str
    n: int
    head: bytes

    def to_json(self) -> bytes:
        members = {"district": self.district.hex(), "root": self.root, "n": self.n, "head": self.head.hex()}
        return json.dumps(members, indent=1).encode() + b"\n"

    @classmethod
    def from_json(cls, raw: bytes) -> "Pin":
        """Raises ValueError."""
        try:
            members = json.loads(raw)
            pin = cls(
                bytes.fromhex(members["district"]),
                str(members["root"]),
                int(members["n"]),
                bytes.fromhex(members["head"]),
            )
        except (KeyError, TypeError):
            raise ValueError from None
        if len(pin.district) != ID_LENGTH or len(pin.head) != HASH_LENGTH or pin.n < 1:
            raise ValueError
        return pin


def split_log(raw: bytes) -> tuple[list[Signed], int]:
    """The whole records of a log, and where they end. What follows is a write that was cut off."""
    entries: list[Signed] = []
    at = 0
    while True:
        entry, after_entry = _field(raw, at)
        signature, after = _field(raw, after_entry)
        if entry is None or signature is None:
            return entries, at
        entries.append((entry, signature))
        at = after


def _field(raw: bytes, at: int) -> tuple[bytes | None, int]:
    start = at + len(u32(0))
    end = start + int.from_bytes(raw[at:start], "big")
    return (raw[start:end], end) if start <= end <= len(raw) and start <= len(raw) else (None, at)


def write_new(path: Path, content: bytes) -> None:
    """Make a private file that survives a power cut once its directory is synchronised."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE), "wb") as file:
        _flush(file.fileno(), content)


def replace_file(path: Path, content: bytes) -> None:
    """Put a new content in place of the old, never half of it. The caller holds the lock."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    write_new(fresh, content)
    fresh.replace(path)
    sync_directory(path.parent)


def append_record(path: Path, whole: int, record: bytes) -> None:
    """Append after the `whole` bytes that were verified, dropping a tail that was cut off; durable on return."""
    with os.fdopen(os.open(path, os.O_WRONLY), "wb") as file:
        os.ftruncate(file.fileno(), whole)
        os.lseek(file.fileno(), 0, os.SEEK_END)
        _flush(file.fileno(), record)


def sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """One writer at a time, over threads and processes."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _flush(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
    os.fsync(descriptor)
