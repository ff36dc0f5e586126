"""Final on-call time as plain UTC intervals: who is called at an instant, and how the time is cut. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Interval:
    """Someone is on call from `starts` until just before `ends`, aware UTC. `layer`: what put them there."""

    starts: datetime
    ends: datetime
    person: bytes
    position: int = 0  # 0 is called first
    layer: bytes = b""


def who(intervals: Iterable[Interval], now: datetime) -> tuple[bytes, ...]:
    """The persons on call at this instant, in the order in which they are called, each once."""
    held = sorted(
        (one for one in intervals if one.starts <= now < one.ends), key=lambda interval: interval.position
    )
    return tuple(dict.fromkeys(one.person for one in held))


def stretches(
    intervals: Sequence[Interval], start: datetime, end: datetime, changes: Iterable[datetime] = ()
) -> Iterator[tuple[datetime, datetime, tuple[bytes, ...]]]:
    """The time between two UTC instants cut wherever anything changes, with who holds each piece.

    `changes`: further instants to cut at.
    """
    held = [one for one in intervals if one.ends > start and one.starts < end]
    edges = {start, end, *(min(max(edge, start), end) for one in held for edge in (one.starts, one.ends))}
    edges |= {edge for edge in changes if start < edge < end}
    for here, there in pairwise(sorted(edges)):
        yield here, there, who(held, here)
