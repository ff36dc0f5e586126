"""Lists of threads in prepared statements, which know no list: so many places at once, the rest filled up with one of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam

from reporting.model.ids import ThreadId
from reporting.store.tables.columns import Id

AT_ONCE = 16


def filled_up(ids: Sequence[ThreadId]) -> Sequence[ThreadId]:
    """As many as some statement asks for; the same thread twice is found once."""
    return [*ids, *[ids[0]] * (-len(ids) % AT_ONCE)]


def numbered(ids: Sequence[ThreadId]) -> dict[str, bytes]:
    return {f"thread_{place}": one for place, one in enumerate(ids)}


def one_of_so_many(count: int) -> list[Any]:
    """What a column is asked to be among, as `numbered` fills it."""
    return [bindparam(f"thread_{place}", type_=Id) for place in range(count)]
