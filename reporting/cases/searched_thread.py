"""One conversation as a search reads it: what was written, as far as this person's keys open it, and nothing verified.

Whoever follows a find opens the thread, where each message is verified before it is believed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reporting.beside.skim import SealedText, SealedThread
from reporting.cases.keyring import Keyring
from reporting.cases.sealing import Place
from reporting.cases.search_view import Where
from reporting.model.kind import Kind
from reporting.store.messages import Message
from reporting.store.threads import Thread
from reporting.store.wraps import Wrap
from reporting.vault.envelope import Envelope, open_envelope, recipient_kids
from reporting.vault.notation import Unreadable
from reporting.vault.payload import Payload
from reporting.vault.thread_keys import ThreadKeys
from reporting.vault.xwing import PrivateKey, kid_of

_WHERE: dict[Kind, Where] = {
    Kind.WEB: "reporter",
    Kind.SMS: "reporter",
    Kind.STAFF_REPLY: "staff",
    Kind.NOTE: "note",
}
TEXTS = frozenset(_WHERE)
WITH_SUMMARY = TEXTS | {Kind.SUMMARY}


@dataclass(frozen=True, slots=True)
class Written:
    """One text of the conversation; `seq` None for its summary."""

    where: Where
    seq: int | None
    text: str = field(repr=False)


Fetch = Callable[[Thread], Message | None]


def _nothing_more(_thread: Thread) -> None:
    return None


class SearchedThread:
    """Keys are derived when something is sealed to them: most conversations hold no note."""

    def __init__(
        self,
        row: Thread,
        keyring: Keyring,
        *,
        wraps: Sequence[Wrap],
        messages: Sequence[Message],
        shred_key: bytes,
        fetch: Fetch = _nothing_more,
    ) -> None:
        """`fetch` gives its summary, where that is not among the messages: few conversations are asked for it."""
        self.row = row
        self._keyring = keyring
        self._fetch = fetch
        self._wraps = wraps
        self._messages = messages
        self._place = Place(row.district, row.id, shred_key)

    def __repr__(self) -> str:
        return f"SearchedThread({self.row.reference!r})"

    def sealed(self) -> SealedThread | None:
        """As it lies there, with a wrap whose key this person has; None without one."""
        for wrap in self._wraps:
            if self._keyring.opener(wrap) is not None:
                row = self.row
                return SealedThread(
                    row.id,
                    *self._thread_kids,
                    self._place.shred_key,
                    wrap.epoch,
                    wrap.kid,
                    wrap.sealed,
                    [
                        SealedText(one.id, one.kind, one.core, one.recipients)
                        for one in reversed(self._messages)
                    ],
                )
        return None

    def written(self) -> Iterator[Written]:
        """Newest first. What does not open is another's, or damaged, and is left out."""
        for message in reversed(self._messages):
            where = _WHERE.get(message.kind)
            payload = self._opened(message) if where is not None else None
            if where is not None and payload is not None and payload.text:
                yield Written(where, message.seq, payload.text)

    def note_codes(self) -> frozenset[str]:
        """Of its notes that this person's keys open: what each says it is."""
        opened = (self._opened(one) for one in self._messages if one.kind is Kind.NOTE)
        return frozenset(one.code for one in opened if one is not None and one.code)

    @cached_property
    def opens(self) -> bool:
        """Whether this person holds a key of it at all."""
        return self.holds_keys or self.summary is not None

    @property
    def holds_keys(self) -> bool:
        """Whether they can read all of it, and not only what was sealed to a queue of theirs directly."""
        return self._keys is not None

    @cached_property
    def summary(self) -> Payload | None:
        """The newest one: its category, its severity, its first words."""
        seq = self.row.summary_seq
        stored = next((one for one in self._messages if one.seq == seq), None) or self._fetch(self.row)
        return None if stored is None else self._opened(stored)

    @cached_property
    def _keys(self) -> ThreadKeys | None:
        return self._keyring.thread_keys(self.row.id, self._wraps, (self.row.talk_pk, self.row.case_pk))

    @cached_property
    def _thread_kids(self) -> tuple[bytes, bytes]:
        return kid_of(self.row.talk_pk), kid_of(self.row.case_pk)

    def _opened(self, message: Message) -> Payload | None:
        try:
            for kid in recipient_kids(message.recipients):
                key = self._key(kid)
                if key is not None:
                    context = self._place.context(message.id, message.kind)
                    envelope = Envelope(message.core, message.recipients)
                    return Payload.from_bytes(
                        open_envelope(context, envelope, self._place.shred_key, key).payload
                    )
        except Unreadable:
            return None
        return None

    def _key(self, kid: bytes) -> PrivateKey | None:
        if kid in self._thread_kids:
            keys = self._keys
            return None if keys is None else keys.talk if kid == self._thread_kids[0] else keys.case
        return self._keyring.present(kid)
