"""What a page says many times is worked out once: fifty rows of an inbox share their hours, categories and words."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g

P = ParamSpec("P")
T = TypeVar("T")


def once_a_page(act: Callable[P, T]) -> Callable[P, T]:
    """Remember answers until the request ends. Arguments must be hashable; nothing outlives the page."""

    @wraps(act)
    def remembered(*args: P.args, **named: P.kwargs) -> T:
        known = g.setdefault("once_a_page", {})
        asked = (act, args, tuple(sorted(named.items())))
        if asked not in known:
            known[asked] = act(*args, **named)
        return known[asked]  # type: ignore[no-any-return]  # kept two lines above

    return remembered
