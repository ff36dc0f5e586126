"""Finds names of staff in what a student wrote, so that the named person gets no key.

A miss hands an accusation to the accused; a wrong hit only sends the words to the designee. So full names count in
either order, and a surname or first name counts after a title. A bare surname does not: "I may green-light it" is
not about Ms Green. The student's own tick counts anyway, elsewhere. Short and long forms of a first name count as the
name, one more name between first and last may be left out, and a title may be written together with the name.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reporting.model.ids import MemberId
from reporting.people.nicknames import other_forms

# What students call adults at school, folded. Two-word titles end in one of these ("vice principal", "la profe").
TITLES = frozenset(
    {
        "bibliotecaria",
        "bibliotecario",
        "coach",
        "consejera",
        "consejero",
        "counsellor",
        "counselor",
        "dean",
        "deputy",
        "director",
        "directora",
        "doctor",
        "doctora",
        "don",
        "dona",
        "dr",
        "enfermera",
        "enfermero",
        "entrenador",
        "entrenadora",
        "father",
        "librarian",
        "lic",
        "licenciada",
        "licenciado",
        "madam",
        "maestra",
        "maestre",
        "maestro",
        "miss",
        "mister",
        "mr",
        "mrs",
        "ms",
        "mtra",
        "mtro",
        "mx",
        "nurse",
        "officer",
        "oficial",
        "pastor",
        "principal",
        "prof",
        "profe",
        "profesor",
        "profesora",
        "professor",
        "psicologa",
        "psicologo",
        "seno",
        "senor",
        "senora",
        "senorita",
        "sir",
        "sister",
        "sr",
        "sra",
        "sro",
        "srta",
        "sub",
        "subdirector",
        "subdirectora",
        "substitute",
        "superintendent",
        "teacher",
        "trainer",
        "vp",
    }
)
# Words inside a name that people leave out or put in as they like.
PARTICLES = frozenset(
    {
        "da",
        "das",
        "de",
        "del",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "la",
        "las",
        "le",
        "los",
        "st",
        "van",
        "von",
        "y",
    }
)

SHORTEST_PLURAL = 4
SHORTEST_JOINED = 3
# Titles that a phone's keyboard writes together with the name: "mrsmith".
JOINED = ("mr", "mrs", "ms", "miss", "mx", "dr", "coach", "sr", "sra", "srta", "profe", "maestra", "maestro")
# What may stand between two words without being a name: "I hope the green light" is not about Hope Green.
NO_NAMES = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "at",
        "but",
        "by",
        "con",
        "de",
        "el",
        "ella",
        "en",
        "es",
        "esta",
        "esto",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "la",
        "las",
        "lo",
        "los",
        "me",
        "mi",
        "my",
        "no",
        "not",
        "o",
        "of",
        "on",
        "or",
        "our",
        "para",
        "pero",
        "por",
        "que",
        "said",
        "se",
        "she",
        "so",
        "su",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "told",
        "u",
        "un",
        "una",
        "was",
        "we",
        "were",
        "will",
        "with",
        "y",
        "you",
        "your",
    ]
)

_POSSESSIVE = re.compile(r"['\u2019\u02bc`\u00b4]s\b")
_APOSTROPHE = re.compile(r"['\u2019\u02bc`\u00b4]")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> list[str]:
    """The words of a text: case, accents, apostrophes and possessives gone. "O'Brien's" is `obrien`."""
    bare = text.casefold()
    if not bare.isascii():
        # Marks, and signs that nobody sees: a name with a hidden joiner in it reads like the name.
        bare = "".join(
            c
            for c in unicodedata.normalize("NFKD", bare)
            if unicodedata.category(c) not in {"Mn", "Me", "Cf"}
        )
    return _WORD.findall(_APOSTROPHE.sub("", _POSSESSIVE.sub("", bare)))


@dataclass(frozen=True, slots=True)
class Named:
    """A member of staff as the matcher knows them; `name` as on the staff page, a title before it is ignored."""

    member: MemberId
    name: str


class NameBook:
    """All names of a district, ready to be looked for. Immutable; made anew when staff change."""

    def __init__(self, people: Iterable[Named]) -> None:
        self._phrases: dict[tuple[str, ...], set[MemberId]] = {}
        self._titled: dict[tuple[str, ...], set[MemberId]] = {}
        for person in people:
            self._add(person)
        self._longest = max((len(words) for words in (*self._phrases, *self._titled)), default=0)
        # Almost every word of a text begins no name: it is dismissed by one look.
        firsts = {words[0] for words in (*self._phrases, *self._titled)}
        self._firsts = frozenset(firsts | {f"{word}s" for word in firsts})

    def _add(self, person: Named) -> None:
        for spelled in {person.name, _APOSTROPHE.sub(" ", person.name)}:
            self._add_spelled(person.member, spelled)

    def _add_spelled(self, member: MemberId, name: str) -> None:
        words = [word for word in fold(name) if word not in TITLES] or fold(name)
        core = [word for word in words if word not in PARTICLES] or words
        firsts = (core[0], *sorted(other_forms(core[0]))) if core else ()
        for first in firsts if len(core) > 1 else ():
            for phrase in _full_names([first, *core[1:]]):
                self._phrases.setdefault(phrase, set()).add(member)
        for phrase in {(word,) for word in (*firsts, *core)} | {tuple(core[1:])}:
            if phrase:
                self._titled.setdefault(phrase, set()).add(member)
        for word in core:
            for title in JOINED if len(word) >= SHORTEST_JOINED else ():
                self._phrases.setdefault((title + word,), set()).add(member)

    def named_in(self, text: str) -> frozenset[MemberId]:
        """The members a text names. Pure; linear in the text's words."""
        # Particles are dropped on both sides, so "Maria de la Cruz" and "maria cruz" meet. A title is kept.
        words = [word for word in fold(text) if word not in PARTICLES]
        found: set[MemberId] = set()
        for start, first in enumerate(words):
            if first not in self._firsts:
                continue
            for phrase in _phrases_from(words, start, self._longest):
                found |= self._phrases.get(phrase, set())
                if start and words[start - 1] in TITLES:
                    found |= self._titled.get(phrase, set())
            found |= self._around(words, start)
        return frozenset(found)

    def _around(self, words: list[str], start: int) -> set[MemberId]:
        """First and last name with one more name between them: "ana maria ruiz" is Ana Ruiz."""
        between = words[start + 1 : start + 2]
        if not between or between[0] in NO_NAMES:
            return set()
        last = words[start + 2 : start + 3]
        found: set[MemberId] = set()
        for phrase in _phrases_from([words[start], *last], 0, 2) if last else ():
            if len(phrase) > 1:
                found |= self._phrases.get(phrase, set())
        return found


def _full_names(core: list[str]) -> Iterator[tuple[str, ...]]:
    """First name with any later part, both ways round, and the whole. "García López, María" is María García."""
    yield tuple(core)
    first, rest = core[0], core[1:]
    for part in rest:
        yield (first, part)
        yield (part, first)
    yield (*rest, first)


def _phrases_from(words: list[str], start: int, longest: int) -> Iterator[tuple[str, ...]]:
    for length in range(1, min(longest, len(words) - start) + 1):
        phrase = tuple(words[start : start + length])
        yield phrase
        last = phrase[-1]
        if len(last) >= SHORTEST_PLURAL and last.endswith(
            "s"
        ):  # "mr smiths car": the apostrophe is the first thing a phone drops
            yield (*phrase[:-1], last[:-1])
