"""What a team does with a page, as data: which channels, how long to wait, who comes next. Pure.

The ladder that is shipped: browser, then text, then call, then e-mail to each person on call; then everyone of the team, by
text and by call; then the agency, where one is named; then from the beginning. Nothing in a policy ends a climb.

A released format is never edited: version 1 had `tries` alone, and everyone was rung once by the first of them;
version 2 let a page rest for ever once somebody had it, such a page gets the waits of today; version 3 knew no
browsers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from notify.ports import Channel

VERSION = 4


@dataclass(frozen=True, slots=True)
class Try:
    """One way to reach a person, and how long to wait (seconds) for the carrier and for the person."""

    channel: Channel
    confirm_s: int = 90
    answer_s: int = 180


# The fastest of all where somebody allowed it. A browser that showed it says so at once; one that is off says nothing.
BROWSER = Try(Channel.PUSH, 15, 30)
TEXT = Try(Channel.SMS, 90, 90)
CALL = Try(Channel.VOICE, 60, 60)
# A mail wakes nobody: it is there for whoever sits at a desk, and costs the next person half a minute.
MAIL = Try(Channel.EMAIL, 30, 30)


@dataclass(frozen=True, slots=True)
class Policy:
    """Frozen into each escalation when it begins. All times in seconds.

    `tries` are made with one person `repeats` times before the next is rung; `everyone` with all of the team at
    once; `fallback` with the agency. Of a page that somebody has: `reply_s` until its holder is reminded of a first
    reply, `again_s` from there until the next person is paged; `unopened_s` until one is paged because something
    new was not opened. `speed`: how many seconds of waiting pass in one (the demo's clock).
    """

    tries: tuple[Try, ...] = (BROWSER, TEXT, CALL, MAIL)
    everyone: tuple[Try, ...] = (TEXT, CALL)
    fallback: tuple[Try, ...] = (CALL, TEXT)
    repeats: int = 1
    throttle_s: int = 180
    tell_after_s: int = 600
    deaf_s: int = 30  # how soon to look again when nobody at all can be reached
    heard_s: int = 3600  # how long an agency that heard us is left in peace
    reply_s: int = 600
    again_s: int = 300
    unopened_s: int = 300
    speed: float = 1.0

    def at_speed(self) -> Self:
        """The waits as they pass, at least a second each; what is frozen into a page.

        Whoever has a page reads and writes no faster in a demo, so the waits for that stay as they are.
        """
        if self.speed == 1:
            return self

        def fast(wait_s: int) -> int:
            return max(1, round(wait_s / self.speed))

        def hurried(tries: Iterable[Try]) -> tuple[Try, ...]:
            return tuple(Try(each.channel, fast(each.confirm_s), fast(each.answer_s)) for each in tries)

        return replace(
            self,
            tries=hurried(self.tries),
            everyone=hurried(self.everyone),
            fallback=hurried(self.fallback),
            throttle_s=fast(self.throttle_s),
            tell_after_s=fast(self.tell_after_s),
            deaf_s=fast(self.deaf_s),
            heard_s=fast(self.heard_s),
            speed=1.0,
        )

    def hastened(self, speed: float) -> Self:
        """The same policy with every wait divided by `speed`."""
        return replace(self, speed=speed).at_speed()

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Of any version that was ever kept. One that is not known yet is read as the ladder that is shipped."""
        version = data.get("version", 1)
        if version == 1:
            tries = _tries(data["tries"])
            return cls(tries, tries[:1], (), 1, data["throttle_s"], data["tell_after_s"], data["deaf_s"])
        if version not in {2, 3, VERSION}:
            return cls()  # rather another ladder than none
        values = dict(data)
        del values["version"]
        return cls(**values | {name: _tries(data[name]) for name in ("tries", "everyone", "fallback")})

    def trial(self, channel: Channel) -> Try:
        """How long a message that belongs to no step of the ladder is waited for."""
        return next((each for each in self.tries if each.channel == channel), Try(channel))


def _tries(data: Iterable[Mapping[str, Any]]) -> tuple[Try, ...]:
    return tuple(Try(Channel(each["channel"]), each["confirm_s"], each["answer_s"]) for each in data)
