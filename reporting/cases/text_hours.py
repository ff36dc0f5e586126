"""When a text may leave for a student's phone: by night it waits, and after a day of silence something neutral goes first. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

NIGHT_BEGINS, NIGHT_ENDS = time(21), time(7)
# Whoever wrote so lately holds the phone now.
FRESH = timedelta(minutes=30)
# After so long somebody else may hold it.
SILENCE = timedelta(hours=24)


def leaves_at(now: datetime, zone: ZoneInfo, *, urgent: bool, fresh: bool) -> datetime | None:
    """The end of the night; None: at once. `fresh`: the student wrote within the last half hour."""
    local = now.astimezone(zone)
    if urgent or fresh or NIGHT_ENDS <= local.time() < NIGHT_BEGINS:
        return None
    day = local.date() + timedelta(days=1 if local.time() >= NIGHT_BEGINS else 0)
    return datetime.combine(day, NIGHT_ENDS, zone).astimezone(UTC)


def is_silent(now: datetime, heard: datetime | None) -> bool:
    return heard is None or now - heard > SILENCE
