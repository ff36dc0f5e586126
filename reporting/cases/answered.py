"""That staff answered, and that the student came back for it: numbers of messages beside the thread, and no time."""

from sqlalchemy import Connection

from reporting.cases.ground import Ground
from reporting.cases.refusals import AnsweredMeanwhile
from reporting.model.ids import DistrictId, ThreadId
from reporting.store import listings, nudges, thread_reads, threads
from reporting.store.errors import StoreError
from reporting.store.thread_reads import Answers
from reporting.store.threads import Thread


def refuse_a_race(conn: Connection, district: DistrictId, thread: Thread) -> None:
    """Two answers at the same moment: the thread is locked by now, and the second one is shown the first.

    `thread` as it was when the second was written. Raises AnsweredMeanwhile.
    """
    now = thread_reads.answers_of(conn, district, thread.id)
    if now is not None and now.answered > thread.last_seq:
        raise AnsweredMeanwhile


def note_answered(conn: Connection, district: DistrictId, thread: ThreadId) -> None:
    """In the unit that appended the answer: it is the thread's last message then."""
    row = threads.by_id(conn, district, thread)
    if row is not None:
        thread_reads.note_answer(conn, district, thread, row.last_seq)


def note_fetched(ground: Ground, thread: ThreadId, seq: int, known: Answers | None) -> None:
    """The student was shown everything up to `seq`, `known` so far. Writes once for each new answer; a full disk hides no
    words.
    """
    if known is None or not known.unfetched:
        return
    try:
        news = ground.database.write(lambda conn: _fetched(conn, ground, thread, seq))
    except StoreError:
        return
    if news:
        with ground.database.read() as conn:
            holders = listings.holders(conn, ground.district, thread)
        ground.feed.tell(holders, urgent=False)


def _fetched(conn: Connection, ground: Ground, thread: ThreadId, seq: int) -> bool:
    """What was read needs no nudge any more."""
    ground.paging.take_back_notes(conn, nudges.about(thread), ground.clock())
    return thread_reads.note_fetched(conn, ground.district, thread, seq)
