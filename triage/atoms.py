"""Numbers for the things a pattern names. Equal sets of phrases are one atom."""

from triage.lexicon import words_of
from triage.modifying import LONGEST_PHRASE
from triage.phrases import Words
from triage.sheet import Entry


class Atoms:
    def __init__(self) -> None:
        self.sets: list[frozenset[Words]] = []
        self._number: dict[frozenset[Words], int] = {}

    def add(self, phrases: frozenset[Words]) -> int:
        known = self._number.get(phrases)
        if known is None:
            known = self._number[phrases] = len(self.sets)
            self.sets.append(phrases)
        return known


def phrase(entry: Entry) -> Words:
    """The words of one phrase in a file; complains about what can never occur."""
    words = words_of(entry.text())
    if not words:
        entry.wrong(f"{entry.text()!r} holds no word that a text could hold")
    if len(words) > LONGEST_PHRASE:
        entry.wrong(f"a phrase has at most {LONGEST_PHRASE} words; write a seq")
    return words
