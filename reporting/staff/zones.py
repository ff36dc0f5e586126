"""The time zones that the set-up page offers."""

from functools import cache
from zoneinfo import available_timezones

# The zones of the United States stand first.
COMMON_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)


@cache
def zones() -> tuple[str, ...]:
    """All zones of this machine. Looked for once: it reads a folder of hundreds of files."""
    return (*COMMON_ZONES, *sorted(available_timezones() - set(COMMON_ZONES)))
