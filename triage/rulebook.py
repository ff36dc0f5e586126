"""A compiled rule book: immutable, made once, used by every text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from triage.decision import Severity
from triage.index import Index
from triage.lexicon import Lexicon
from triage.phrases import Phrases
from triage.rule import Booster, Rule

_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The lowest level of each severity: what pages is for a district to set."""

    urgent: int = 3
    soon: int = 2
    immune: int = 5  # rules that start here are lowered by nothing

    def severity(self, level: int) -> Severity:
        if level >= self.urgent:
            return Severity.URGENT
        return Severity.SOON if level >= self.soon else Severity.ROUTINE


class Boost(NamedTuple):
    """A booster as one rule takes it."""

    booster: Booster
    more: int  # levels
    patterns: Index
    detail: str  # what the trace says of it


@dataclass(frozen=True, slots=True)
class Beside:
    """What is asked only where one rule occurs: most of it stands in no one text."""

    not_if: Index | None  # the exclusions; None without any
    not_near: Index | None
    boosts: tuple[Boost, ...]  # in the order of the rule
    highest: int  # level that boosts can bring a match of it to
    ceiling: int  # level that nothing brings it over
    level: int  # of a match by itself
    fired: str  # what the trace says of a match
    immune: bool  # no modifier lowers it


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`hash` names the exact texts it was compiled from (SHA-256, hex)."""

    hash: str
    rules: tuple[Rule, ...]
    thresholds: Thresholds
    phrases: Phrases = field(repr=False)
    lexicon: Lexicon = field(repr=False)
    patterns: Index = field(repr=False)  # of all rules
    beside: tuple[Beside, ...] = field(repr=False)  # rule by rule
    modifying: Mapping[int, frozenset[int]] = field(
        repr=False
    )  # by a phrase the modifiers' atoms that hold it

    def said(self, present: frozenset[int]) -> frozenset[int]:
        """The atoms of those modifiers whose words are among the phrases."""
        return _NONE.union(*[self.modifying[phrase] for phrase in self.modifying.keys() & present])

    def rule(self, rule_id: str) -> Rule:
        """Raises KeyError for an unknown id."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)
