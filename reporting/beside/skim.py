"""Whether a conversation is worth a look: the quick half of a search, the same here and in the process beside.

It says no more than yes or no. A yes is looked at again by the longer way, which alone decides and shows.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reporting.model.kind import Kind
from reporting.model.terms import Term, fold
from reporting.vault.envelope import Context, Envelope, skim
from reporting.vault.notation import Unreadable
from reporting.vault.redacted import Redacted
from reporting.vault.thread_keys import skimmed_thread
from reporting.vault.xwing import PrivateKey

KeyOf = Callable[[bytes], PrivateKey | None]


class SealedText(NamedTuple):
    id: bytes
    kind: Kind
    core: bytes
    recipients: bytes


class SealedThread(NamedTuple):
    """As it lies in the database. `talk` and `case`: names of its two keys; `wrap`: its root, sealed to the key `kid`;
    `texts`: the newest first.
    """

    id: bytes
    talk: bytes
    case: bytes
    shred_key: bytes
    epoch: int
    kid: bytes
    wrap: bytes
    texts: Sequence[SealedText]

    def __repr__(self) -> str:
        return "SealedThread(<sealed>)"


@dataclass(frozen=True, slots=True)
class Question:
    """`categories`: which terms what a category is called holds, by its code. Of any other no summary need be opened."""

    terms: tuple[Term, ...] = field(repr=False)
    categories: Mapping[str, frozenset[int]] = field(repr=False)

    @property
    def in_categories(self) -> frozenset[int]:
        return frozenset[int]().union(*self.categories.values())

    def in_text(self, text: str) -> frozenset[int]:
        """Numbers of the terms that occur."""
        folded = fold(text)
        return frozenset(n for n, term in enumerate(self.terms) if term.stands_in(folded))


class Skim(Redacted):
    """`key_of`: what somebody who searches holds, by its name."""

    def __init__(self, district: bytes, question: Question, key_of: KeyOf) -> None:
        self._district = district
        self._question = question
        self._key_of = key_of
        self._all = frozenset(range(len(question.terms)))
        self._in_categories = question.in_categories

    def is_worth_a_look(self, thread: SealedThread) -> bool:
        """Also where something is amiss: that is for whoever looks longer to find out."""
        try:
            return self._holds_all(thread)
        except (Unreadable, ValueError, RecursionError):
            return True

    def _holds_all(self, thread: SealedThread) -> bool:
        opened = _Opening(self._district, thread, self._key_of)
        missing, summary = self._all, None
        for text in thread.texts:
            if text.kind == Kind.SUMMARY:
                summary = summary or text
                continue
            members = opened.members(text)
            if members is not None:
                missing -= self._question.in_text(str(members.get("text") or ""))
            if not missing:
                return True
        if summary is not None and missing <= self._in_categories:
            members = opened.members(summary) or {}
            missing -= self._question.categories.get(str(members.get("category", "")), frozenset())
            missing -= self._question.in_text(str(members.get("text") or ""))
        return not missing


class _Opening(Redacted):
    def __init__(self, district: bytes, thread: SealedThread, key_of: KeyOf) -> None:
        key = key_of(thread.kid)
        if key is None:
            raise Unreadable
        self._district = district
        self._thread = thread
        self._others = key_of
        self._keys = skimmed_thread(district, thread.id, thread.epoch, key, thread.wrap, kid=thread.kid)

    def members(self, text: SealedText) -> dict[str, Any] | None:
        """None where it is sealed to others, or erased."""
        if not text.recipients:
            return None
        context = Context(self._district, self._thread.id, text.id, 0, text.kind)
        payload = skim(context, Envelope(text.core, text.recipients), self._thread.shred_key, self._key)
        if payload is None:
            return None
        members = json.loads(payload.decode())
        if not isinstance(members, dict):
            raise Unreadable
        return members

    def _key(self, kid: bytes) -> PrivateKey | None:
        if kid == self._thread.talk:
            return self._keys.talk
        return self._keys.case if kid == self._thread.case else self._others(kid)
