"""Verify patterns against the phrases found in one reading. No backtracking: each step keeps one start per end."""

from bisect import bisect_left
from collections.abc import Sequence as Listing
from dataclasses import dataclass

from triage.lexicon import Found
from triage.reading import Reading
from triage.rule import Pattern, Sequence

Place = tuple[int, int]  # first word, word after
LONGEST = 80  # words that one match can span: bounds how far around a place one has to look


@dataclass(frozen=True, slots=True)
class Match:
    """Words start … end-1; `parts` are those that the pattern itself names, the others stand in its gaps."""

    start: int
    end: int
    parts: tuple[Place, ...]


class Scene:
    """One reading with what was found in it: where each atom occurs."""

    def __init__(self, reading: Reading, found: Found, atom_phrases: Listing[frozenset[int]]) -> None:
        self.reading = reading
        self.mask = found.mask
        self._at = found.at
        self._present = frozenset(found.at)
        self._atom_phrases = atom_phrases
        self._places: dict[int, list[Place]] = {}
        self._by_start: dict[int, dict[int, list[int]]] = {}
        self._matches: dict[Pattern, list[Match]] = {}

    @property
    def phrases(self) -> list[int]:
        return list(self._at)

    def places(self, atom: int) -> list[Place]:
        known = self._places.get(atom)
        if known is None:
            at = self._at
            known = sorted(
                {place for phrase in self._atom_phrases[atom] & self._present for place in at[phrase]}
            )
            self._places[atom] = known
        return known

    def places_between(self, atom: int, low: int, high: int) -> list[Place]:
        """Places that begin at word low … high-1."""
        known = self.places(atom)
        return known[bisect_left(known, (low, 0)) : bisect_left(known, (high, 0))]

    def matches_between(self, pattern: Pattern, low: int, high: int) -> list[Match]:
        """Matches that share a word with low … high-1."""
        known = self.matches(pattern)
        if not known:
            return known
        first = bisect_left(known, low - LONGEST, key=_start)
        return [m for m in known[first : bisect_left(known, high, key=_start)] if m.end > low]

    def ends_by_start(self, atom: int) -> dict[int, list[int]]:
        known = self._by_start.get(atom)
        if known is None:
            known = {}
            for start, end in self.places(atom):
                known.setdefault(start, []).append(end)
            self._by_start[atom] = known
        return known

    def matches(self, pattern: Pattern) -> list[Match]:
        """In order of position; empty when the pattern does not occur."""
        if pattern.needed & self.mask != pattern.needed:
            return []
        known = self._matches.get(pattern)
        if known is None:
            if isinstance(pattern, Sequence):
                known = self._sequence(pattern)
            else:
                known = self._together(pattern.atoms, pattern.within)
            self._matches[pattern] = known
        return known

    def _sequence(self, pattern: Sequence) -> list[Match]:
        firsts = [p for p in self.places(pattern.atoms[0]) if p[0] == 0 or not pattern.whole]
        partial = {end: Match(start, end, ((start, end),)) for start, end in firsts}
        for atom, gap in zip(pattern.atoms[1:], pattern.gaps[1:], strict=True):
            ends = self.ends_by_start(atom)
            longer: dict[int, Match] = {}
            for so_far in partial.values():
                for start in range(so_far.end, so_far.end + gap + 1):
                    for end in ends.get(start, ()):
                        # A later start reaching the same end is the shorter match; it wins.
                        longer[end] = Match(so_far.start, end, (*so_far.parts, (start, end)))
            if not longer:
                return []
            partial = longer
        reading = self.reading
        found = [
            m
            for m in partial.values()
            if m.end - m.start == 1 or reading.sentence[m.start] == reading.sentence[m.end - 1]
        ]
        if pattern.whole:
            found = [m for m in found if m.end == len(reading.words)]
        return sorted(found, key=lambda m: (m.start, m.end))

    def _together(self, atoms: tuple[int, ...], within: int) -> list[Match]:
        """Around each place of the first atom, the nearest place of every other one."""
        found = []
        for anchor in self.places(atoms[0]):
            parts = [anchor]
            for atom in atoms[1:]:
                around = self.places_between(atom, anchor[0] - within, anchor[0] + within + 1)
                near = [p for p in around if not _overlap(p, parts)]
                if not near:
                    break
                parts.append(min(near, key=lambda p: (abs(p[0] - anchor[0]), p)))
            else:
                start, end = min(p[0] for p in parts), max(p[1] for p in parts)
                if end - start <= within:
                    found.append(Match(start, end, tuple(sorted(parts))))
        return sorted(found, key=lambda m: (m.start, m.end, m.parts))


def _start(match: Match) -> int:
    return match.start


def _overlap(place: Place, others: list[Place]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)
