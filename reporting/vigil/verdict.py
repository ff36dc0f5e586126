"""Whether somebody would be reached now, and if not, why. Pure: facts and the time in, a verdict out.

What is not known counts as failing: a line that cannot tell that it is awake says that nobody reads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from notify.ports import Channel
from reporting.vigil.rhythm import Rhythm

STUCK = timedelta(minutes=2)
SILENT = timedelta(minutes=3)
WAKING = frozenset({Channel.SMS, Channel.VOICE})
# The task that writes down what turned. Without it nothing else is known either.
PULSE = "pulse"
# Without these no page leaves. Of the others a late one is an alarm, and people are still woken.
VITAL = frozenset({"send", "climb"})


class Why(StrEnum):
    UNREADABLE = "unreadable"  # the facts themselves cannot be read
    WORKER_SILENT = "worker_silent"
    TASK_SILENT = "task_silent"  # about: which task
    STUCK = "stuck"  # a message has been due for minutes
    REFUSED = "refused"  # the carrier refuses the account
    CHANNELS_DOWN = "channels_down"
    NO_LINE = "no_line"  # the district has no number to call people from
    NOBODY = "nobody"  # a team without a reachable person on call
    TEST_FAILED = "test_failed"  # about: the stage
    TEST_MISSING = "test_missing"  # no test has passed lately


@dataclass(frozen=True, slots=True)
class Cause:
    why: Why
    about: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    at: datetime
    every: timedelta


@dataclass(frozen=True, slots=True)
class LastTest:
    """The last test that ended: when it began, and at which stage it failed (None: it passed)."""

    began: datetime
    failed_at: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known at one moment. `oldest_due`: since when the oldest message that should have left waits.

    `refused`: the carrier refuses texts or calls; `down`: channels that fail. `passed`: when the last passed test began.
    """

    line: bool
    covered: bool
    refused: bool
    down: frozenset[Channel]
    oldest_due: datetime | None
    beats: Mapping[str, Beat]
    tested: LastTest | None
    passed: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`causes`: why nobody is reached; none where all is well. `late`: other tasks that do not turn."""

    causes: tuple[Cause, ...]
    late: tuple[str, ...] = ()

    @property
    def healthy(self) -> bool:
        return not self.causes


def verdict(facts: Facts | None, now: datetime, rhythm: Rhythm) -> Verdict:
    """`facts` None: they could not be read."""
    if facts is None:
        return Verdict((Cause(Why.UNREADABLE),))
    return Verdict(tuple(_causes(facts, now, rhythm)), tuple(_late(facts, now)))


def _causes(facts: Facts, now: datetime, rhythm: Rhythm) -> Iterator[Cause]:
    yield from _of_the_worker(facts, now)
    wrong = {
        Why.NO_LINE: not facts.line,
        Why.STUCK: facts.oldest_due is not None and now - facts.oldest_due >= STUCK,
        Why.REFUSED: facts.refused,
        Why.CHANNELS_DOWN: facts.down >= WAKING,
        Why.NOBODY: not facts.covered,
    }
    yield from (Cause(why) for why, stands in wrong.items() if stands)
    if facts.tested is not None and facts.tested.failed_at is not None:
        yield Cause(Why.TEST_FAILED, facts.tested.failed_at)
    elif facts.passed is None or now - facts.passed >= rhythm.interval:
        yield Cause(Why.TEST_MISSING)


def _of_the_worker(facts: Facts, now: datetime) -> Iterator[Cause]:
    """Where the pulse itself is silent, what the others do is not known."""
    if not _fresh(facts, PULSE, now):
        yield Cause(Why.WORKER_SILENT)
        return
    for name in sorted(VITAL):
        if not _fresh(facts, name, now):
            yield Cause(Why.TASK_SILENT, name)


def _fresh(facts: Facts, name: str, now: datetime) -> bool:
    beat = facts.beats.get(name)
    return beat is not None and now - beat.at < SILENT


def _late(facts: Facts, now: datetime) -> Iterator[str]:
    """Tasks that missed two turns and a while."""
    for name, beat in sorted(facts.beats.items()):
        if name not in {PULSE, *VITAL} and now - beat.at >= 2 * beat.every + SILENT:
            yield name
