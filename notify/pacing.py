"""How fast one number may send, and who waits for whom: pages wait for pages alone, all others for everything. Pure.

A carrier takes messages faster than it sends them, and sends them in the order in which it got them: a thousand
notices handed over at once would stand before the next page for a quarter of an hour. So they wait here instead,
where a page overtakes them. A page that comes while something else is being sent goes at once, and what waits
makes room for it afterwards, so that the rate holds over any longer time.
"""

from dataclasses import dataclass
from math import ceil

from notify.ports import Channel

# A clock that jumped silences nobody: no lane is believed to be busy for longer.
HORIZON_MS = 300_000


@dataclass(frozen=True, slots=True)
class Rates:
    """Of one number: segments of texts and calls a second. A long code: 1 and 1."""

    texts: float = 1.0
    calls: float = 1.0

    def cost_ms(self, channel: Channel, segments: int) -> int:
        """How long one message occupies its number; 0 for a mail, which has none."""
        if channel is Channel.SMS:
            return ceil(1000 * segments / self.texts)
        return ceil(1000 / self.calls) if channel is Channel.VOICE else 0


@dataclass(frozen=True, slots=True)
class Lane:
    """One channel of one number: until when pages occupy it, and until when anything does. Unix milliseconds."""

    pages_until_ms: int = 0
    until_ms: int = 0

    def free(self, now_ms: int, *, page: bool) -> bool:
        """Whether a message may go now."""
        left = (self.pages_until_ms if page else self.until_ms) - now_ms
        return not 0 < left <= HORIZON_MS

    def taken(self, now_ms: int, cost_ms: int, *, page: bool) -> "Lane":
        """After a message that went now."""
        until_ms = self._believed(self.until_ms, now_ms) + cost_ms
        if not page:
            return Lane(self.pages_until_ms, until_ms)
        return Lane(self._believed(self.pages_until_ms, now_ms) + cost_ms, until_ms)

    def refused(self, now_ms: int, wait_ms: int) -> "Lane":
        """The carrier said "too many": nobody tries before it said."""
        again_ms = now_ms + wait_ms
        return Lane(max(self.pages_until_ms, again_ms), max(self.until_ms, again_ms))

    def _believed(self, until_ms: int, now_ms: int) -> int:
        return until_ms if 0 < until_ms - now_ms <= HORIZON_MS else now_ms
