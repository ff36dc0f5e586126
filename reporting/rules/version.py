"""A version of the district's own rules: its text, what staff added, and a note. Sealed in the store, hash in clear."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reporting.model.ids import DistrictId, MemberId
from reporting.rules.edits import Edit, from_members, to_members
from reporting.store.rule_versions import StoredVersion
from reporting.store.tables.rules import VersionState
from reporting.vault.notation import Unreadable, label, lp, sha256, u32
from reporting.vault.rule_acts import text_hash
from reporting.vault.service_box import ServiceBox


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """`hash` is that of `text`, and is what gets signed. `author` wrote it last; `minute` is since when it stands so."""

    number: int
    parent: bytes
    state: VersionState
    author: MemberId
    minute: int
    text: str
    edits: tuple[Edit, ...]
    note: str = ""
    proposal: bytes | None = None

    @property
    def hash(self) -> bytes:
        return text_hash(self.text)

    def __repr__(self) -> str:
        return f"RuleVersion({self.number}, {self.state})"


class Envelopes:
    """Seals and opens versions and whole rule books under the service key."""

    def __init__(self, service: ServiceBox, district: DistrictId) -> None:
        self._service = service
        self._district = district

    def seal_version(self, version: RuleVersion) -> StoredVersion:
        members = {"text": version.text, "edits": to_members(version.edits), "note": version.note}
        return StoredVersion(
            version.number,
            version.hash,
            version.parent,
            version.state,
            version.author,
            version.minute,
            version.proposal,
            self._seal(members, self._version_row(version.number)),
        )

    def open_version(self, stored: StoredVersion) -> RuleVersion:
        """Raises Unreadable, for a text too that is not the one of its hash."""
        members = self._open(stored.sealed, self._version_row(stored.n))
        version = RuleVersion(
            number=stored.n,
            parent=stored.parent,
            state=stored.state,
            author=stored.author,
            minute=stored.minute,
            text=str(members["text"]),
            edits=from_members(members["edits"]),
            note=str(members["note"]),
            proposal=stored.proposal,
        )
        if version.hash != stored.hash:
            raise Unreadable
        return version

    def seal_book(self, rulebook: bytes, texts: Mapping[str, str]) -> bytes:
        return self._seal(dict(texts), self._book_row(rulebook))

    def open_book(self, rulebook: bytes, sealed: bytes) -> dict[str, str]:
        """Raises Unreadable."""
        return {str(name): str(text) for name, text in self._open(sealed, self._book_row(rulebook)).items()}

    def _seal(self, members: Mapping[str, object], row: bytes) -> bytes:
        return self._service.seal(zlib.compress(json.dumps(members, ensure_ascii=False).encode()), row)

    def _open(self, sealed: bytes, row: bytes) -> dict[str, Any]:
        # What opens was sealed by us: it cannot be a bomb, nor anything but an object.
        found = json.loads(zlib.decompress(self._service.open(sealed, row)))
        return dict(found)

    def _version_row(self, number: int) -> bytes:
        return sha256(lp(label("rule-version"), self._district, u32(number)))

    def _book_row(self, rulebook: bytes) -> bytes:
        return sha256(lp(label("rule-text"), self._district, rulebook))
