"""Queues: who may open what. Each has its own key, held only by its members."""

from enum import StrEnum


class QueueKind(StrEnum):
    COUNSELOR = "counselor"  # a school's everyday queue
    CRISIS = "crisis"  # a school's urgent matters; its holders are the people on call
    DISTRICT = "district"  # "another school", "I don't know", and schools without a counselor queue
    DESIGNEE = "designee"  # what names a member of staff
