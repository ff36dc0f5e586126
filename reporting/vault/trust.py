"""The trust directory: what the database's owner must not be able to change.

It lies outside the database and its backup, mode 0700: `server.key`, `system.key`, `roster.log`
(every entry and signature, each with its length) and `pin.json` (district, fingerprint of the
first root, how far the log was verified). Tips go on being taken whatever the database says.
"""

import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import NamedTuple

from reporting.vault.notation import KEY_LENGTH, lp, new_key, sha256
from reporting.vault.redacted import Redacted
from reporting.vault.roster import Roster
from reporting.vault.roster_acts import Begin
from reporting.vault.roster_entry import RosterRefused, sign
from reporting.vault.signing import SigningKey
from reporting.vault.trust_files import (
    Pin,
    Signed,
    append_record,
    locked,
    replace_file,
    split_log,
    sync_directory,
    write_new,
)

SERVER_KEY = "server.key"
SYSTEM_KEY = "system.key"
LOG = "roster.log"
PIN = "pin.json"
_RESTORE = "restore the trust directory from its own backup"


class TrustMissing(RuntimeError):
    """There is no trust directory where the settings say."""


class TrustInvalid(RuntimeError):
    """The trust directory is damaged, open to others, or another district's. Restore it."""


class _Log(NamedTuple):
    """The verified log: its entries, the state after them, and how many bytes of the file they take."""

    entries: tuple[Signed, ...]
    roster: Roster
    size: int


class TrustDirectory(Redacted):
    """A verified trust directory. `roster` is the state that feeds every wrap."""

    def __init__(self, path: Path, server_key: bytes, system_key: SigningKey, log: _Log) -> None:
        self.path = path
        self.server_key = server_key
        self.system_key = system_key
        # One value, so that another thread never sees a state without its entries.
        self._log = log

    @property
    def roster(self) -> Roster:
        return self._log.roster

    @property
    def district(self) -> bytes:
        return self._log.roster.district

    @property
    def entries(self) -> tuple[Signed, ...]:
        """All (entry, signature) pairs, as the database should have them."""
        return self._log.entries

    @classmethod
    def create(cls, path: Path, *, district: bytes, name: str, root: SigningKey, at: int) -> "TrustDirectory":
        """Draw server and system keys and write entry 0; `at` in unix seconds.

        Whole or not at all. Raises TrustInvalid when something is there already.
        """
        if path.exists() and any(path.iterdir()):
            raise TrustInvalid(f"{path} is not empty; a trust directory is made once, in an empty place")
        system = SigningKey.generate()
        raw = Roster(district).draft(None, at, Begin(district, name, root.public, system.public))
        signature = sign(raw, root)
        roster = Roster(district).extend(raw, signature)
        path.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        try:
            write_new(half / SERVER_KEY, new_key())
            write_new(half / SYSTEM_KEY, system.seed)
            write_new(half / LOG, lp(raw, signature))
            write_new(half / PIN, _pin(roster).to_json())
            sync_directory(half)
            half.replace(path)
        except OSError:
            shutil.rmtree(half, ignore_errors=True)
            raise
        sync_directory(path.parent)
        return cls.load(path)

    @classmethod
    def load(cls, path: Path) -> "TrustDirectory":
        """Read and verify everything. Raises TrustMissing or TrustInvalid, whose text is the remedy."""
        _check_private(path)
        try:
            pin = Pin.from_json(_read(path, PIN))
        except ValueError:
            raise _invalid(path, f"{PIN} is damaged") from None
        log = _verified(path, pin)
        server_key, system_seed = _read(path, SERVER_KEY), _read(path, SYSTEM_KEY)
        if len(server_key) != KEY_LENGTH or len(system_seed) != KEY_LENGTH:
            raise _invalid(path, "a key has a wrong length")
        system_key = SigningKey(system_seed)
        if system_key.public != log.roster.system_keys[0]:
            raise _invalid(path, f"{SYSTEM_KEY} is not the key that the roster names")
        return cls(path, server_key, system_key, log)

    def append(self, raw: bytes, signature: bytes) -> Roster:
        """Write an entry that the database has committed: to disk first, then into `roster`.

        Repeating an entry that is there already changes nothing. Raises RosterRefused when it
        breaks a rule or another stands in its place: refresh and sign again on top of that.
        """
        with locked(self.path):
            self.refresh()
            log = self._log
            if (raw, signature) in log.entries:
                return log.roster
            roster = log.roster.extend(raw, signature)
            record = lp(raw, signature)
            append_record(self.path / LOG, log.size, record)
            replace_file(self.path / PIN, _pin(roster).to_json())
            self._log = _Log((*log.entries, (raw, signature)), roster, log.size + len(record))
            return roster

    def refresh(self) -> bool:
        """Take over what another process appended; whether there was something. Call every 5 s.

        Raises TrustInvalid when the log no longer begins with what this process has verified.
        """
        log = self._log
        if (self.path / LOG).stat().st_size == log.size:
            return False
        entries, size = split_log(_read(self.path, LOG))
        if tuple(entries[: len(log.entries)]) != log.entries:
            raise _invalid(self.path, f"{LOG} was changed while the service ran")
        roster = _extended(self.path, log.roster, entries[len(log.entries) :])
        self._log = _Log(tuple(entries), roster, size)
        return roster is not log.roster


def _pin(roster: Roster) -> Pin:
    return Pin(roster.district, fingerprint(roster.first_root), roster.length, roster.head)


def fingerprint(root: bytes) -> str:
    """Hex SHA-256 of a root's public key, as `pin.json` and the people who wrote it down know it."""
    return sha256(root).hex()


def _verified(path: Path, pin: Pin) -> _Log:
    entries, size = split_log(_read(path, LOG))
    if len(entries) < pin.n:
        raise _invalid(path, f"{LOG} is shorter than {PIN} says")
    roster = _extended(path, Roster(pin.district), entries[: pin.n])
    if roster.head != pin.head or fingerprint(roster.first_root) != pin.root:
        raise _invalid(path, f"{LOG} is not the one that {PIN} describes")
    # Longer than the pin is a stop between the two writes.
    return _Log(tuple(entries), _extended(path, roster, entries[pin.n :]), size)


def _extended(path: Path, roster: Roster, entries: list[Signed]) -> Roster:
    try:
        for raw, signature in entries:
            roster = roster.extend(raw, signature)
    except RosterRefused:
        raise _invalid(path, f"{LOG} breaks a rule of the roster") from None
    return roster


def _check_private(path: Path) -> None:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise TrustMissing(
            f"there is no trust directory at {path}; {_RESTORE}, or set the service up if it is new"
        ) from None
    if not stat.S_ISDIR(status.st_mode):
        raise _invalid(path, "it is no directory")
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
        raise TrustInvalid(f"{path} is open to others; make it the service's own: chmod 700 {path}")


def _read(path: Path, name: str) -> bytes:
    try:
        return (path / name).read_bytes()
    except OSError:
        raise _invalid(path, f"{name} cannot be read") from None


def _invalid(path: Path, what: str) -> TrustInvalid:
    return TrustInvalid(f"the trust directory {path} is damaged: {what}; {_RESTORE}")
