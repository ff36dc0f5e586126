"""Which modifiers speak of a match, in the order of ConText: pseudo, direction, clause, stop, scope."""

from bisect import bisect_left

from triage.matching import Match, Place, parts_of
from triage.rule import Direction, Modifier
from triage.scene import Scene

LONGEST_PHRASE = 12  # words
_FEW = 4  # places: fewer are looked through as quickly as they are looked up

Cue = tuple[
    int, int, bool
]  # first word of a modifier, word after, and whether it is part of a phrase that is none
Cues = list[tuple[Modifier, list[Cue]]]
Heard = tuple[Modifier, Cue, str | None]  # and why it does not count (None: it does)


def cues(scene: Scene, modifier: Modifier) -> list[Cue]:
    """Where the words of a modifier stand, in order: the same for every match."""
    places, pseudo = scene.places(modifier.say), modifier.pseudo
    if pseudo is None or not scene.places(pseudo):
        return [(start, end, False) for start, end in places]
    return [
        (
            start,
            end,
            any(
                s <= start and end <= e and (s, e) != (start, end)
                for s, e in scene.places_between(pseudo, start - LONGEST_PHRASE, start + 1)
            ),
        )
        for start, end in places
    ]


def heard(scene: Scene, match: Match, accepted: Cues) -> list[Heard]:
    """The occurrences of the accepted modifiers around a match, taken or refused, in the rule's order."""
    begun, after = match[0], match[1]
    found: list[Heard] = []
    for modifier, said in accepted:
        near = said
        # Twice the scope: what stands just too far is worth a line in the trace.
        reach = 2 * modifier.scope
        low, high = begun - reach, after + reach
        if len(said) > _FEW:
            near = said[bisect_left(said, (low,)) : bisect_left(said, (high,))]
        found += [
            (modifier, cue, _refusal(scene, match, modifier, cue)) for cue in near if low <= cue[0] < high
        ]
    return found


def _refusal(scene: Scene, match: Match, modifier: Modifier, cue: Cue) -> str | None:  # noqa: PLR0911 - one reason after the other
    start, end, idle = cue
    if idle:
        return "part of a phrase that modifies nothing"
    begun, after = match[0], match[1]
    if end <= begun:
        if modifier.direction is Direction.BACKWARD:
            return "on the wrong side"
        return _between(scene, modifier, (end, begun), start, begun)
    if start >= after:
        if modifier.direction is Direction.FORWARD:
            return "on the wrong side"
        return _between(scene, modifier, (after, start), start, after - 1)
    parts = parts_of(match)
    if any(start < e and s < end for s, e in parts):
        return "part of the match itself"
    # In a gap of the match a modifier speaks to the part that follows or precedes: "want to not die".
    if modifier.direction is not Direction.BACKWARD:
        next_one = min(s for s, _ in parts if s >= end)
        refusal = _between(scene, modifier, (end, next_one), start, next_one)
        if refusal is None or modifier.direction is Direction.FORWARD:
            return refusal
    last_one = max(e for _, e in parts if e <= start)
    return _between(scene, modifier, (last_one, start), start, last_one - 1)


def _between(scene: Scene, modifier: Modifier, between: Place, said: int, meant: int) -> str | None:
    """Why a modifier at word `said` does not reach word `meant`, over the words `between`."""
    low, high = between
    if high - low >= modifier.scope:
        return "out of scope"
    if modifier.clause_bound:
        clause = scene.reading.clause
        if clause[said] != clause[meant]:
            return "in another clause"
    if modifier.stop is not None and any(
        end <= high for _, end in scene.places_between(modifier.stop, low, high)
    ):
        return "stopped by a word between"
    return None
