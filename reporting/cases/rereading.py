"""After a restart, texts were judged alone: whoever unlocks first reads their threads again as a whole."""

import threading
from collections import OrderedDict

from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.ground import Ground
from reporting.cases.new_thread import summary_draft, triage_draft
from reporting.cases.raising import Raising, ReadersChanged
from reporting.cases.refusals import NoSuchThread
from reporting.cases.ruling import in_its_school
from reporting.cases.triage_record import TriageRecord
from reporting.cases.trying import tried_beside
from reporting.model.ids import ThreadId
from reporting.model.kind import Kind
from reporting.people.staff_session import StaffSession
from reporting.store import threads
from reporting.store.errors import StoreError
from triage.assess import assess
from triage.context import Context
from triage.decision import Severity

MOST = 2_000
A_TIME = 5
TEXTS = 12


class Rereading:
    """The threads are remembered in RAM: a restart in between makes the next text start it again."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._desks = Desks(ground)
        self._raising = Raising(ground)
        self._lock = threading.Lock()
        self._waiting: OrderedDict[ThreadId, None] = OrderedDict()

    def remember(self, thread: ThreadId) -> None:
        """Its earlier texts could not be read when the newest one came."""
        with self._lock:
            self._waiting[thread] = None
            self._waiting.move_to_end(thread)
            while len(self._waiting) > MOST:
                self._waiting.popitem(last=False)

    def run(self, session: StaffSession) -> int:
        """Read a few of the waiting threads that this person can open; how many were raised.

        Raises StoreError; what was not read again goes on waiting.
        """
        with self._lock:
            some = list(self._waiting)[:A_TIME]
        return sum(self._again(session, thread) for thread in some)

    def _again(self, session: StaffSession, waiting: ThreadId) -> bool:
        with self._lock:
            # Taken first: two people who sign in at the same moment wake nobody twice.
            if waiting not in self._waiting:
                return False
            del self._waiting[waiting]
        try:
            thread = self._load(session, waiting)
            return thread is not None and self._raise(thread)
        except (NoSuchThread, ReadersChanged):
            self.remember(waiting)
            return False
        except StoreError:
            self.remember(waiting)
            raise

    def _load(self, session: StaffSession, waiting: ThreadId) -> DeskThread | None:
        """None for a thread that was erased. Raises NoSuchThread where this person cannot open it."""
        ground = self._ground
        with ground.database.read() as conn:
            row = threads.by_id(conn, ground.district, waiting)
        thread = self._desks.load(session, row.reference) if row else None
        if thread is not None and thread.keys is None:
            raise NoSuchThread
        return thread

    def _raise(self, thread: DeskThread) -> bool:
        ground, row = self._ground, thread.row
        heard = [one for one in thread.opened if one.stored.kind in {Kind.WEB, Kind.SMS} and one.text]
        if not heard:
            return False
        *before, last = heard[-TEXTS:]
        lang = (last.payload.lang if last.payload else None) or ground.roll.lang()
        alone = Context(channel=row.channel.value, lang=lang, prior=tuple(one.text for one in before))
        context = in_its_school(alone, ground.roll, row.school)
        decision = assess(last.text, ground.rules.active, context)
        if decision.severity.rank <= Severity(row.severity).rank:
            return False
        # Counted it was when it came: here only what is shown to readers is made again.
        trial = tried_beside(ground.rules, decision, last.text, context)
        tried = trial.tried if trial else None
        record = TriageRecord(
            last.stored.id.hex(), decision, lang, None, None, thread.excluded(), tried, thread.writer
        )
        now, urgent = ground.clock(), decision.severity is Severity.URGENT
        plan = self._raising.plan(
            row,
            record,
            lambda readers, _summarise: [
                triage_draft(
                    thread.place, ground.system, record, [thread.case], ground.id(), now=now, exact=urgent
                ),
                *(
                    [
                        summary_draft(
                            thread.place, record, last.text, readers, ground.id(), now=now, exact=urgent
                        )
                    ]
                    if readers
                    else []
                ),
            ],
            now=now,
            urgent=urgent,
            spoken=False,
        )
        ground.database.write(lambda conn: self._raising.apply(conn, plan))
        ground.feed.tell(plan.holders, urgent=urgent)
        return True
