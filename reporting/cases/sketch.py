"""What a message is like, in little: hashes of its words, and names that occur in it. Pure.

It says enough to guess the words, so it stands nowhere but in the sealed summary and in the RAM of an open session.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from reporting.model.terms import fold

MOST_WORDS, MOST_NAMES = 32, 4  # so that a summary with a sketch stays in the smallest envelope
SHORTEST = 3  # letters of a word that says something
ALIKE, SHARED = 0.3, 4  # of all words of both, and how many at least
_MEMBER = "sketch"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
# After these a name follows, however it is written. The letter that each begins with is asked first: four times as fast.
_CALLED = re.compile(
    r"(?=[nclms])(?:name is|name's|named|called|se llama|llamad[oa]|mr|mrs|ms|coach|señor|señora|senor|senora)\.? +([^\W\d_]{3,})",
    re.IGNORECASE,
)
_ENDS = ".!?:;\n"
# Written large without naming a person.
_NO_NAMES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "instagram",
        "snapchat",
        "tiktok",
        "discord",
        "whatsapp",
        "youtube",
        "facebook",
        "roblox",
        "google",
        "english",
        "spanish",
        "math",
        "god",
        "mom",
        "dad",
        "please",
        "help",
        "they",
        "he",
        "she",
        "there",
        "then",
        "this",
        "that",
        "what",
        "when",
        "where",
        "why",
        "who",
        "how",
        "and",
        "but",
        "the",
        "his",
        "her",
        "its",
        "our",
        "your",
        "not",
        "with",
        "from",
        "because",
        "after",
        "before",
        "today",
        "tomorrow",
        "yesterday",
        "everyone",
        "somebody",
        "someone",
        "nobody",
        "people",
        "school",
        "high",
        "middle",
        "mister",
        "miss",
        "lunes",
        "martes",
        "miercoles",
        "jueves",
        "viernes",
        "sabado",
        "domingo",
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
        "dios",
        "mama",
        "papa",
        "ayuda",
        "por",
        "favor",
        "ella",
        "ellos",
        "alguien",
        "nadie",
        "todos",
        "hoy",
        "ayer",
        "escuela",
        "cuando",
        "donde",
        "como",
        "que",
        "para",
        "pero",
        "porque",
    ]
)
# Too common to say that two messages are about one thing.
_COMMON = frozenset(
    [
        "the",
        "and",
        "that",
        "this",
        "with",
        "for",
        "was",
        "are",
        "were",
        "have",
        "has",
        "had",
        "but",
        "not",
        "you",
        "they",
        "them",
        "she",
        "him",
        "his",
        "her",
        "its",
        "our",
        "your",
        "who",
        "what",
        "when",
        "where",
        "why",
        "how",
        "all",
        "can",
        "could",
        "would",
        "should",
        "will",
        "just",
        "like",
        "get",
        "got",
        "about",
        "into",
        "out",
        "from",
        "there",
        "their",
        "then",
        "than",
        "too",
        "very",
        "been",
        "being",
        "did",
        "does",
        "don't",
        "didn't",
        "isn't",
        "i'm",
        "it's",
        "he's",
        "she's",
        "one",
        "some",
        "any",
        "because",
        "every",
        "always",
        "never",
        "really",
        "people",
        "person",
        "someone",
        "somebody",
        "thing",
        "things",
        "said",
        "says",
        "say",
        "told",
        "know",
        "think",
        "want",
        "make",
        "made",
        "going",
        "goes",
        "went",
        "school",
        "los",
        "las",
        "una",
        "uno",
        "que",
        "por",
        "para",
        "con",
        "del",
        "como",
        "pero",
        "esta",
        "este",
        "esto",
        "eso",
        "esa",
        "ese",
        "son",
        "fue",
        "era",
        "muy",
        "mas",
        "hay",
        "han",
        "les",
        "nos",
        "sus",
        "todo",
        "todos",
        "siempre",
        "nunca",
        "cuando",
        "donde",
        "porque",
        "alguien",
        "dijo",
        "dice",
        "sabe",
        "creo",
        "quiero",
        "escuela",
    ]
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """`words`: hashes of 16 bits; `names`: folded words that name somebody."""

    words: frozenset[int] = field(default=frozenset(), repr=False)
    names: frozenset[str] = field(default=frozenset(), repr=False)

    def member(self) -> dict[str, Any]:
        """As it stands in a sealed summary."""
        raw = b"".join(one.to_bytes(2, "big") for one in sorted(self.words))
        return {_MEMBER: {"words": base64.b64encode(raw).decode(), "names": sorted(self.names)}}


def sketch_of(text: str) -> Sketch:
    seen = list(dict.fromkeys(_folded_words(text)))
    kept = [one for one in seen if len(one) >= SHORTEST and one not in _COMMON]
    names = _names(text)[:MOST_NAMES]
    return Sketch(frozenset(map(_hash, (*names, *kept[:MOST_WORDS]))), frozenset(names))


def sketch_in(more: Mapping[str, Any], text: str) -> Sketch:
    """Of a summary: what was sealed with it, else of its first words, where those are all there is."""
    kept: Any = more.get(_MEMBER)
    try:
        raw = base64.b64decode(kept["words"], validate=True)
        names = frozenset(str(one) for one in kept["names"])
    except (TypeError, KeyError, ValueError):
        return sketch_of(text)
    return Sketch(frozenset(int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2)), names)


def likeness(one: Sketch, other: Sketch) -> float:
    """Shared words among all words of both, from 0 to 1."""
    all_words = one.words | other.words
    return len(one.words & other.words) / len(all_words) if all_words else 0.0


def are_alike(one: Sketch, other: Sketch) -> bool:
    return len(one.words & other.words) >= SHARED and likeness(one, other) >= ALIKE


def name_the_same(one: Sketch, other: Sketch) -> bool:
    """Whether both may speak of one person: a name of either stands in the other, and no second name says otherwise."""
    shared = {
        name for name in one.names | other.names if _hash(name) in one.words and _hash(name) in other.words
    }
    if not shared:
        return False
    # Marcus Bell and Marcus Lee share a first name alone.
    return len(shared) > 1 or min(len(one.names - shared), len(other.names - shared)) == 0


def _folded_words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=2).digest(), "big")


def _names(text: str) -> list[str]:
    """Words written large inside a sentence, or after "named"; a first word counts beside a second large one."""
    found = [fold(one) for one in _CALLED.findall(text)]
    for word in _WORD.finditer(text):
        if not _is_large(word.group()):
            continue
        before = text[: word.start()].rstrip(" \"'“”«»¿¡([")
        begins = not before or before[-1] in _ENDS
        following = _WORD.match(text, word.end() + 1) if text.startswith(" ", word.end()) else None
        if not begins or (following and _is_large(following.group())):
            found.append(fold(word.group()))
    return list(dict.fromkeys(one for one in found if len(one) >= SHORTEST and one not in _NO_NAMES))


def _is_large(word: str) -> bool:
    """Like a name: not a shout, and not one letter."""
    return word[0].isupper() and len(word) >= SHORTEST and word[1:].islower()
