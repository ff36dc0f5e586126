"""What one rule book says of sentences that are known: each is read once, however many ask. Pure but for its memory."""

from dataclasses import dataclass

from triage.assess import assess
from triage.decision import Severity
from triage.rule import Rule
from triage.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule book says of one sentence."""

    severity: Severity
    category: str


class Answers:
    """For examples and labelled lines, which anybody may read; never for what a student wrote."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self._levels = {rule.id: rule.level for rule in book.rules}
        self._known: dict[str, tuple[Outcome, frozenset[str]]] = {}

    def outcome(self, text: str) -> Outcome:
        return self._of(text)[0]

    def fires(self, rule: Rule, text: str) -> bool:
        """Whether a rule of this book is hit at a level that is not below its own."""
        return rule.id in self._of(text)[1]

    def _of(self, text: str) -> tuple[Outcome, frozenset[str]]:
        known = self._known.get(text)
        if known is None:
            decision = assess(text, self.book)
            fired = frozenset(h.rule for h in decision.hits if h.level >= self._levels[h.rule])
            known = self._known[text] = Outcome(decision.severity, decision.category), fired
        return known
