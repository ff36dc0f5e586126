"""A compiled rule book: immutable, made once, used by every text."""

from dataclasses import dataclass, field

from triage.decision import Severity
from triage.index import Index
from triage.lexicon import Lexicon
from triage.phrases import Phrases
from triage.rule import Rule


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


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`hash` names the exact texts it was compiled from (SHA-256, hex)."""

    hash: str
    rules: tuple[Rule, ...]
    thresholds: Thresholds
    phrases: Phrases = field(repr=False)
    lexicon: Lexicon = field(repr=False)
    patterns: Index = field(repr=False)  # of all rules
    not_if: tuple[Index, ...] = field(repr=False)  # the exclusions, rule by rule

    def rule(self, rule_id: str) -> Rule:
        """Raises KeyError for an unknown id."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)
