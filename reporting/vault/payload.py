"""What stands inside an envelope: a JSON object in UTF-8, authenticated as bytes.

Unknown members are ignored, so that later versions may add some. A name that comes twice is
refused: two readers must never see two different messages.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reporting.vault.notation import HASH_LENGTH, Unreadable
from reporting.vault.redacted import Redacted


class Seen(NamedTuple):
    """The last message that the writer was shown: its number and its link of 32 bytes."""

    seq: int
    link: bytes


class File(NamedTuple):
    id: bytes
    type: str
    size: int
    sha256: bytes


def encode(members: Mapping[str, Any]) -> bytes:
    """Raises ValueError, without the text, when a string holds half a surrogate pair or a number is not finite."""
    try:
        return json.dumps(members, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (UnicodeEncodeError, ValueError):
        pass
    # Raised outside the handler: the codec's own error carries the text.
    raise ValueError("the payload holds what UTF-8 JSON cannot; clean the text before sealing")


def decode(raw: bytes) -> dict[str, Any]:
    """Raises Unreadable for anything but one object whose names are unique at every depth."""
    try:
        value = _DECODER.decode(raw.decode("utf-8"))
        if b"\\ud" in raw or b"\\uD" in raw:
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        value = None
    # Raised outside the handler: the parser's own error carries the whole text.
    if not isinstance(value, dict):
        raise Unreadable
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError
    return members


def _refuse(_constant: str) -> None:
    raise ValueError


# Made once: `json.loads` makes one for each of an inbox's summaries.
_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse)


@dataclass(frozen=True, slots=True, repr=False)
class Payload(Redacted):
    """The members that every kind shares; `more` holds those of one kind, e.g. a triage trace.

    `at` is in unix seconds (rounded to the hour by the caller where times must be coarse),
    `roster` the number of the roster entry that a member of staff knew when signing,
    `code` and `params` name a text of the system that is written in the reader's language.
    """

    at: int
    text: str | None = None
    lang: str | None = None
    seen: Seen | None = None
    roster: int | None = None
    files: tuple[File, ...] = ()
    code: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        members: dict[str, Any] = {"at": self.at}
        members |= {name: getattr(self, name) for name in _PLAIN if getattr(self, name) is not None}
        if self.seen:
            members["seen"] = [self.seen.seq, self.seen.link.hex()]
        if self.files:
            members["files"] = [_file_members(file) for file in self.files]
        if self.params:
            members["params"] = dict(self.params)
        clash = _KNOWN & self.more.keys()
        if clash:
            raise ValueError(f"these members have a place of their own: {sorted(clash)}")
        return encode(members | dict(self.more))

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Payload":
        """Raises Unreadable, also when a known member has a wrong type."""
        members = decode(raw)
        known = _read(members)
        if known is None:
            raise Unreadable
        return cls(**known, more={name: value for name, value in members.items() if name not in _KNOWN})


_PLAIN = {"text": str, "lang": str, "roster": int, "code": str}
_KNOWN = frozenset({"at", "seen", "files", "params", *_PLAIN})


def _read(members: dict[str, Any]) -> dict[str, Any] | None:
    """The known members, or None: the error of a failed conversion would carry what it failed on."""
    try:
        known: dict[str, Any] = {"at": _typed(members["at"], int)}
        for name, kind in _PLAIN.items():
            if name in members:
                known[name] = _typed(members[name], kind)
        if "seen" in members:
            seq, link = members["seen"]
            known["seen"] = Seen(_typed(seq, int), _hash(link))
        if "files" in members:
            known["files"] = tuple(_file(entry) for entry in _typed(members["files"], list))
        if "params" in members:
            params = _typed(members["params"], dict)
            known["params"] = {name: _typed(value, str) for name, value in params.items()}
    except (KeyError, TypeError, ValueError):
        return None
    return known


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError
    return value


def _hash(value: Any) -> bytes:
    raw = bytes.fromhex(_typed(value, str))
    if len(raw) != HASH_LENGTH:
        raise ValueError
    return raw


def _file_members(file: File) -> dict[str, Any]:
    return {"id": file.id.hex(), "type": file.type, "size": file.size, "sha256": file.sha256.hex()}


def _file(entry: Any) -> File:
    return File(
        bytes.fromhex(_typed(entry["id"], str)),
        _typed(entry["type"], str),
        _typed(entry["size"], int),
        _hash(entry["sha256"]),
    )
