"""Where a search stands between two slices."""

from dataclasses import dataclass
from datetime import timedelta

from pydantic import TypeAdapter

from reporting.cases.search_view import Asked, Found, How
from reporting.model.clock import Clock
from reporting.people.kept_by_session import KeptBySession

KEPT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Standing:
    """A search between two slices. `after`: minute and thread (hex) of what was looked at last; `again`: the second walk,
    over what changed during the first; `begun_version`: the change feed's number at the beginning.
    """

    number: str
    asked: Asked
    total: int
    begun_minute: int
    begun_version: int
    how: How = "walking"
    searched: int = 0
    unopened: int = 0
    again: bool = False
    after: tuple[int, str] | None = None
    found: tuple[Found, ...] = ()

    def __repr__(self) -> str:
        return f"Standing({self.how!r})"


_AS_JSON = TypeAdapter(Standing)


def kept_searches(clock: Clock) -> KeptBySession[Standing]:
    return KeptBySession(clock, "kept-search", _AS_JSON, KEPT)
