"""Who says to be writing, by the page that they wrote on. Nobody checks it."""

from enum import StrEnum


class Writer(StrEnum):
    STUDENT = "student"
    ADULT = "adult"


def writer_of(sealed: object) -> Writer:
    """From a sealed member, which is there for an adult alone."""
    return Writer.ADULT if sealed == Writer.ADULT else Writer.STUDENT
