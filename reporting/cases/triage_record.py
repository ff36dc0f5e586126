"""What is kept of a decision: the whole of it sealed for staff, and a short summary for the inbox, sealed too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reporting.cases.trying import Tried
from reporting.model.ids import MemberId
from reporting.model.writer import Writer, writer_of
from triage.decision import Decision, Severity

SUMMARY_CHARACTERS = 160
MOST_HITS = 60
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Standing:
    """How soon a thread is to be seen, and what it is about: as triage said, or a person after it."""

    severity: Severity
    category: str


@dataclass(frozen=True, slots=True)
class TriageRecord:
    """Sealed as kind 6 under the case key. `message` is the id of the message it judged, in hex.

    `tried`: what the rules being tried would have said, where that is something else. `writer`: who began the thread;
    `beside`: a message of the thread that a guardian's belongs to, in hex.
    """

    message: str
    decision: Decision
    lang: str
    school_choice: str | None
    about: str | None
    excluded: frozenset[MemberId]
    tried: Tried | None = None
    writer: Writer = Writer.STUDENT
    beside: str = ""

    def __repr__(self) -> str:
        return "TriageRecord(<sealed>)"

    def members(self) -> dict[str, Any]:
        # A text of 20,000 characters can fire thousands of times: the record must fit one envelope.
        shown = replace(
            self.decision, hits=self.decision.hits[:MOST_HITS], trace=self.decision.trace[:MOST_STEPS]
        )
        return {
            "message": self.message,
            "decision": shown.as_dict(),
            "school_choice": self.school_choice,
            "about": self.about,
            "excluded": sorted(member.hex() for member in self.excluded),
            **({"tried": self.tried.members()} if self.tried else {}),
            **({"writer": self.writer.value} if self.writer is not Writer.STUDENT else {}),
            **({"beside": self.beside} if self.beside else {}),
        }

    @classmethod
    def from_members(cls, members: Mapping[str, Any], lang: str) -> "TriageRecord":
        return cls(
            message=members["message"],
            decision=Decision.from_dict(members["decision"]),
            lang=lang,
            school_choice=members.get("school_choice"),
            about=members.get("about"),
            excluded=frozenset(MemberId(bytes.fromhex(one)) for one in members.get("excluded", ())),
            tried=Tried.from_members(members["tried"]) if members.get("tried") else None,
            writer=writer_of(members.get("writer")),
            beside=members.get("beside", ""),
        )


def summary_of(texts: Iterable[str]) -> str:
    """The first words, on one line, as the inbox shows them."""
    words = " ".join(" ".join(texts).split())
    return words if len(words) <= SUMMARY_CHARACTERS else words[: SUMMARY_CHARACTERS - 1].rstrip() + "…"


def higher(one: str, other: str) -> Severity:
    """A later message can raise a thread and never lower it."""
    return max(Severity(one), Severity(other))
