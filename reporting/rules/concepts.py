"""The meanings that the rules know, as a lead looks for them: by a word that means the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from triage.fold import fold


@dataclass(frozen=True, slots=True)
class Concept:
    """`words` by language as the files have them; `rules` are the titles of those that use it, by id."""

    name: str
    words: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, str]

    @property
    def sample(self) -> tuple[str, ...]:
        """A few of its words, so that a reader sees what it means."""
        return tuple(word for words in self.words.values() for word in words[:4] if not word.startswith("$"))[
            :6
        ]

    def holds(self, word: str) -> bool:
        asked = plain(word)
        return any(plain(known) == asked for words in self.words.values() for known in words)


def plain(word: str) -> str:
    return " ".join(fold(word).text.split())


def concepts_of(texts: Mapping[str, str]) -> tuple[Concept, ...]:
    """All that are declared, by name; what extends one counts as its own. The texts compiled before."""
    roots: list[Mapping[str, Any]] = [_load(texts[name]) for name in sorted(texts)]
    words: dict[str, dict[str, list[str]]] = {}
    for root in roots:
        for name, body in (*_items(root, "concepts"), *_items(root, "extend")):
            _take(words.setdefault(name, {}), body)
    users: dict[str, dict[str, str]] = {}
    made_of = {name: _named(body) for root in roots for name, body in _items(root, "concepts")}
    for rule in (rule for root in roots for rule in root.get("rules") or ()):
        for name in _reach(_named({k: v for k, v in rule.items() if k not in _SENTENCES}), made_of):
            users.setdefault(name, {})[rule["id"]] = rule["title"]
    return tuple(
        Concept(name, {lang: tuple(found) for lang, found in words[name].items()}, users.get(name, {}))
        for name in sorted(words)
    )


def meaning(concepts: Iterable[Concept], word: str) -> tuple[Concept, ...]:
    """Those that hold this very word first, then those with a word that begins like it."""
    asked = plain(word)
    exact = [one for one in concepts if one.holds(word)]
    near = [
        one
        for one in concepts
        if one not in exact
        and any(plain(known).startswith(asked) for words in one.words.values() for known in words)
    ]
    return (*exact, *near) if asked else ()


_SENTENCES = frozenset({"title", "match", "no_match", "note"})


def _load(text: str) -> Mapping[str, Any]:
    # The base loader makes nothing but texts, lists and mappings.
    root = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 -- it builds no objects
    return root if isinstance(root, dict) else {}


def _items(root: Mapping[str, Any], key: str) -> tuple[tuple[str, Any], ...]:
    return tuple((root.get(key) or {}).items())


def _take(into: dict[str, list[str]], body: Any) -> None:
    parts = body.items() if isinstance(body, dict) else (("", body),)
    for lang, value in parts:
        if lang != "typo":
            into.setdefault(lang, []).extend(_texts(value))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value
    return [text for one in values for text in _texts(one)]


def _named(value: Any) -> frozenset[str]:
    return frozenset(text[1:] for text in _all(value) if text.startswith("$"))


def _all(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    # A booster of a rule names its concept as a key.
    values = (*value.keys(), *value.values()) if isinstance(value, dict) else value
    return [text for one in values for text in _all(one)]


def _reach(names: frozenset[str], made_of: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Concepts that are part of a concept count for the rules that use the whole."""
    found, waiting = set[str](), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += made_of.get(name, ())
    return frozenset(found)
