"""Find a long word behind one slip of the finger, by a table of deletions made once (the SymSpell idea).

Words of six letters and more only: below that a slip is another word as often as not.
"""

from collections.abc import Iterable, Iterator

SHORTEST = 6


class Typos:
    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(w for w in words if len(w) >= SHORTEST)
        table: dict[str, list[str]] = {}
        for word in sorted(self._words):
            for shorter in {word, *_deletions(word)}:
                table.setdefault(shorter, []).append(word)
        # One slip leaves the first two letters alone, or the last two: most words are dismissed by that.
        self._heads = frozenset(w[:2] for w in self._words)
        self._tails = frozenset(w[-2:] for w in self._words)
        self._table = {shorter: tuple(found) for shorter, found in table.items()}

    def mend(self, word: str) -> str | None:
        """The word meant, when exactly one insertion, deletion, substitution or swap away; the first by spelling."""
        if word[:2] not in self._heads and word[-2:] not in self._tails:
            return None
        table = self._table
        for candidate in table.get(word, ()):
            if one_slip(word, candidate):
                return candidate
        for at in range(len(word)):
            for candidate in table.get(word[:at] + word[at + 1 :], ()):
                if one_slip(word, candidate):
                    return candidate
        return None


def _deletions(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def one_slip(a: str, b: str) -> bool:
    """True when a and b differ by one insertion, deletion, substitution or swap of neighbours."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        return rest_a[1:] == rest_b[1:] or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    return rest_a[1:] == rest_b or rest_a == rest_b[1:]
