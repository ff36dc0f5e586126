"""What a text can be about: the one list that rules, routes, the labelled corpus and the staff site share."""

from triage.decision import UNSORTED
from triage.sheet import Entry

CATEGORIES = (
    "suicide_selfharm",
    "attack_weapons",
    "threat",
    "abuse_neglect",
    "sexual_assault",
    "dating_violence",
    "sextortion",
    "stalking",
    "overdose",
    "substance_use",  # drugs, vaping, alcohol
    "fight",
    "runaway_trafficking",
    "hate_harassment",
    "bullying",  # online too
    "eating_disorder",
    "depression_anxiety",
    "grief",
    "family_stress",
    "basic_needs",
    "pregnancy",
    "cheating",
    "theft_vandalism",
    "staff_misconduct",
    "discrimination",
    "question",
    "thanks",
    "spam",  # abuse of the line too
)
_KNOWN = frozenset(CATEGORIES)
_DECIDED = _KNOWN | {UNSORTED}


def category(entry: Entry, *, unsorted: bool = False) -> str:
    """The category that an entry names. Raises RulebookInvalid: a misspelt one would reach nobody's queue."""
    name = entry.text()
    if name not in (_DECIDED if unsorted else _KNOWN):
        entry.wrong(f"no category {name!r}; known are {', '.join(CATEGORIES)}")
    return name
