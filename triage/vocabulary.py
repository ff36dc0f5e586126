"""Concepts and lemmas: the words of a rule book, apart from its rules."""

from dataclasses import dataclass, field

from triage.atoms import phrase
from triage.fold import fold
from triage.lexicon import words_of
from triage.phrases import PLACE, PLACE_PHRASE, Words
from triage.sheet import Entry
from triage.typos import SHORTEST


@dataclass(slots=True)
class Vocabulary:
    concepts: dict[str, Entry] = field(default_factory=dict)
    lemmas: dict[str, Entry] = field(default_factory=dict)
    ordinary: set[str] = field(default_factory=set)
    spellings: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, list[Entry]] = field(default_factory=dict)
    typo_words: set[str] = field(default_factory=set)
    _resolved: dict[str, frozenset[Words]] = field(default_factory=dict)
    _plain: dict[str, Words] = field(default_factory=dict)  # by the text of an item
    _lists: dict[tuple[str, ...], frozenset[Words]] = field(default_factory=dict)  # by the texts of the items

    def declare(self, root: dict[str, Entry]) -> None:
        """Take up the concepts, lemmas and ordinary words of one file. A name is declared once in all files."""
        for kind, known in (("concepts", self.concepts), ("lemmas", self.lemmas)):
            for name, entry in root[kind].fields().items() if kind in root else ():
                if name in known:
                    entry.wrong(f"{name!r} is declared already in {known[name].file}:{known[name].line}")
                known[name] = entry
        for name, entry in root["extend"].fields().items() if "extend" in root else ():
            self.extensions.setdefault(name, []).append(entry)
        for entry in root["ordinary"].items() if "ordinary" in root else ():
            self.ordinary.update(fold(entry.text()).text.split())
        for name, entry in root["spellings"].fields().items() if "spellings" in root else ():
            for other in entry.items():
                self._spelling(name, other)

    def settle(self) -> None:
        """After every file: what extends a concept must find one, wherever it is declared."""
        for name, entries in self.extensions.items():
            if name not in self.concepts:
                entries[0].wrong(f"no concept {name!r} to extend; name one that a rule file declares")

    def _spelling(self, name: str, other: Entry) -> None:
        meant, written = words_of(name), phrase(other)
        # A word for a word: so both spellings share one numbering.
        if len(meant) != 1 or len(written) != 1:
            other.wrong("a spelling is one word for one word")
        if self.spellings.setdefault(written[0], meant[0]) != meant[0]:
            other.wrong(f"{other.text()!r} stands for {self.spellings[written[0]]!r} already")

    def concept(self, name: str, asked: Entry, above: tuple[str, ...] = ()) -> frozenset[Words]:
        """The phrases of `$name`. `asked` is where it was named, for the complaint when there is none."""
        if name == PLACE:
            return frozenset({PLACE_PHRASE})
        if name in above:
            asked.wrong(f"the concept ${name} is made of itself: {' > '.join((*above, name))}")
        if name not in self._resolved:
            if name not in self.concepts:
                asked.wrong(f"no concept ${name}; declare it under concepts:")
            self._resolved[name] = self._read(name, (*above, name))
        return self._resolved[name]

    def lemma(self, asked: Entry) -> frozenset[Words]:
        name = asked.text()
        if name not in self.lemmas:
            asked.wrong(f"no lemma {name!r}; declare its forms under lemmas:")
        return frozenset({phrase(asked), *(phrase(form) for form in self.lemmas[name].items())})

    def alternative(self, entry: Entry, above: tuple[str, ...] = ()) -> frozenset[Words]:
        """What one item of a list stands for: a phrase, a $concept, a {lemma: …}, {en: […], es: […]}, or a list."""
        if entry.is_list:
            return self._any_of(entry, above)
        if entry.is_mapping:
            parts = entry.known_fields("lemma", "en", "es", "emoji")
            if "lemma" in parts:
                return self.lemma(parts["lemma"])
            return frozenset().union(*(self.alternative(part, above) for part in parts.values()))
        if entry.text().startswith("$"):
            return self.concept(entry.text()[1:], entry, above)
        return frozenset({phrase(entry)})

    def _any_of(self, entry: Entry, above: tuple[str, ...]) -> frozenset[Words]:
        """A list's. The same words and the same lists stand in many patterns, and each is read once."""
        texts = tuple([item.text for item in entry.node.below if item.kind is str])
        if len(texts) < len(entry.node.below):
            return frozenset().union(*(self.alternative(item, above) for item in entry.items()))
        known = self._lists.get(texts)
        if known is None:
            found: set[Words] = set()
            for text, item in zip(texts, entry.items(), strict=True):
                if text in self._plain:
                    found.add(self._plain[text])
                elif text.lstrip().startswith("$"):
                    found |= self.alternative(item, above)
                else:
                    self._plain[text] = phrase(item)
                    found.add(self._plain[text])
            known = self._lists[texts] = frozenset(found)
        return known

    def _read(self, name: str, above: tuple[str, ...]) -> frozenset[Words]:
        """The words that its file declares and those that others add; a slip counts for all or for none."""
        found: set[Words] = set()
        typo = 0
        for entry in (self.concepts[name], *self.extensions.get(name, ())):
            if entry.is_list:
                found |= self.alternative(entry, above)
                continue
            parts = entry.known_fields("en", "es", "emoji", "typo")
            typo |= parts.pop("typo").number(0, 1) if "typo" in parts else 0
            found.update(*(self.alternative(part, above) for part in parts.values()))
        if typo:
            self.typo_words.update(
                p[0] for p in found if len(p) == 1 and len(p[0]) >= SHORTEST and p[0].isalpha()
            )
        return frozenset(found)
