"""A base for whatever holds a secret: a log line, a traceback or a pickle must not carry it."""

from typing import NoReturn, SupportsIndex


class Redacted:
    """Hides its content from `repr` and refuses to be pickled or copied."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: redacted>"

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds a secret and is never serialised")
