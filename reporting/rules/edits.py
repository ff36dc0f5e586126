"""What staff add to the rules, as data: words for a meaning that the rules know, and rules of their own."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Literal

Language = Literal["en", "es"]
GAP = "…"  # in a phrase: up to four other words may stand here
OWN = "own."  # before the id of each rule that staff wrote
_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG_LENGTH = 40


class Urgency(IntEnum):
    """How soon a person must see it; the level that the rule book knows it by."""

    ROUTINE = 1
    SOON = 2
    URGENT = 3


@dataclass(frozen=True, slots=True)
class AddedWords:
    """Words or short phrases for a concept. Every rule that uses the concept knows them."""

    concept: str
    lang: Language
    words: tuple[str, ...]

    def __repr__(self) -> str:
        return f"AddedWords({self.concept!r})"


@dataclass(frozen=True, slots=True)
class AddedRule:
    """A rule made of phrases. `together`: all of them must stand near each other, not only one of them.

    `exceptions` mean something else where they touch a match. `match` and `no_match` are its own tests.
    """

    id: str
    title: str
    category: str
    urgency: Urgency
    together: bool
    phrases: tuple[str, ...]
    exceptions: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]

    def __repr__(self) -> str:
        return f"AddedRule({self.id!r})"


Edit = AddedWords | AddedRule


def to_members(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """Plain values for JSON; `from_members` reads them back."""
    return [_members(edit) for edit in edits]


def _members(edit: Edit) -> dict[str, Any]:
    if isinstance(edit, AddedWords):
        return {"concept": edit.concept, "lang": edit.lang, "words": list(edit.words)}
    return {
        "id": edit.id,
        "title": edit.title,
        "category": edit.category,
        "urgency": int(edit.urgency),
        "together": edit.together,
        "phrases": list(edit.phrases),
        "exceptions": list(edit.exceptions),
        "match": list(edit.match),
        "no_match": list(edit.no_match),
    }


def from_members(members: Iterable[Mapping[str, Any]]) -> tuple[Edit, ...]:
    return tuple(_edit(one) for one in members)


def _edit(one: Mapping[str, Any]) -> Edit:
    if "concept" in one:
        return AddedWords(one["concept"], one["lang"], tuple(one["words"]))
    return AddedRule(
        id=one["id"],
        title=one["title"],
        category=one["category"],
        urgency=Urgency(one["urgency"]),
        together=one["together"],
        phrases=tuple(one["phrases"]),
        exceptions=tuple(one["exceptions"]),
        match=tuple(one["match"]),
        no_match=tuple(one["no_match"]),
    )


def rebased(edits: Iterable[Edit], base: Collection[Edit], now: Iterable[Edit]) -> tuple[Edit, ...]:
    """`edits`, made from `base`, as they read on top of `now`: what they added is added, what they took out stays out."""
    wanted = tuple(edits)
    kept = [edit for edit in now if edit not in base or edit in wanted]
    return (*kept, *(edit for edit in wanted if edit not in base and edit not in kept))


def rule_id(title: str, taken: Collection[str]) -> str:
    """A readable id that no rule has yet."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = OWN + (_SLUG.sub("_", plain).strip("_")[:_SLUG_LENGTH].rstrip("_") or "rule")
    found, n = stem, 2
    while found in taken:
        found, n = f"{stem}_{n}", n + 1
    return found
