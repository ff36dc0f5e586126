"""Every rule ships its own tests: sentences it must fire on, and sentences it must not."""

from collections.abc import Iterator
from dataclasses import dataclass

from triage.answers import Answers
from triage.invalid import RulebookInvalid
from triage.rule import Rule
from triage.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Failure:
    rule: Rule
    example: str
    expected: bool  # True: the rule should have fired

    @property
    def message(self) -> str:
        # The examples are the rule writer's own sentences, so they may be shown.
        if self.expected:
            return f"must fire at its own severity on {self.example!r}, and does not"
        return f"must not fire at its own severity on {self.example!r}, and does"


def failures(answers: Answers) -> Iterator[Failure]:
    """A rule fires on an example when it is hit there at a level that is not below its own."""
    for rule in answers.book.rules:
        for examples, expected in ((rule.match, True), (rule.no_match, False)):
            for example in examples:
                if answers.fires(rule, example) is not expected:
                    yield Failure(rule, example, expected)


def prove(rulebook: Rulebook) -> None:
    """Raises RulebookInvalid for the first rule that fails one of its own examples."""
    for failure in failures(Answers(rulebook)):
        raise RulebookInvalid(failure.rule.file, failure.rule.id, failure.rule.line, failure.message)
