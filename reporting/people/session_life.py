"""How long a session lives. Pure; all times in unix seconds."""

from reporting.store.sessions import SessionRecord

IDLE_SECONDS = 15 * 60
ABSOLUTE_SECONDS = 10 * 3600
PENDING_SECONDS = 5 * 60
STEP_UP_SECONDS = 5 * 60
TOUCH_SECONDS = 30  # how old `seen` may grow before a request writes it anew

PENDING = "pending"
FULL = "full"


def end_of(record: SessionRecord, now: int) -> str | None:
    """Why this session is over: "pending_over", "too_old" or "idle"; None while it lives."""
    if record.stage == PENDING:
        return "pending_over" if now >= record.created + PENDING_SECONDS else None
    if now >= record.created + ABSOLUTE_SECONDS:
        return "too_old"
    if now >= record.seen + IDLE_SECONDS:
        return "idle"
    return None
