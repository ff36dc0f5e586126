"""Who says to be writing, by the page that they wrote on. Nobody checks it; a guardian had a link."""

from enum import StrEnum


class Writer(StrEnum):
    STUDENT = "student"
    ADULT = "adult"
    GUARDIAN = "guardian"


def writer_of(sealed: object) -> Writer:
    """From a sealed member, which a student's thread does not have."""
    return _BY_NAME.get(sealed, Writer.STUDENT) if isinstance(sealed, str) else Writer.STUDENT


_BY_NAME = {one.value: one for one in Writer}
