"""Tasks as they stand in the notes of a thread. Pure."""

from datetime import date

from reporting.cases.desk_thread import DeskThread
from reporting.cases.staff_view import TaskView
from reporting.model.ids import MemberId
from reporting.model.kind import Kind

TASK = "task"
DONE = "task_done"


def tasks_of(thread: DeskThread, member: MemberId) -> tuple[TaskView, ...]:
    """What staff wrote down to be done, the earliest day first. Only notes that can be believed. Pure."""
    notes = [
        one
        for one in thread.opened
        if one.stored.kind is Kind.NOTE and one.failure is None and one.payload is not None
    ]
    over = {one.payload.params.get("task") for one in notes if one.payload and one.payload.code == DONE}
    found = []
    for one in notes:
        if one.payload is None or one.payload.code != TASK:
            continue
        value, params = one.stored.id.hex(), one.payload.params
        try:
            due = date.fromisoformat(params.get("due", ""))
        except ValueError:
            continue
        found.append(
            TaskView(
                value,
                one.text,
                due,
                params.get("member", ""),
                params.get("member") == member.hex(),
                value in over,
            )
        )
    return tuple(sorted(found, key=lambda task: (task.done, task.due)))
