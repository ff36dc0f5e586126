"""What a list's rows are known by, so that a page that watches is sent those alone that it does not have yet. Pure.

A mark covers what the row shows before its summary is opened, and which message that summary is. It is keyed by the
session and by how its page looks, so that it tells nobody else anything, and a mark of another session, filter or
language is simply not known. Times that come nearer change no mark: a page asks for all rows anew every few minutes,
and at a full hour not all rows of all screens must be new at once.
"""

from hashlib import blake2b

from reporting.store.listed_threads import ListedThread
from reporting.vault.notation import kd

_LENGTH = 6  # bytes: few enough for a header of hundreds, enough that two rows of a page never meet


class RowMarks:
    """`looks`: whatever else decides how a row is written."""

    def __init__(self, secret: bytes, looks: str) -> None:
        self._key = kd(secret, "row-marks", looks.encode())

    def of(self, thread: ListedThread, *, back: bool) -> str:
        """`back`: it stands in the list because its day has come."""
        shown = f"{back:d}{tuple.__repr__(thread)}"
        return blake2b(shown.encode(), key=self._key, digest_size=_LENGTH).hexdigest()
