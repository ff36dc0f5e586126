"""How often the line tests itself, and for how long a passed test counts."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`interval`: for so long a passed test counts. `deadline`: for so long a test may run. `again`: after a failed one.

    The next test begins a deadline before the interval ends, so that its outcome is known by then: whatever breaks is
    said within one interval of the last test that passed.
    """

    interval: timedelta = timedelta(minutes=15)
    deadline: timedelta = timedelta(minutes=2)
    again: timedelta = timedelta(minutes=1)

    @property
    def every(self) -> timedelta:
        return self.interval - self.deadline

    def hastened(self, speed: float) -> Self:
        """For the demo. A slow machine still gets its two minutes, and a test a minute is enough to look at."""
        shortest = self.deadline + self.again
        return replace(self, interval=max(shortest, self.interval / max(speed, 1)))
