"""The keyed link of each message to the one before it, made by the store when it gives the place. See vault.md §4."""

from reporting.model.ids import DistrictId, ThreadId
from reporting.store.messages import Draft, Linker
from reporting.vault import chain


class Chain:
    def __init__(self, district: DistrictId, key: bytes) -> None:
        self._district = district
        self._key = key

    def __repr__(self) -> str:
        return "Chain(<key>)"

    def of(self, thread: ThreadId) -> Linker:
        """(seq, draft, previous link) → the link of 32 bytes."""

        def link(seq: int, draft: Draft, previous: bytes) -> bytes:
            return chain.link(
                self._key,
                self._district,
                thread,
                seq,
                draft.id,
                draft.kind,
                draft.minute,
                chain.core_hash(draft.core),
                previous,
            )

        return link
