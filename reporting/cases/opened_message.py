"""Open the messages of a thread and say of each whether it can be believed. One that fails is marked; all others are shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reporting.cases.sealing import Place
from reporting.model.ids import MemberId
from reporting.model.kind import Kind
from reporting.store.messages import Message
from reporting.vault import chain
from reporting.vault.authorship import (
    SeenMember,
    SeenNothing,
    SeenReporter,
    verify_member,
    verify_reporter,
    verify_system,
)
from reporting.vault.envelope import Envelope, Opened, open_envelope, recipient_kids
from reporting.vault.notation import HASH_LENGTH, Unreadable, same
from reporting.vault.payload import Payload
from reporting.vault.xwing import PrivateKey

Failure = Literal["unreadable", "unverified", "order"]


@dataclass(frozen=True, slots=True)
class OpenedMessage:
    """`payload` is None where it did not open. `member` is set for what a member of staff signed."""

    stored: Message
    payload: Payload | None
    member: MemberId | None
    failure: Failure | None

    def __repr__(self) -> str:
        return f"OpenedMessage(seq={self.stored.seq})"

    @property
    def text(self) -> str:
        return (self.payload.text if self.payload else None) or ""


@dataclass(frozen=True, slots=True)
class Believed:
    """Whose signatures count. `member_ed(member, entry)`: the key of that day, by the number of a roster entry;
    raises Unreadable. `system`: the system's keys, present and past.
    """

    member_ed: Callable[[MemberId, int], bytes]
    system: Sequence[bytes]


def written_in(opened: Iterable[OpenedMessage]) -> str:
    """The language that the student writes, as the first message that says one; English before that."""
    return next((one.payload.lang for one in opened if one.payload and one.payload.lang), None) or "en"


class ThreadOpener:
    """Opens with the keys at hand: the talk key for reporter and staff, the case key for staff, a queue's own
    for messages that were sealed to it directly.
    """

    def __init__(self, chain_key: bytes, believed: Callable[[], Believed]) -> None:
        self._chain_key = chain_key
        self._believed = believed

    def open(
        self,
        place: Place,
        messages: Sequence[Message],
        keys: Iterable[PrivateKey],
        *,
        talk_seed: bytes | None,
        kinds: frozenset[Kind],
        contact_shred_key: bytes | None = None,
        told: frozenset[Kind] = frozenset(),
        before: Sequence[Message] = (),
    ) -> list[OpenedMessage]:
        """Every message of `kinds`, in order. `messages` must be all of the thread, so that the chain is seen; or all
        that followed on `before`, which this opener has seen already.

        A break of the chain at a message of another kind than `told` is shown at the next one that is, or the last.
        """
        by_kid = {key.public.kid: key for key in keys}
        links = {message.seq: message.link for message in (*before, *messages)}
        broken = _told(messages, set(self._broken(place, messages, before)), told)
        opened = []
        for message in messages:
            if message.kind not in kinds:
                continue
            where = place
            if message.kind is Kind.CONTACT:
                if contact_shred_key is None:
                    continue
                where = Place(place.district, place.thread, contact_shred_key)
            opened.append(
                self._one(where, message, by_kid, talk_seed, links, in_order=message.seq not in broken)
            )
        return opened

    def _broken(self, place: Place, messages: Sequence[Message], before: Sequence[Message]) -> Iterator[int]:
        """Which links do not hold: a database writer without the server key reordered, inserted or removed."""
        previous, expected = (before[-1].link, before[-1].seq + 1) if before else (chain.FIRST_LINK, 1)
        for message in messages:
            link = chain.link(
                self._chain_key,
                place.district,
                place.thread,
                message.seq,
                message.id,
                message.kind,
                message.minute,
                _digest(message.core),
                previous,
            )
            if message.seq != expected or not same(link, message.link):
                yield message.seq
            previous, expected = message.link, message.seq + 1

    def _one(
        self,
        place: Place,
        message: Message,
        by_kid: dict[bytes, PrivateKey],
        talk_seed: bytes | None,
        links: dict[int, bytes],
        *,
        in_order: bool,
    ) -> OpenedMessage:
        try:
            opened = _unseal(place, message, by_kid)
            payload = Payload.from_bytes(opened.payload)
        except Unreadable:
            return OpenedMessage(message, None, None, "unreadable")
        member = opened.auth.member if isinstance(opened.auth, SeenMember) else None
        try:
            self._verify(place, message, opened, payload, talk_seed)
        except Unreadable:
            return OpenedMessage(message, payload, member, "unverified")
        told = payload.seen
        if not in_order or (told is not None and not same(links.get(told.seq, b""), told.link)):
            return OpenedMessage(message, payload, member, "order")
        return OpenedMessage(message, payload, member, None)

    def _verify(
        self, place: Place, message: Message, opened: Opened, payload: Payload, talk_seed: bytes | None
    ) -> None:
        where = place.context(message.id, message.kind).encoded()
        if isinstance(opened.auth, SeenNothing):
            return
        if isinstance(opened.auth, SeenMember):
            if payload.roster is None:
                raise Unreadable
            ed = self._believed().member_ed(opened.auth.member, payload.roster)
            verify_member(where, opened.payload, opened.auth, opened.auth.member, ed)
        elif isinstance(opened.auth, SeenReporter):
            # Who reads by a queue's own key has no talk seed; the words are shown, with no claim about them.
            if talk_seed is not None:
                verify_reporter(where, opened.payload, opened.auth, talk_seed)
        else:
            verify_system(where, opened.payload, opened.auth, self._believed().system)


def _digest(core: bytes) -> bytes:
    """Of an erased message its digest is left; no envelope is as short as that."""
    return core if len(core) == HASH_LENGTH else chain.core_hash(core)


def _told(messages: Sequence[Message], broken: set[int], told: frozenset[Kind]) -> set[int]:
    seqs = [message.seq for message in messages if message.kind in told]
    if not seqs:
        return broken
    shown = set(seqs)
    later = {seq: next((one for one in seqs if one > seq), seqs[-1]) for seq in broken - shown}
    return broken | set(later.values())


def _unseal(place: Place, message: Message, by_kid: dict[bytes, PrivateKey]) -> Opened:
    envelope = Envelope(message.core, message.recipients)
    for kid in recipient_kids(message.recipients):
        if kid in by_kid:
            return open_envelope(
                place.context(message.id, message.kind), envelope, place.shred_key, by_kid[kid]
            )
    raise Unreadable
