"""What a version would change, before it does: failing tests, moved sentences, rules that speak of the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.rules.concepts import Concept, plain
from reporting.rules.edits import AddedRule, AddedWords, Edit
from reporting.rules.shelf import Shelf
from triage.answers import Answers
from triage.assess import assess
from triage.differing import Differences, SentenceChange, compare
from triage.examples import failures
from triage.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Failing:
    """A test of a rule that would fail: while there is one, nothing is saved."""

    rule: str
    title: str
    sentence: str
    should_fire: bool

    def __repr__(self) -> str:
        return f"Failing({self.rule!r})"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another rule that fires on a sentence which the new one must match, or another meaning with the same word."""

    title: str
    category: str  # empty for a meaning
    sentence: str

    def __repr__(self) -> str:
        return f"Overlap({self.title!r})"


@dataclass(frozen=True, slots=True)
class Preview:
    """`own` are the tests of rules that staff wrote; `sentences` are of the shipped rules and the labelled collection."""

    failing: tuple[Failing, ...]
    overlaps: tuple[Overlap, ...]
    differences: Differences
    own: tuple[SentenceChange, ...]
    sentences: tuple[SentenceChange, ...]

    @property
    def read(self) -> int:
        return self.differences.lines_read + self.differences.examples_read

    def __repr__(self) -> str:
        return "Preview(<sealed>)"


def preview_of(
    shelf: Shelf, now: Rulebook, then: Rulebook, edits: Iterable[Edit], concepts: Iterable[Concept]
) -> Preview:
    """`edits`: those that are new. Some seconds of work when a version is new; holds nothing meanwhile."""
    answers = shelf.answers(then)
    differences = compare(shelf.answers(now), answers, shelf.corpus)
    shipped = {rule.id for rule in shelf.shipped.rules}
    return Preview(
        failing=failing(answers),
        overlaps=tuple(_overlaps(then, tuple(edits), tuple(concepts))),
        differences=differences,
        own=tuple(one for one in differences.examples if one.rule not in shipped),
        sentences=(
            *(one for one in differences.examples if one.rule in shipped),
            *differences.lines,
        ),
    )


def failing(answers: Answers) -> tuple[Failing, ...]:
    """Every test of every rule that does not pass."""
    return tuple(Failing(one.rule.id, one.rule.title, one.example, one.expected) for one in failures(answers))


def _overlaps(then: Rulebook, edits: tuple[Edit, ...], concepts: tuple[Concept, ...]) -> Iterable[Overlap]:
    for edit in edits:
        if isinstance(edit, AddedRule):
            yield from dict.fromkeys(_others(then, edit))
        else:
            yield from _other_meanings(edit, concepts)


def _others(then: Rulebook, rule: AddedRule) -> Iterable[Overlap]:
    for sentence in rule.match:
        for hit in assess(sentence, then).hits:
            if hit.rule != rule.id:
                yield Overlap(hit.title, hit.category, sentence)


def _other_meanings(added: AddedWords, concepts: tuple[Concept, ...]) -> Iterable[Overlap]:
    for word in added.words:
        for other in concepts:
            if other.name != added.concept and other.holds(plain(word)):
                yield Overlap(other.name, "", word)
