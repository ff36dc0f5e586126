"""How far the acts over the rules were verified, and the rules of that moment: `rules.json` in the trust directory.

The database's owner cannot write there. So deleting the newest acts shows, and the last good rules are at hand
when the database's are not to be trusted.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from reporting.vault.notation import HASH_LENGTH
from reporting.vault.redacted import Redacted
from reporting.vault.rule_acts import NO_HEAD, SHIPPED_ALONE
from reporting.vault.trust_files import locked, replace_file

FILE = "rules.json"


@dataclass(frozen=True, slots=True, repr=False)
class RulePin(Redacted):
    """`n` acts were verified, `head` names them; `hash` is in force since, `sealed` is its text."""

    n: int = 0
    head: bytes = NO_HEAD
    hash: bytes = SHIPPED_ALONE
    sealed: bytes = b""


class RulePinFile:
    """Threads and processes share it; it only ever moves on."""

    def __init__(self, trust: Path) -> None:
        self._trust = trust

    def read(self) -> RulePin | None:
        """An empty pin where nothing was ever put in force; None when the file is damaged."""
        try:
            raw = (self._trust / FILE).read_bytes()
        except FileNotFoundError:
            return RulePin()
        try:
            return _pin(raw)
        except (KeyError, TypeError, ValueError):
            return None

    def move_on(self, pin: RulePin) -> None:
        """Write a pin that is further than the one that is there; another process may have been faster. Raises OSError."""
        with locked(self._trust):
            there = self.read()
            if there is None or there.n < pin.n:
                replace_file(self._trust / FILE, _json(pin))


def _json(pin: RulePin) -> bytes:
    members = {"n": pin.n, "head": pin.head.hex(), "hash": pin.hash.hex(), "sealed": pin.sealed.hex()}
    return json.dumps(members, indent=1).encode() + b"\n"


def _pin(raw: bytes) -> RulePin:
    members = json.loads(raw)
    pin = RulePin(
        int(members["n"]),
        bytes.fromhex(members["head"]),
        bytes.fromhex(members["hash"]),
        bytes.fromhex(members["sealed"]),
    )
    if pin.n < 0 or len(pin.head) != HASH_LENGTH or len(pin.hash) != HASH_LENGTH:
        raise ValueError
    return pin
