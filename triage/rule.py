"""The parts of a compiled rule book. Atoms are numbers: each stands for a set of phrases, one of which must occur."""

from dataclasses import dataclass, field
from enum import StrEnum

LEVELS = (1, 5)  # lowest and highest level of a rule


# Patterns are compared as the things they are: they serve as keys, and often.
@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """Atoms in this order, before each up to so many other words. One sentence."""

    steps: tuple[tuple[int, int], ...]  # (atom, gap before it); the first gap is 0
    whole: bool = False  # nothing else stands in the text
    alone: bool = field(init=False)  # one atom, whatever stands around it
    atoms: tuple[int, ...] = field(init=False)
    gaps: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "alone", len(self.steps) == 1 and not self.whole)
        object.__setattr__(self, "atoms", tuple(atom for atom, _ in self.steps))
        object.__setattr__(self, "gaps", tuple(gap for _, gap in self.steps))


# Patterns are compared as the things they are: they serve as keys, and often.
@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """Atoms in any order, all within so many words."""

    atoms: tuple[int, ...]
    within: int


Pattern = Sequence | Together


class Direction(StrEnum):
    """Which words a modifier speaks of: those after it, those before it, or either."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Modifier:
    """ConText (Harkema et al. 2009): words that change what other words mean, by so many levels."""

    id: str
    say: int  # the atom of its own words
    direction: Direction
    scope: int  # words
    pseudo: int | None  # where these stand, the words inside them modify nothing
    stop: int | None  # the scope ends at these
    steps: int  # added to the level; negative lowers
    floor: int  # a lowering stops here
    clause_bound: bool


@dataclass(frozen=True, slots=True)
class Booster:
    """Something near a match that raises its level."""

    id: str
    patterns: tuple[Pattern, ...]
    within: int  # words between it and the match


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    title: str
    category: str
    level: int
    patterns: tuple[Pattern, ...]
    not_if: tuple[Pattern, ...]  # cancels a match that it overlaps
    not_near: tuple[Pattern, ...]  # cancels every match of the rule, wherever it stands
    boosts: tuple[tuple[Booster, int], ...]
    accept: tuple[Modifier, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    file: str
    line: int
