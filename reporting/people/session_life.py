"""How long a session lives. Pure; all times in unix seconds."""

from reporting.store.sessions import SessionRecord

LONGEST_LOCK_SECONDS = 15 * 60  # no setting leaves keys within reach for longer
LOCK_SECONDS = 5 * 60  # longer than a call to a dispatcher, shorter than a phone lies forgotten on a desk
ABSOLUTE_SECONDS = 10 * 3600
PENDING_SECONDS = 5 * 60
STEP_UP_SECONDS = 5 * 60
TOUCH_SECONDS = 30  # how old `seen` may grow before a request writes it anew

PENDING = "pending"
FULL = "full"
LOCKED = "locked"


def end_of(record: SessionRecord, now: int) -> str | None:
    """Why this session is over: "pending_over" or "too_old"; None while it lives, locked or not."""
    if record.stage == PENDING:
        return "pending_over" if now >= record.created + PENDING_SECONDS else None
    if now >= record.created + ABSOLUTE_SECONDS:
        return "too_old"
    return None


def left_alone(record: SessionRecord, now: int, lock_seconds: int) -> bool:
    """Whether its keys must go: nobody did anything for so long."""
    return record.stage == FULL and now >= record.seen + lock_seconds
