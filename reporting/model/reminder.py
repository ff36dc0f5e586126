"""Why a thread comes back to a person on a day."""

from enum import StrEnum


class ReminderKind(StrEnum):
    TASK = "task"  # something to be done in it
    FOLLOW_UP = "follow_up"  # closed some time ago: how are they now?
