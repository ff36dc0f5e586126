"""What another rule book changes: its rules, and what it says of sentences that are known. Pure; nothing is stored."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from triage.answers import Answers, Outcome
from triage.corpus import Labelled
from triage.decision import Severity
from triage.rule import Booster, Modifier, Pattern, Rule, Sequence
from triage.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that both know. `fields` names what differs; words are those of its patterns, exclusions and boosters."""

    before: Rule
    after: Rule
    fields: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence of which the two rule books say different things."""

    text: str
    before: Outcome
    after: Outcome
    line: Labelled | None  # None for a rule's example
    rule: str = ""  # the rule whose example it is

    @property
    def where(self) -> str:
        return f"{self.line.file}:{self.line.line}" if self.line else f"example of {self.rule}"

    @property
    def raised(self) -> bool:
        return self.after.severity > self.before.severity

    @property
    def lowered(self) -> bool:
        return self.after.severity < self.before.severity

    @property
    def broken(self) -> bool:
        """Its label was kept before and is not any more."""
        return self.line is not None and self._keeps(self.before) and not self._keeps(self.after)

    @property
    def mended(self) -> bool:
        return self.line is not None and self._keeps(self.after) and not self._keeps(self.before)

    def _keeps(self, outcome: Outcome) -> bool:
        return self.line is not None and self.line.fault(outcome.severity, outcome.category) is None


@dataclass(frozen=True, slots=True)
class Differences:
    """Rules by id; sentences in the order given, then examples by rule."""

    old_hash: str
    new_hash: str
    added: tuple[Rule, ...]
    removed: tuple[Rule, ...]
    changed: tuple[RuleChange, ...]
    lines: tuple[SentenceChange, ...]
    examples: tuple[SentenceChange, ...]
    lines_read: int
    examples_read: int

    @property
    def none(self) -> bool:
        return not (self.added or self.removed or self.changed or self.lines or self.examples)

    def counts(self) -> dict[str, int]:
        """How many of each, under the names that the command line and the staff site print."""
        moved = (*self.lines, *self.examples)
        return {
            "rules_added": len(self.added),
            "rules_removed": len(self.removed),
            "rules_changed": len(self.changed),
            "lines_read": self.lines_read,
            "examples_read": self.examples_read,
            "raised": sum(c.raised for c in moved),
            "lowered": sum(c.lowered for c in moved),
            "category_only": sum(not (c.raised or c.lowered) for c in moved),
            "start_to_page": sum(c.after.severity is Severity.URGENT and c.raised for c in moved),
            "stop_to_page": sum(c.before.severity is Severity.URGENT and c.lowered for c in moved),
            "broken": sum(c.broken for c in moved),
            "mended": sum(c.mended for c in moved),
        }

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "old": self.old_hash,
            "new": self.new_hash,
            "counts": self.counts(),
            "rules_added": [rule.id for rule in self.added],
            "rules_removed": [rule.id for rule in self.removed],
            "rules_changed": [
                {"rule": c.after.id, "fields": c.fields, "gained": c.gained, "lost": c.lost}
                for c in self.changed
            ],
            "lines": [_sentence(change) for change in self.lines],
            "examples": [_sentence(change) for change in self.examples],
        }


def _sentence(change: SentenceChange) -> dict[str, Any]:
    return {
        "text": change.text,
        "where": change.where,
        "before": [change.before.severity.value, change.before.category],
        "after": [change.after.severity.value, change.after.category],
        "broken": change.broken,
        "mended": change.mended,
    }


def compare(before: Answers, after: Answers, lines: Iterable[Labelled]) -> Differences:
    """Read every line, and every example of either rule book, with both."""
    old, new, labelled = before.book, after.book, tuple(lines)
    rules_before = {rule.id: rule for rule in old.rules}
    rules_after = {rule.id: rule for rule in new.rules}
    examples = dict.fromkeys(
        (text, rule.id)
        for book in (old, new)
        for rule in book.rules
        for text in (*rule.match, *rule.no_match)
    )
    same = old.hash == new.hash
    return Differences(
        old_hash=old.hash,
        new_hash=new.hash,
        added=tuple(rules_after[name] for name in sorted(rules_after.keys() - rules_before)),
        removed=tuple(rules_before[name] for name in sorted(rules_before.keys() - rules_after)),
        changed=tuple(
            change
            for name in sorted(rules_before.keys() & rules_after)
            if (change := _change(old, rules_before[name], new, rules_after[name])) is not None
        ),
        lines=() if same else tuple(_moved(before, after, ((line.text, line, "") for line in labelled))),
        examples=()
        if same
        else tuple(_moved(before, after, ((text, None, rule) for text, rule in examples))),
        lines_read=len(labelled),
        examples_read=len(examples),
    )


def _moved(
    before: Answers, after: Answers, sentences: Iterable[tuple[str, Labelled | None, str]]
) -> Iterator[SentenceChange]:
    for text, line, rule in sentences:
        said, says = before.outcome(text), after.outcome(text)
        if said != says:
            yield SentenceChange(text, said, says, line, rule)


# What can differ in a rule. Patterns are compared by their words: numbers mean nothing across rule books.
_FIELDS: dict[str, Callable[[Rulebook, Rule], object]] = {
    "title": lambda _, rule: rule.title,
    "category": lambda _, rule: rule.category,
    "severity": lambda _, rule: rule.level,
    "any": lambda book, rule: _shapes(book, rule.patterns),
    "not_if": lambda book, rule: _shapes(book, rule.not_if),
    "not_near": lambda book, rule: _shapes(book, rule.not_near),
    "boost": lambda book, rule: tuple(_boost(book, booster, more) for booster, more in rule.boosts),
    "accept": lambda book, rule: tuple(_modifier(book, modifier) for modifier in rule.accept),
    "match": lambda _, rule: rule.match,
    "no_match": lambda _, rule: rule.no_match,
}


def _change(old: Rulebook, before: Rule, new: Rulebook, after: Rule) -> RuleChange | None:
    fields = tuple(name for name, read in _FIELDS.items() if read(old, before) != read(new, after))
    if not fields:
        return None
    had, has = _words(old, before), _words(new, after)
    return RuleChange(before, after, fields, tuple(sorted(has - had)), tuple(sorted(had - has)))


def _words(book: Rulebook, rule: Rule) -> set[str]:
    boosting = (pattern for booster, _ in rule.boosts for pattern in booster.patterns)
    patterns = (*rule.patterns, *rule.not_if, *rule.not_near, *boosting)
    return {
        " ".join(said) for pattern in patterns for atom in pattern.atoms for said in book.phrases.said(atom)
    }


def _shapes(book: Rulebook, patterns: Iterable[Pattern]) -> tuple[object, ...]:
    return tuple(_shape(book, pattern) for pattern in patterns)


def _shape(book: Rulebook, pattern: Pattern) -> object:
    said = tuple(book.phrases.said(atom) for atom in pattern.atoms)
    if isinstance(pattern, Sequence):
        return said, tuple(gap for _, gap in pattern.steps), pattern.whole
    return said, pattern.within


def _boost(book: Rulebook, booster: Booster, more: int) -> object:
    return booster.id, _shapes(book, booster.patterns), booster.within, more


def _modifier(book: Rulebook, modifier: Modifier) -> object:
    said = [
        None if a is None else book.phrases.said(a) for a in (modifier.say, modifier.pseudo, modifier.stop)
    ]
    return (
        *(modifier.id, tuple(said), modifier.direction, modifier.scope),
        *(modifier.steps, modifier.floor, modifier.clause_bound),
    )
