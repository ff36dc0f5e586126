"""Kinds of danger: coarser than what triage calls a category, since people act alike in each."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Danger(StrEnum):
    """What whoever is woken must know how to begin with."""

    LIFE = "life"  # somebody may take their own life, or hurts themselves
    ATTACK = "attack"  # somebody may hurt others
    HURT = "hurt"  # somebody is being hurt, at home or by someone close
    IMAGES = "images"  # somebody is pressed with pictures
    OVERDOSE = "overdose"  # somebody took something
    AWAY = "away"  # somebody ran away, or is kept
    STAFF = "staff"  # it names somebody who works in a school
    HARASSED = "harassed"  # somebody is tormented
    OTHER = "other"


_KINDS: Mapping[str, Danger] = MappingProxyType(
    {
        "suicide_selfharm": Danger.LIFE,
        "eating_disorder": Danger.LIFE,
        "depression_anxiety": Danger.LIFE,
        "grief": Danger.LIFE,
        "attack_weapons": Danger.ATTACK,
        "threat": Danger.ATTACK,
        "fight": Danger.ATTACK,
        "abuse_neglect": Danger.HURT,
        "sexual_assault": Danger.HURT,
        "dating_violence": Danger.HURT,
        "stalking": Danger.HURT,
        "family_stress": Danger.HURT,
        "sextortion": Danger.IMAGES,
        "overdose": Danger.OVERDOSE,
        "substance_use": Danger.OVERDOSE,
        "runaway_trafficking": Danger.AWAY,
        "staff_misconduct": Danger.STAFF,
        "hate_harassment": Danger.HARASSED,
        "bullying": Danger.HARASSED,
        "discrimination": Danger.HARASSED,
    }
)


# Where a picture may be one that nobody may have: it is covered, and leaves this house by no button.
_COVERED = frozenset({"sexual_assault"})


def covers_pictures(category: str) -> bool:
    """Whether pictures of such a thread stay covered until somebody asks, and are never printed, saved or sent on."""
    return category in _COVERED or danger_of(category) is Danger.IMAGES


def danger_of(category: str) -> Danger:
    """The kind of danger of a category of triage; OTHER for what names none."""
    return _KINDS.get(category, Danger.OTHER)
