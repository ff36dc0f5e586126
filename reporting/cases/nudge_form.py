"""What a student gives a phone number for, and the form of a nudge as it was typed."""

from dataclasses import dataclass
from enum import StrEnum


class For(StrEnum):
    """What a number is given for."""

    TEXTS = "texts"
    NUDGE = "nudge"


@dataclass(frozen=True, slots=True)
class NudgeForm:
    """As typed. `begins` and `ends`: hours from 0 to 23."""

    number: str
    words: str
    begins: int
    ends: int

    def __repr__(self) -> str:
        return "NudgeForm(<sealed>)"
