"""Thirty categories are too fine for a school: a report speaks of seven topics."""

from collections.abc import Mapping

TOPICS = ("mood", "bullying", "violence", "abuse", "home", "substances", "other")

_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "mood": ("suicide_selfharm", "depression_anxiety", "eating_disorder", "grief"),
    "bullying": ("bullying", "hate_harassment", "discrimination", "stalking"),
    "violence": ("attack_weapons", "threat", "fight"),
    "abuse": ("abuse_neglect", "sexual_assault", "sextortion", "dating_violence", "runaway_trafficking"),
    "home": ("family_stress", "basic_needs", "pregnancy"),
    "substances": ("substance_use", "overdose"),
}
_TOPIC_OF = {category: topic for topic, categories in _CATEGORIES.items() for category in categories}


def topic_of(category: str) -> str:
    """What is about staff, property or nothing in particular is "other", like every category of a district's own."""
    return _TOPIC_OF.get(category, "other")
