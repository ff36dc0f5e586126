"""Which modifiers speak of a match, in the order of ConText: pseudo, direction, clause, stop, scope."""

from collections.abc import Container, Iterator
from typing import NamedTuple

from triage.matching import Match
from triage.rule import Direction, Modifier
from triage.scene import Scene
from triage.sentence import Place

LONGEST_PHRASE = 12  # words


class Heard(NamedTuple):
    """One place where a modifier's words stand, and why they do not count (None when they do)."""

    modifier: Modifier
    place: Place
    refused: str | None


def heard(
    scene: Scene, match: Match, accepted: tuple[Modifier, ...], said: Container[int]
) -> Iterator[Heard]:
    """The occurrences of the accepted modifiers around a match, taken or refused, in the rule's order. `said` are the
    atoms of those modifiers whose words stand somewhere in the text.
    """
    for modifier in accepted:
        if modifier.say not in said:
            continue
        # Twice the scope: what stands just too far is worth a line in the trace.
        reach = 2 * modifier.scope
        for place in scene.places_between(modifier.say, match.start - reach, match.end + reach):
            yield Heard(modifier, place, _refusal(scene, match, modifier, place))


def _refusal(scene: Scene, match: Match, modifier: Modifier, place: Place) -> str | None:
    start, end = place
    if modifier.pseudo is not None and any(
        s <= start and end <= e and (s, e) != place
        for s, e in scene.places_between(modifier.pseudo, start - LONGEST_PHRASE, start + 1)
    ):
        return "part of a phrase that modifies nothing"
    if any(start < e and s < end for s, e in match.parts):
        return "part of the match itself"
    # In a gap of the match a modifier speaks to the part that follows or precedes: "want to not die".
    after = min((s for s, _ in match.parts if s >= end), default=None)
    before = max((e for _, e in match.parts if e <= start), default=None)
    forward = modifier.direction is not Direction.BACKWARD and after is not None
    backward = modifier.direction is not Direction.FORWARD and before is not None
    if forward and after is not None:
        refusal = _between(scene, modifier, (end, after), place[0], after)
        if refusal is None or not backward:
            return refusal
    if backward and before is not None:
        return _between(scene, modifier, (before, start), place[0], before - 1)
    return "on the wrong side"


def _between(scene: Scene, modifier: Modifier, between: Place, said: int, meant: int) -> str | None:
    """Why a modifier at word `said` does not reach word `meant`, over the words `between`."""
    if between[1] - between[0] >= modifier.scope:
        return "out of scope"
    if modifier.clause_bound and scene.reading.clause[said] != scene.reading.clause[meant]:
        return "in another clause"
    if modifier.stop is not None and any(
        e <= between[1] for _, e in scene.places_between(modifier.stop, *between)
    ):
        return "stopped by a word between"
    return None
