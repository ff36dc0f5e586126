"""All phrases of a rule book, found in one pass (Aho and Corasick 1975), bounded by words."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from operator import itemgetter

import ahocorasick

from triage.drawing import drawn_out, shortened, word_drawn_out
from triage.fold import fold
from triage.phrases import Phrases, Words, compact
from triage.reading import Reading, as_written
from triage.reveal import apart
from triage.scene import Scene
from triage.sentence import Sentence
from triage.typos import slips

_SHORTEST_MENDED = 3  # letters: below that a disguised word is any word
_LONGEST_MENDED = 24  # no word of a rule book is longer


def words_of(text: str) -> Words:
    """A phrase as the engine will meet it in a text."""
    # Most phrases are plain words, which no step changes.
    if text.isascii():
        if text.isalnum():
            return (text.lower(),)
        if text.replace(" ", "").isalnum():
            words = text.lower().split()
            if not apart(f" {' '.join(words)} "):
                return tuple(words)
    return tuple(as_written(fold(text)).words)


Met = dict[str, Sentence]  # by the words


class Lexicon:
    def __init__(
        self,
        phrases: Phrases,
        typo_words: Iterable[str],
        ordinary: Iterable[str],
        spellings: Mapping[str, str],
    ) -> None:
        """`ordinary` are words never taken for a slip of another; `spellings` maps words as they are typed to the
        words that are meant.
        """
        self._phrases = phrases
        self.vocabulary = frozenset(word for words in phrases.words for word in words)
        self._settled = self.vocabulary | frozenset(ordinary)
        self._slips = {
            slip: meant
            for slip, meant in slips(typo_words).items()
            if slip not in self._settled and slip not in spellings
        }
        self._meant = {**self._slips, **spellings}
        numbered = dict(zip(phrases.padded, phrases.numbered.values(), strict=True))
        # A word that is meant otherwise is found by a number below zero.
        for word in self._meant:
            numbered[f" {word} "] = ~numbered.get(f" {word} ", len(numbered))
        self._otherwise = compact(numbered[f" {word} "] for word in self._meant)
        self._automaton = ahocorasick.Automaton()
        # In an order of frequent letters: a node is asked for its children one after the other.
        for padded in sorted(numbered, key=lambda padded: padded.translate(_FREQUENT)):
            self._automaton.add_word(padded, numbered[padded])
        self._automaton.make_automaton()

    def find(self, reading: Reading, names: tuple[str, ...], met: Met) -> Scene:
        """One pass over each sentence as it stands, one more where some words are meant otherwise.

        Both spellings count; a mended word keeps its place, so the two share one numbering. `met` are sentences that
        were looked through already, with the same names; new ones are added.
        """
        found = []
        standing_in = self._automaton.iter
        drawn = self._drawn_out(reading.words) if drawn_out(reading.bare) else _NONE
        for text in reading.sentences:
            if text == " ":
                continue
            sentence = met.get(text)
            if sentence is None:
                present = frozenset(map(_PHRASE, standing_in(text)))
                sentence = met[text] = Sentence(self._phrases, text, present)
                if not present.isdisjoint(self._otherwise) or (
                    drawn and not drawn.keys().isdisjoint(text.split())
                ):
                    self._mend(sentence, drawn)
                if names and self._phrases.place is not None:
                    sentence.name(_named(names, sentence.words))
            found.append(sentence)
        return Scene(reading, found, self._phrases)

    def _mend(self, sentence: Sentence, drawn: Mapping[str, str]) -> None:
        """Other spellings and words that are `drawn` out read as meant, slips corrected."""
        words = sentence.words
        meant = self._meant
        better = {word: meant[word] for word in words if word in meant}
        if drawn:
            better |= {word: drawn[word] for word in words if word in drawn}
        whole = " ".join([better.get(word, word) for word in words])
        found = sentence.present.union(map(_PHRASE, self._automaton.iter(f" {whole} ")))
        # A word that is meant otherwise may be a phrase as well.
        found = found.union([~number for number in found if number < 0])
        sentence.mend(better, found)

    def _drawn_out(self, words: list[str]) -> dict[str, str]:
        """Words with a letter drawn out -> what is meant, where that is a word of the rule book or an ordinary one."""
        better = {}
        for word in {*words}.difference(self._settled):  # of one set: a second one would be walked through
            if (
                _SHORTEST_MENDED <= len(word) <= _LONGEST_MENDED
                and word_drawn_out(word)
                and word not in self._meant
            ):
                meant = self._shortened(word)
                if meant is not None:
                    better[word] = meant
        return better

    def _shortened(self, word: str) -> str | None:
        for keep in (2, 1):
            short = shortened(word, keep)
            if short in self._settled:
                return short
        return self._slips.get(short)


_NONE: Mapping[str, str] = {}
_PHRASE = itemgetter(1)  # of what the automaton finds: where it ends, and which it is
_FREQUENT = str.maketrans({letter: chr(at) for at, letter in enumerate(" etaoinshrdlcumwfgypbvkjxqz")})


def _named(names: tuple[str, ...], words: list[str]) -> dict[int, int]:
    """Where a name begins, by its length in words. A district may have hundreds of names: each word is one question
    for each length of those that begin with it.
    """
    phrases, lengths = _names(names)
    named: dict[int, int] = {}
    for at, word in enumerate(words):
        for length in lengths.get(word, ()):
            if tuple(words[at : at + length]) in phrases:
                named[length] = named.get(length, 0) | 1 << at
    return named


# As many lists of names as a district has schools, and one of all. Schools told them; they are no words of a text.
@lru_cache(maxsize=64)
def _names(names: tuple[str, ...]) -> tuple[frozenset[Words], Mapping[str, tuple[int, ...]]]:
    """The names as phrases, and how long those are that begin with a word."""
    phrases = frozenset(phrase for phrase in map(words_of, names) if phrase)
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return phrases, {word: tuple(sorted(some)) for word, some in lengths.items()}
