"""The words of the receipts: English and Spanish, 1,700 each, told apart by their first four letters.

The prefix is unique across both lists, so that the same typing never means two receipts and a
word may be misspelled after its fourth letter. Where they come from: wordlists/README.md.
"""

import re
import unicodedata
from functools import cache
from importlib import resources
from types import MappingProxyType

from reporting.vault.notation import label, lp, sha256

LIST_LENGTH = 1700
LANGUAGES = ("en", "es")
PREFIX_LENGTH = 4
# Changing one word would lock out everyone who holds it: a new list needs a new format.
PINNED_SHA256 = "12cd18e2662e9153e33309479461d81db95a0f8581dd53993d832d447a7e87ee"

_NOT_LETTERS = re.compile(r"[^a-z]+")


class UnknownWord(Exception):
    """A word is on neither list. `position` counts from 1; the word itself is never repeated."""

    def __init__(self, position: int) -> None:
        super().__init__(f"word {position} is on neither list")
        self.position = position


class WordListDamaged(RuntimeError):
    """The shipped word list is not the pinned one. Install the package again."""


@cache
def word_lists() -> MappingProxyType[str, tuple[str, ...]]:
    """Both lists by language, in order. Raises WordListDamaged."""
    raw = resources.files("reporting.vault").joinpath("wordlists/words.txt").read_bytes()
    if sha256(raw).hex() != PINNED_SHA256:
        raise WordListDamaged("the word list of the receipts is damaged; install the package again")
    lists: dict[str, list[str]] = {}
    for line in raw.decode("ascii").split():
        if line.startswith("["):
            lists[line.strip("[]")] = []
        else:
            lists[list(lists)[-1]].append(line)
    return MappingProxyType({language: tuple(words) for language, words in lists.items()})


@cache
def _by_typing() -> dict[str, str]:
    """What identifies each word: its first four letters, or all of a shorter one."""
    return {word[:PREFIX_LENGTH]: word for words in word_lists().values() for word in words}


def fold(text: str) -> str:
    """Lower case without marks: what a phone's keyboard adds does not matter."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).lower()


def parse(text: str) -> tuple[str, ...]:
    """The canonical words that somebody typed, in their order. Raises UnknownWord, without any KDF."""
    words = [word for word in _NOT_LETTERS.split(fold(text)) if word]
    return tuple(_recognise(word, position) for position, word in enumerate(words, start=1))


def _recognise(word: str, position: int) -> str:
    known = _by_typing().get(word[:PREFIX_LENGTH])
    if known is None:
        raise UnknownWord(position)
    return known


def words_of_keys(ed: bytes, x: bytes, *, how_many: int = 4) -> tuple[str, ...]:
    """What two people read to each other to know that they see the same public keys: 43 bits in four words."""
    english = word_lists()["en"]
    number = int.from_bytes(sha256(lp(label("key-words"), ed, x)), "big")
    found = []
    for _ in range(how_many):
        number, place = divmod(number, LIST_LENGTH)
        found.append(english[place])
    return tuple(found)


def typed_word(text: str, position: int) -> str:
    """The word at a position (from 1) as `parse` counts them, to show to the one who typed it."""
    words = [word for word in _NOT_LETTERS.split(fold(text)) if word]
    return words[position - 1]
