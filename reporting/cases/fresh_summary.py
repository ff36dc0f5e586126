"""What a list shows of a thread, sealed anew for those who list it from now on."""

from sqlalchemy import Connection

from reporting.cases.desk_thread import DeskThread
from reporting.cases.ground import Ground
from reporting.cases.new_thread import summary_draft
from reporting.cases.refusals import NotAllowed
from reporting.cases.triage_record import TriageRecord
from reporting.model.clock import minute_of
from reporting.model.kind import Kind
from reporting.store import messages, threads
from reporting.store.messages import Draft
from reporting.vault.chain import core_hash
from reporting.vault.xwing import PublicKey
from triage.decision import Severity


class ThreadGrew(Exception):
    """A message came since the plan was made: load the thread and plan again."""


def fresh_summary(ground: Ground, thread: DeskThread, readers: list[PublicKey]) -> Draft:
    """Raises NotAllowed where no word of triage can be read."""
    row, leading = thread.row, _leading(thread)
    words = {
        one.stored.id.hex(): one.text for one in thread.opened if one.stored.kind in {Kind.WEB, Kind.SMS}
    }
    return summary_draft(
        thread.place,
        leading,
        words.get(leading.message, ""),
        readers,
        ground.id(),
        now=ground.clock(),
        exact=row.severity == Severity.URGENT.value,
        standing=thread.standing(),
    )


def hold_still(conn: Connection, ground: Ground, thread: DeskThread) -> None:
    """Locks the thread and empties its old summaries, which were sealed to the old readers alone.

    Raises ThreadGrew: what came meanwhile was sealed to the old readers, and must be part of the plan.
    """
    row = thread.row
    messages.append(conn, ground.district, row.id, [], ground.chain.of(row.id))
    current = threads.by_id(conn, ground.district, row.id)
    if current is None or current.last_seq != row.last_seq:
        raise ThreadGrew
    messages.empty(conn, ground.district, row.id, Kind.SUMMARY, core_hash)


def changed_minute(ground: Ground) -> int:
    return minute_of(ground.clock(), exact=True)


def _leading(thread: DeskThread) -> TriageRecord:
    records = thread.records()
    if not records:
        raise NotAllowed
    return max(records, key=lambda one: one.decision.severity.rank)
