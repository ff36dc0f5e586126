"""What a district's own names and rules say of words that may lie open on a phone."""

from reporting.cases.ground import Ground
from triage.assess import assess
from triage.context import Context
from triage.decision import UNSORTED, Severity


class OpenWords:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def names(self) -> list[str]:
        """Of the line, of schools and people."""
        roll = self._ground.roll
        return [
            roll.line_name(),
            *(school.name for school in roll.schools()),
            *(one.name for one in roll.tickable_staff()),
        ]

    def speak_of(self, words: str) -> bool:
        """What triage would make a topic of is none for a phone that somebody else may read."""
        found = [
            assess(words, self._ground.rules.active, Context(channel="web", lang=lang))
            for lang in ("en", "es")
        ]
        return any(one.category != UNSORTED or one.severity is not Severity.ROUTINE for one in found)
