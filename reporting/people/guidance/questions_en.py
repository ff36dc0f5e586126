"""What students are asked after their message is stored, in English. A district writes its own instead.

Open questions, so that an answer says something by itself: triage reads answers and not questions. None asks who the
student is, for a picture, or to find out more.
"""

from collections.abc import Mapping
from types import MappingProxyType

from reporting.model.danger import Danger

_NOW = "Where is this person now, if you know?"
_WHO_KNOWS = "Which adult already knows about this?"

QUESTIONS: Mapping[Danger, tuple[str, ...]] = MappingProxyType(
    {
        Danger.LIFE: (
            "What was said or done that makes you worry?",
            "When did it start, or when could it happen?",
            _NOW,
            _WHO_KNOWS,
        ),
        Danger.ATTACK: (
            "What did you see or hear yourself?",
            "When and where could it happen?",
            "What do you know about a weapon?",
            _NOW,
        ),
        Danger.HURT: (
            "What happened, in your own words?",
            "When did it happen last?",
            "When is a good time for help to come?",
            _WHO_KNOWS,
        ),
        Danger.IMAGES: (
            "What does the other person want? Tell us in words. Don't send or share nude pictures, not even as proof.",
            "In which app does it happen?",
            "What have you done so far? Nothing is fine too.",
        ),
        Danger.OVERDOSE: ("What was taken, and how much, if you know?", "When was it taken?", _NOW),
        Danger.AWAY: (
            "When was this person last seen?",
            "Where could they have gone?",
            "Who could they be with?",
        ),
        Danger.STAFF: (
            "What did this person do or say?",
            "When and where did it happen?",
            "Who else saw it? A grade or a class is enough.",
        ),
        Danger.HARASSED: (
            "What happened, and how often?",
            "Where does it happen? At school, on the bus, or online?",
            "What would help most?",
        ),
        Danger.OTHER: ("When and where did it happen?", "Who else saw or knows it?", "What would help most?"),
    }
)
