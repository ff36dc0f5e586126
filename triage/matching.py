"""The words of each match, for patterns that do occur. No backtracking: each step keeps one start per end."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from triage.rule import Sequence as InOrder
from triage.rule import Together

Place = tuple[int, int]  # first word, word after
# The first word, the word after, the places that the pattern itself names (the other words stand in its gaps), and
# what is to be added to these. Plain tuples: a text makes many of them, and names would double what each costs.
Match = tuple[int, int, tuple[Place, ...], int]

_FEW = 4  # places: fewer are looked through as quickly as they are looked up
LONGEST = 80  # words that one match can span: bounds how far around a place one has to look


def overlapping(matches: list[Match], low: int, high: int) -> list[Match]:
    """Those that share a word with low … high-1."""
    lowest = low - LONGEST
    if len(matches) > _FEW:
        matches = matches[bisect_left(matches, (lowest,)) : bisect_left(matches, (high,))]
    return [m for m in matches if lowest <= m[0] < high and m[1] > low]


def parts_of(match: Match) -> tuple[Place, ...]:
    """The places that the pattern itself names, numbered like the match."""
    _, _, parts, by = match
    return tuple([(start + by, end + by) for start, end in parts]) if by else parts


def each_once(matches: list[Match]) -> list[Match]:
    """In order of position."""
    if len({by for _, _, _, by in matches}) > 1:
        matches = [(match[0], match[1], parts_of(match), 0) for match in matches]
    return sorted({*matches})


def in_order(standing: Sequence[Sequence[Place]], pattern: InOrder, length: int) -> list[Match]:
    """The matches of a pattern in a sentence of so many words, from where each of its steps stands, in order."""
    whole = pattern.whole
    if pattern.alone:
        return [(*place, (place,), 0) for place in _shortest(standing[0])]
    partial: dict[int, tuple[int, tuple[Place, ...]]] = {}  # by its end where one begins, and its parts
    for place in standing[0]:
        if not whole or place[0] == 0:
            partial[place[1]] = place[0], (place,)
    for gap, places in zip(pattern.gaps[1:], standing[1:], strict=True):
        longer: dict[int, tuple[int, tuple[Place, ...]]] = {}
        for low, (begun, parts) in partial.items():
            high = low + gap
            near = places
            if len(near) > _FEW:
                near = near[bisect_left(near, (low, 0)) : bisect_left(near, (high + 1, 0))]
            for place in near:
                if low <= place[0] <= high:
                    # A later start reaching the same end is the shorter match; it wins.
                    longer[place[1]] = begun, (*parts, place)
        if not longer:
            return []
        partial = longer
    found = [(begun, end, parts, 0) for end, (begun, parts) in partial.items() if not whole or end == length]
    return sorted(found) if len(found) > 1 else found


def together(
    anchors: Iterable[Place], around: Callable[[int, int, int], Iterable[Place]], pattern: Together
) -> list[Match]:
    """Around each of these places of the first atom, the nearest place of every other one. `around` tells where an
    atom begins between two words.
    """
    within = pattern.within
    found: list[Match] = []
    for anchor in anchors:
        parts = [anchor]
        for atom in pattern.atoms[1:]:
            near = [
                place
                for place in around(atom, anchor[0] - within, anchor[0] + within + 1)
                if not _overlap(place, parts)
            ]
            if not near:
                break
            parts.append(near[0] if len(near) == 1 else min(near, key=lambda p: (abs(p[0] - anchor[0]), p)))
        else:
            parts.sort()
            start, end = parts[0][0], max([after for _, after in parts])
            if end - start <= within:
                found.append((start, end, tuple(parts), 0))
    return sorted(found) if len(found) > 1 else found


def _shortest(places: Iterable[Place]) -> list[Place]:
    """Of two that end together the shorter one counts."""
    by_end = {end: start for start, end in places}
    return sorted((start, end) for end, start in by_end.items())


def _overlap(place: Place, others: list[Place]) -> bool:
    start, after = place
    for begun, end in others:  # noqa: SIM110 - a third of the time of any()
        if start < end and begun < after:
            return True
    return False
