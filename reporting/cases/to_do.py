"""What is to be done in a thread, by whom and until when: sealed notes, and a day in clear that brings it back.

The words stand in the thread alone; a list shows the day and the thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from reporting.cases.desk_pen import DeskPen, Doing, Effect
from reporting.cases.ground import Ground
from reporting.cases.refusals import EmptyText, NotAllowed, TooLong
from reporting.cases.staff_view import Act
from reporting.cases.task_notes import DONE, TASK, tasks_of
from reporting.model.clock import minute_of
from reporting.model.ids import MemberId
from reporting.model.reminder import ReminderKind
from reporting.people.staff_session import StaffSession
from reporting.store import reminders
from reporting.store.reminders import Reminder

LONGEST = 400


@dataclass(frozen=True, slots=True)
class ToDo:
    """What a form says. `whom`: hex of a member who can open the thread; None: the writer."""

    text: str
    due: date
    whom: str | None = None

    def __repr__(self) -> str:
        return "ToDo(<sealed>)"


class ToDos:
    def __init__(self, ground: Ground, pen: DeskPen) -> None:
        self._ground = ground
        self._pen = pen

    def add(
        self, session: StaffSession, reference: str, submission: bytes, what: ToDo, readers: Sequence[str]
    ) -> None:
        """Raises EmptyText, TooLong, NotAllowed for who cannot open the thread."""
        doing = self._pen.begin(session, reference, Act.NOTE)
        if not what.text.strip():
            raise EmptyText
        if len(what.text) > LONGEST:
            raise TooLong(LONGEST)
        whom = what.whom or session.member.hex()
        if whom not in readers:
            raise NotAllowed
        note = self._pen.note(
            doing, submission, what.text, code=TASK, params={"due": what.due.isoformat(), "member": whom}
        )
        one = Reminder(
            submission,
            doing.thread.row.id,
            MemberId(bytes.fromhex(whom)),
            ReminderKind.TASK,
            start_of(what.due, self._ground.roll.zone()),
        )
        self._pen.write(
            doing, "noted", [note], effect=lambda conn: reminders.add(conn, self._ground.district, one)
        )

    def done(self, session: StaffSession, reference: str, task: str) -> None:
        doing = self._pen.begin(session, reference, Act.NOTE)
        if task not in {one.value for one in tasks_of(doing.thread, session.member) if not one.done}:
            raise NotAllowed
        note = self._pen.note(doing, self._ground.id(), "", code=DONE, params={"task": task})
        self._pen.write(
            doing,
            "noted",
            [note],
            effect=lambda conn: _drop(conn, self._ground, bytes.fromhex(task)),
        )

    def follow_up(self, doing: Doing, day: date | None) -> Effect:
        """Instead of the one before: on that day the closed thread needs an answer again. None: it does not come back."""
        ground, thread = self._ground, doing.thread.row.id
        one = None
        if day is not None:
            due = start_of(day, ground.roll.zone())
            one = Reminder(ground.id(), thread, doing.session.member, ReminderKind.FOLLOW_UP, due)

        def effect(conn: Connection) -> None:
            reminders.drop_follow_ups(conn, ground.district, thread)
            if one is not None:
                reminders.add(conn, ground.district, one)

        return effect


def start_of(day: date, zone: ZoneInfo) -> int:
    """The minute in which this day begins there."""
    return minute_of(datetime.combine(day, time(), tzinfo=zone), exact=True)


def _drop(conn: Connection, ground: Ground, row: bytes) -> None:
    reminders.drop(conn, ground.district, row)
