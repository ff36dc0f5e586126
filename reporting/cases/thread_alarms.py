"""Alarms about one thread: the same trouble is one alarm, and it ends when somebody has acted."""

from datetime import datetime

from sqlalchemy import Connection

from reporting.model.clock import minute_of
from reporting.model.ids import DistrictId, ThreadId
from reporting.store import alarms
from reporting.store.alarms import Alarm
from reporting.store.threads import Thread
from reporting.vault.notation import label, lp, sha256

LATE_ANSWER = "late_answer"
REPLY_NOT_SENT = "reply_not_sent"


def raise_for(
    conn: Connection, *, district: DistrictId, kind: str, about: bytes, thread: Thread, now: datetime
) -> bool:
    """`about`: what the trouble is with, a thread or a message. Whether it is new."""
    minute = minute_of(now, exact=True)
    alarm = Alarm(_id(kind, about), kind, minute, queue=thread.queue, thread=thread.id)
    return alarms.raise_alarm(conn, district, alarm)


def clear_late(conn: Connection, district: DistrictId, thread: ThreadId, minute: int) -> None:
    """The student was answered, or the thread is closed."""
    alarms.clear(conn, district, _id(LATE_ANSWER, thread), minute)


def _id(kind: str, about: bytes) -> bytes:
    return sha256(lp(label(f"alarm-{kind}"), about))[:16]
