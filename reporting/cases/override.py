"""What a person's word about the urgency means: which answers are open to them, and where the thread stands then. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reporting.model.feedback import Said
from triage.decision import Decision, Severity

OVERRIDE = "override"  # the code of the note that keeps it
SENTENCE_LIMIT = 400  # characters
COPIED_WORDS = 5  # so many in a row are the student's, not the writer's

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Overridden:
    """As it stands in its note. `decided`: what the rules said by then, `to`: where the thread stands since."""

    said: Said
    decided: Severity
    to: Severity
    category: str

    def params(self) -> dict[str, str]:
        return {
            "said": self.said.value,
            "decided": self.decided.value,
            "to": self.to.value,
            "category": self.category,
        }

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "Overridden | None":
        """None where a later version wrote what this one does not know."""
        try:
            return cls(
                Said(params["said"]),
                Severity(params["decided"]),
                Severity(params["to"]),
                params.get("category", ""),
            )
        except (KeyError, ValueError):
            return None


def meant(said: Said, decided: Severity) -> Severity:
    """Where the thread belongs if this is true. "Right" means: as the rules said."""
    return {
        Said.RIGHT: decided,
        Said.PAGE: Severity.URGENT,
        Said.SAME_DAY: Severity.SOON,
        Said.NO_PAGE: Severity.ROUTINE,
    }[said]


def sayings(decided: Severity, standing: Severity, *, ringing: bool) -> tuple[Said, ...]:
    """The answers that say something here. While a page rings, none that would lower it: first a person takes it."""
    fitting = {
        Severity.URGENT: (Said.RIGHT, Said.SAME_DAY, Said.NO_PAGE),
        Severity.SOON: (Said.RIGHT, Said.PAGE),
        Severity.ROUTINE: (Said.RIGHT, Said.SAME_DAY, Said.PAGE),
    }[decided]
    return tuple(said for said in fitting if not (ringing and meant(said, decided) < standing))


def deciding_rules(decision: Decision) -> tuple[str, ...]:
    """The rules that made it as urgent as it was."""
    return tuple(dict.fromkeys(hit.rule for hit in decision.hits if hit.severity is decision.severity))


def copies(sentence: str, texts: Iterable[str]) -> bool:
    """Whether it repeats five of the student's words in a row, or a shorter message whole."""
    mine = _words(sentence)
    for text in texts:
        theirs = _words(text)
        run = min(COPIED_WORDS, len(theirs))
        if run > 1 and _runs(mine, run) & _runs(theirs, run):
            return True
    return False


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
