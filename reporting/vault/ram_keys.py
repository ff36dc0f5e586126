"""Keys that live in RAM alone: a restart forgets them, and what they sealed with them.

The supervisor writes them into one memory file, seals it against any change, and passes its
descriptor on; so a worker that is started again, by fork or spawn, has the same keys.
"""

import fcntl
import os
from collections.abc import Mapping

from reporting.vault.notation import KEY_LENGTH, new_key
from reporting.vault.redacted import Redacted

NAMES = ("sess", "form", "out", "limit", "cache")
_VERSION = 1
_LENGTH = 2 + len(NAMES) * KEY_LENGTH
_SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL


class KeyWithheld(RuntimeError):
    """A process asks for a key that it was not given. Pass it in where the process is started."""


class RamKeysInvalid(RuntimeError):
    """The descriptor holds no sealed keys. Start the service through its supervisor."""


class RamKeys(Redacted):
    """Some or all of the five keys, and the descriptor of the sealed memory file that holds them."""

    def __init__(self, keys: Mapping[str, bytes], fd: int) -> None:
        self._keys = dict(keys)
        self.fd = fd

    @classmethod
    def create(cls) -> "RamKeys":
        """Draw all five. Call once, before any worker starts."""
        return _publish({name: new_key() for name in NAMES})

    @classmethod
    def from_fd(cls, fd: int) -> "RamKeys":
        """The keys that a parent passed on. Raises RamKeysInvalid."""
        try:
            seals = fcntl.fcntl(fd, fcntl.F_GET_SEALS)
            raw = os.pread(fd, _LENGTH + 1, 0)
        except OSError:
            seals, raw = 0, b""
        if seals & _SEALS != _SEALS or len(raw) != _LENGTH or raw[0] != _VERSION:
            raise RamKeysInvalid(f"descriptor {fd} holds no sealed keys; start through the supervisor")
        present = [name for bit, name in enumerate(NAMES) if raw[1] >> bit & 1]
        return cls({name: _slice(raw, name) for name in present}, fd)

    def only(self, *names: str) -> "RamKeys":
        """A memory file of its own with these keys alone, for a process that may have no others."""
        return _publish({name: self._get(name) for name in names})

    def close(self) -> None:
        os.close(self.fd)

    @property
    def sess(self) -> bytes:
        """Seals the sessions of staff."""
        return self._get("sess")

    @property
    def form(self) -> bytes:
        """Seals the form tokens of reporters."""
        return self._get("form")

    @property
    def out(self) -> bytes:
        """Seals text messages to students that wait to be sent."""
        return self._get("out")

    @property
    def limit(self) -> bytes:
        """Keys the limiter."""
        return self._get("limit")

    @property
    def cache(self) -> bytes:
        """Seals what is kept for minutes, e.g. the words of a repeated submission."""
        return self._get("cache")

    def _get(self, name: str) -> bytes:
        if name not in self._keys:
            raise KeyWithheld(f"this process was not given the key {name!r}; pass it in where it is started")
        return self._keys[name]


def _slice(raw: bytes, name: str) -> bytes:
    start = 2 + NAMES.index(name) * KEY_LENGTH
    return raw[start : start + KEY_LENGTH]


def _publish(keys: Mapping[str, bytes]) -> RamKeys:
    present = sum(1 << bit for bit, name in enumerate(NAMES) if name in keys)
    body = b"".join(keys.get(name, bytes(KEY_LENGTH)) for name in NAMES)
    fd = os.memfd_create("quietline-ram-keys", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.write(fd, bytes([_VERSION, present]) + body)
    fcntl.fcntl(fd, fcntl.F_ADD_SEALS, _SEALS)
    return RamKeys(keys, fd)
