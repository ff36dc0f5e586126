"""A page that somebody has, looked at by the clock: what its holder is told, and when it is nobody's any more. Pure.

An acknowledgement covers what existed then (safety 6), and it is worth something only if the one who waits hears
from a person. So what is new is told to the holder, a first reply that is late is asked for once, and if neither
is seen to, the page is open again and the next person is called.
"""

from dataclasses import dataclass
from enum import StrEnum

from notify.policy import Policy


class Deed(StrEnum):
    NEWS = "news"  # tell the holder that there is something new
    REMIND = "remind"  # ask the holder for a first reply
    AGAIN = "again"  # nobody sees to it: page again


@dataclass(frozen=True, slots=True)
class Held:
    """All times in unix seconds. `news_at`: since when something new lies unopened; `told_at`: when its holder was last
    texted or rung by anything; `gone`: the holder cannot be reached at all, having left.
    """

    taken_at: int
    replied_at: int | None = None
    reminded_at: int | None = None
    news_at: int | None = None
    news_told_at: int | None = None
    told_at: int | None = None
    gone: bool = False

    @property
    def waits(self) -> bool:
        """Whether anything is still expected of the holder."""
        return self.replied_at is None or self.news_at is not None

    def again_at(self, policy: Policy) -> int | None:
        """When it is nobody's any more, as far as that can be said now."""
        if self.gone:
            return self.taken_at if self.waits else None
        ends = []
        if self.news_at is not None:
            ends.append(self.news_at + policy.unopened_s)
        if self.replied_at is None and self.reminded_at is not None:
            ends.append(self.reminded_at + policy.again_s)
        return min(ends, default=None)


@dataclass(frozen=True, slots=True)
class Due:
    """Do this now."""

    deed: Deed


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing to do before `until`; None: nothing is waited for."""

    until: int | None


def look(policy: Policy, held: Held, now: int) -> Due | Rest:
    """What is due; of two things, the one that is due longer. A holder is told things at most once in `throttle_s`,
    which puts off no page.
    """
    again = held.again_at(policy)
    if again is not None and again <= now:
        return Due(Deed.AGAIN)
    free_at = 0 if held.told_at is None else held.told_at + policy.throttle_s
    moments = [(max(at, free_at), deed) for at, deed in _wanted(policy, held)]
    at, deed = min(moments, default=(now + 1, None))
    if deed is not None and at <= now:
        return Due(deed)
    return Rest(min([each for each, _ in moments] + ([] if again is None else [again]), default=None))


def _wanted(policy: Policy, held: Held) -> list[tuple[int, Deed]]:
    wanted = []
    if held.news_at is not None and held.news_told_at is None:
        wanted.append((held.news_at, Deed.NEWS))
    if held.replied_at is None and held.reminded_at is None:
        wanted.append((held.taken_at + policy.reply_s, Deed.REMIND))
    return wanted
