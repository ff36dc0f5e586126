"""The words of each match, for patterns that do occur. No backtracking: each step keeps one start per end."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from triage.rule import Pattern, Together
from triage.rule import Sequence as InOrder
from triage.scene import Scene
from triage.sentence import Place, Sentence, ones

_FEW = 4  # places: fewer are looked through as quickly as they are looked up
LONGEST = 80  # words that one match can span: bounds how far around a place one has to look


class Match(NamedTuple):
    """Words start … end-1; `parts` are those that the pattern itself names, the others stand in its gaps."""

    start: int
    end: int
    parts: tuple[Place, ...]


class Matches:
    """The matches in one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._known: dict[Pattern, list[Match]] = {}

    def of(self, pattern: Pattern) -> list[Match]:
        """In order of position; empty when the pattern does not occur. Looked for once."""
        known = self._known.get(pattern)
        if known is None:
            holding = self._scene.holding(pattern) if isinstance(pattern, InOrder) else ()
            known = self._known[pattern] = self.among(pattern, holding)
        return known

    def among(self, pattern: Pattern, sentences: Iterable[int]) -> list[Match]:
        """A sequence in the sentences of these numbers, which hold it; what stands together wherever it does."""
        if isinstance(pattern, Together):
            return self._together(pattern) if self._scene.anchors(pattern) else []
        found: list[Match] = []
        for number in sentences:
            found += _in_order(self._scene.sentences[number], self._scene.firsts[number], pattern)
        return found

    def all_of(self, patterns: Mapping[Pattern, list[int]]) -> list[Match]:
        """Those of several patterns, each once, in order of position."""
        found: list[Match] = []
        for pattern, sentences in patterns.items():
            found += self.among(pattern, sentences)
        return sorted({*found}) if len(found) > 1 else found

    def _together(self, pattern: Together) -> list[Match]:
        """Around each place of the first atom, the nearest place of every other one."""
        scene, within = self._scene, pattern.within
        found = []
        possible = set(ones(scene.anchors(pattern)))
        for anchor in scene.places(pattern.atoms[0]):
            if anchor[0] not in possible:
                continue
            parts = [anchor]
            for atom in pattern.atoms[1:]:
                around = scene.places_between(atom, anchor[0] - within, anchor[0] + within + 1)
                near = [p for p in around if not _overlap(p, parts)]
                if not near:
                    break
                parts.append(min(near, key=lambda p: (abs(p[0] - anchor[0]), p)))
            else:
                start, end = min(p[0] for p in parts), max(p[1] for p in parts)
                if end - start <= within:
                    found.append(Match(start, end, tuple(sorted(parts))))
        return sorted(found)


def overlapping(matches: list[Match], low: int, high: int) -> list[Match]:
    """Those that share a word with low … high-1."""
    first = bisect_left(matches, low - LONGEST, key=_start)
    return [m for m in matches[first : bisect_left(matches, high, key=_start)] if m.end > low]


def _in_order(sentence: Sentence, first: int, pattern: InOrder) -> list[Match]:
    (atom, _), *rest = pattern.steps
    places = sentence.places(atom, first)
    if pattern.alone:
        # Of two that end together the shorter one counts.
        shortest = places if len(places) == 1 else _shortest(places)
        return [Match(*place, (place,)) for place in shortest]
    partial = {place[1]: Match(*place, (place,)) for place in places if place[0] == 0 or not pattern.whole}
    for atom, gap in rest:
        places = sentence.places(atom, first)
        longer: dict[int, Match] = {}
        for so_far in partial.values():
            low, high = so_far.end, so_far.end + gap
            near = places
            if len(places) > _FEW:
                near = places[bisect_left(places, (low, 0)) : bisect_left(places, (high + 1, 0))]
            for start, end in near:
                if low <= start <= high:
                    # A later start reaching the same end is the shorter match; it wins.
                    longer[end] = Match(so_far.start, end, (*so_far.parts, (start, end)))
        partial = longer
    return sorted(m for m in partial.values() if not pattern.whole or m.end == sentence.length)


def _shortest(places: Iterable[Place]) -> list[Place]:
    by_end = {end: start for start, end in places}
    return sorted((start, end) for end, start in by_end.items())


def _start(match: Match) -> int:
    return match.start


def _overlap(place: Place, others: list[Place]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)
