"""What triage says about a text: how soon a person must see it, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class Severity(StrEnum):
    """How soon a person must see a text. Ordered: ROUTINE < SOON < URGENT."""

    ROUTINE = "routine"  # a human reads it in the queue, by the next school day
    SOON = "soon"  # top of a counselor queue, the same day
    URGENT = "urgent"  # page the person on call now

    @property
    def rank(self) -> int:
        return _RANK[self.value]

    # StrEnum would compare by spelling, and "routine" < "soon" < "urgent" only by luck.
    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


_RANK = {"routine": 0, "soon": 1, "urgent": 2}


class Why(StrEnum):
    """What one line of a trace tells."""

    MATCHED = "matched"  # a pattern of the rule was found
    BOOSTED = "boosted"  # something beside it raised the level
    LOWERED = "lowered"  # a modifier lowered the level
    REJECTED = "rejected"  # a modifier was seen and did not count; detail says why
    EXCLUDED = "excluded"  # a not_if of the rule was found instead
    FLOOR = "floor"  # the severity was raised without a rule; detail says why
    UNSORTED = "unsorted"  # no rule fired


class Step(NamedTuple):
    """One line of the trace. `start` and `end` are character offsets in the text numbered `part`."""

    why: Why
    rule: str
    detail: str  # may hold the writer's words
    start: int = 0
    end: int = 0
    part: int = 0

    def __repr__(self) -> str:
        return f"Step({self.why}, {self.rule}, {self.start}, {self.end}, {self.part})"  # no words reach a log


class Hit(NamedTuple):
    """A rule that fired, with the words that made it fire.

    `start` and `end` are offsets into the original text numbered `part`: 0 is the text itself,
    1… are the prior texts in their order, JOINED (-1) is all of them joined by one space, oldest first.
    """

    rule: str
    title: str  # the rule's title, written for a counselor
    category: str
    severity: Severity
    level: int  # 1…5 after boosts and modifiers
    start: int
    end: int
    text: str  # the writer's words
    part: int = 0

    def __repr__(self) -> str:
        return (
            f"Hit({self.rule}, {self.level}, {self.start}, {self.end}, {self.part})"  # no words reach a log
        )


JOINED = -1
UNSORTED = "unsorted"


@dataclass(frozen=True, slots=True)
class Decision:
    """Severity, category and reasons. Hits are ordered: highest level first, then position, then rule id."""

    severity: Severity
    category: str
    hits: tuple[Hit, ...]
    trace: tuple[Step, ...]
    rulebook_hash: str  # lower-case hex, SHA-256

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a sealed payload; `from_dict` reads them back."""
        return {
            "severity": self.severity.value,
            "category": self.category,
            "hits": [
                [h.rule, h.title, h.category, h.severity.value, h.level, h.start, h.end, h.text, h.part]
                for h in self.hits
            ],
            "trace": [[s.why.value, s.rule, s.detail, s.start, s.end, s.part] for s in self.trace],
            "rulebook_hash": self.rulebook_hash,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Decision":
        return cls(
            severity=Severity(stored["severity"]),
            category=stored["category"],
            hits=tuple(
                Hit(rule, title, category, Severity(severity), *rest)
                for rule, title, category, severity, *rest in stored["hits"]
            ),
            trace=tuple(Step(Why(why), *rest) for why, *rest in stored["trace"]),
            rulebook_hash=stored["rulebook_hash"],
        )

    def because(self) -> list[dict[str, Any]]:
        """The reasons in the shape that the command line prints."""
        return [{"rule": h.rule, "start": h.start, "end": h.end, "text": h.text} for h in self.hits]
