"""What an answer by text waits for, and why it lies with its author again."""

from enum import StrEnum


class Held(StrEnum):
    NIGHT = "night"  # leaves in the morning
    KEPT = "kept"  # until the student writes back
    BACK = "back"  # with its author, for a second look


class Holding(StrEnum):
    """`RULE`: it waits as the rules have it. `CLOSED`, of what still waits: its thread was closed with it."""

    RULE = "rule"
    WROTE = "wrote"  # the student wrote meanwhile
    TAKEN = "taken"  # a person took it back
    RESTART = "restart"  # the key of its text went with the process
    LATE = "late"  # nothing was sent for half an hour after its time
    CLOSED = "closed"  # its thread was closed
    NUMBER = "number"  # no text may go to this number any more
