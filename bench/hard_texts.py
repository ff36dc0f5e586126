"""Texts that are hard on the rules: full of their words, disguised, drawn out, or made of signs. Repeatable by seed."""

import random
from collections.abc import Callable

from triage.rulebook import Rulebook

_SIGNS = [
    *(
        "💊",
        "🔫",
        "👨\u200d👩\u200d👧",
        "🏳\ufe0f\u200d🌈",
        "é",
        "e\u0301\u0301\u0301",
        "ñ",
        "ﬀ",
        "\uff21",
        "ß",
        "İ",
    ),
    *(
        "\u200b",
        "\u200d",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u0000",
        "\x1f",
        "\ud800",
        "\U000e0041",
        "עזרה",
        "我",
        "ж",
    ),
]
_BETWEEN = [
    " ",
    " ",
    " ",
    " ",
    " ",
    ". ",
    ", ",
    "\n",
    "... ",
    "! ",
    "? ",
    " but ",
    " pero ",
    " not ",
    " lol ",
    "-",
]
_LEET = str.maketrans("aeiost", "431057")
_LONGEST_RUN = 400


class HardTexts:
    def __init__(self, rulebook: Rulebook, seed: int) -> None:
        self._rng = random.Random(seed)
        self._words = sorted(rulebook.lexicon.vocabulary)
        self._examples = [text for rule in rulebook.rules for text in (*rule.match, *rule.no_match)]
        self._kinds: dict[str, Callable[[], str]] = {
            "words of the rules": lambda: self._rng.choice(self._words),
            "their examples": lambda: self._rng.choice(self._examples),
            "disguised": lambda: self._disguised(self._rng.choice(self._words)),
            "signs": lambda: self._rng.choice(_SIGNS),
            "runs": self._run,
        }

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self._kinds)

    def of(self, kind: str, length: int) -> str:
        return self._filled(self._kinds[kind], length)

    def mixed(self, longest: int) -> str:
        """Any length up to `longest` characters, of one kind or of all."""
        length = self._rng.randint(0, longest)
        if self._rng.random() < 0.5:
            return self._filled(self._rng.choice(list(self._kinds.values())), length)
        return self._filled(self._any, length)

    def _any(self) -> str:
        return self._rng.choice(list(self._kinds.values()))()

    def _filled(self, piece: Callable[[], str], length: int) -> str:
        pieces: list[str] = []
        left = length
        while left > 0:
            found = piece() + self._rng.choice(_BETWEEN)
            pieces.append(found)
            left -= len(found)
        return "".join(pieces)[:length]

    def _disguised(self, word: str) -> str:
        at = self._rng.randrange(len(word))
        ways = (
            word.translate(_LEET),
            " ".join(word),
            ".".join(word),
            word[:at] + "*" + word[at + 1 :],
            word[:at] + word[at] * 5 + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + self._rng.choice(_SIGNS) + word[at:],
            word.upper(),
        )
        return self._rng.choice(ways)

    def _run(self) -> str:
        return self._rng.choice(
            ["a", "!", ".", "*", "k ", "a1", "@@a", "$", "\u0301", "💀", "ja", "n o "]
        ) * (self._rng.randint(1, _LONGEST_RUN))
