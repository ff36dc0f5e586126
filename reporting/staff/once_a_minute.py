"""What pages say many times is worked out once a minute and language: fifty rows of an inbox share their hours, categories
and words, and so do two hundred inboxes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import g

from reporting.model.clock import Clock
from reporting.staff.language import chosen

P = ParamSpec("P")
T = TypeVar("T")

MOST = 10_000  # answers of one language

_Known = dict[tuple[Any, ...], Any]


class OnceAMinute:
    """Around what depends on its arguments, the language and the minute alone: never on who asks, never on a person's words.

    Arguments must be hashable.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._minute = -1
        self._by_language: dict[str, _Known] = {}

    def __call__(self, act: Callable[P, T]) -> Callable[P, T]:
        @wraps(act)
        def remembered(*args: P.args, **named: P.kwargs) -> T:
            known, asked = self._known(), (act, args, tuple(sorted(named.items())))
            if asked not in known:
                known[asked] = act(*args, **named)
            return known[asked]  # type: ignore[no-any-return]  # kept two lines above

        return remembered

    def _known(self) -> _Known:
        """Of the minute in which the request began."""
        known: _Known | None = g.get("once_a_minute")
        if known is None:
            minute = int(self._clock().timestamp()) // 60
            if minute != self._minute:
                self._by_language, self._minute = {}, minute
            known = self._by_language.setdefault(chosen(), {})
            if len(known) > MOST:
                known = self._by_language[chosen()] = {}
            g.once_a_minute = known
        return known
