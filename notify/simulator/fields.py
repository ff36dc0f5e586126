"""A form or a query as Twilio reads it: the last value of each name, and all of those that may be repeated."""

from collections.abc import Iterable, Iterator, Mapping


class Fields(Mapping[str, str]):
    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._pairs = tuple(pairs)
        self._last = dict(self._pairs)

    def __getitem__(self, name: str) -> str:
        return self._last[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)

    def all(self, name: str) -> tuple[str, ...]:
        """`MediaUrl`, `StatusCallbackEvent`: sent once for each value."""
        return tuple(value for each, value in self._pairs if each == name)
