"""A message lies in another queue than its own, because nobody can open that one: said to those who hold it now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from reporting.cases.ground import Ground
from reporting.cases.placing import QueueFacts
from reporting.cases.thread_alarms import raise_for
from reporting.model.clock import minute_of
from reporting.model.queue import QueueKind
from reporting.model.thread import ThreadState
from reporting.store import alarms, threads
from reporting.store.alarms import Alarm
from reporting.store.threads import Thread

# Kinds of alarms: each says which queue is missing, and nothing of the message.
KINDS: Mapping[str, QueueKind] = {f"no_{kind.value}_queue": kind for kind in QueueKind}


def note_fallback(conn: Connection, thread: Thread, missing: Iterable[QueueKind], now: datetime) -> None:
    """In the transaction that puts the thread there."""
    for kind in missing:
        name = f"no_{kind.value}_queue"
        raise_for(conn, district=thread.district, kind=name, about=thread.id, thread=thread, now=now)


def still_lies(alarm: Alarm, thread: Thread | None, queues: Sequence[QueueFacts]) -> bool:
    """Whether it needs a hand still: open, never handed over, and its own queue still cannot be opened. Pure."""
    kind = KINDS.get(alarm.kind)
    if kind is None or thread is None or thread.state is ThreadState.CLOSED or thread.queue != alarm.queue:
        return False
    # A school's urgent messages have a second home, the district's crisis queue.
    return not any(queue.kind is kind and queue.school in {thread.school, None} for queue in queues)


class Fallbacks:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def look(self) -> int:
        """Clear alarms whose cause is gone; how many. For the clock."""
        ground = self._ground
        with ground.database.read() as conn:
            standing = [one for one in alarms.standing(conn, ground.district) if one.kind in KINDS]
            known = threads.by_ids(conn, ground.district, [one.thread for one in standing if one.thread])
        queues = ground.roll.queues()
        over = [
            one
            for one in standing
            if not still_lies(one, known.get(one.thread) if one.thread else None, queues)
        ]
        minute = minute_of(ground.clock(), exact=True)

        def unit(conn: Connection) -> None:
            for one in over:
                alarms.clear(conn, ground.district, one.id, minute)

        if over:
            ground.database.write(unit)
        return len(over)
