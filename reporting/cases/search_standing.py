"""Where a search stands between two slices."""

from dataclasses import dataclass
from datetime import timedelta

from pydantic import TypeAdapter

from reporting.cases.search_view import Asked, Found, How
from reporting.model.clock import Clock
from reporting.model.ids import ThreadId
from reporting.people.kept_by_session import KeptBySession
from reporting.store.newest import ChangedPlace

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

    @property
    def place(self) -> ChangedPlace | None:
        """What was looked at last."""
        return ChangedPlace(self.after[0], ThreadId(bytes.fromhex(self.after[1]))) if self.after else None

    def __repr__(self) -> str:
        return f"Standing({self.how!r})"


_AS_JSON = TypeAdapter(Standing)


def kept_searches(clock: Clock) -> KeptBySession[Standing]:
    return KeptBySession(clock, "kept-search", _AS_JSON, KEPT)
