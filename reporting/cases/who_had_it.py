"""Who had a thread, and what each told the next: read from the sealed notes of the thread. Pure."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from reporting.cases.desk_thread import DeskThread
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.staff_view import PassedView
from reporting.model.ids import MemberId, QueueId
from reporting.model.kind import Kind

GIVEN = "given_to_person"
HANDED = "handed_to_queue"
SHARED = "shared_with_queue"
TAKEN_BACK = "taken_from_queue"
PASSING = frozenset({GIVEN, HANDED, SHARED, TAKEN_BACK})

LONGEST = 1_000  # of a summary: what fits a phone's screen


def passed(
    thread: DeskThread, person: Callable[[MemberId], str], queue: Callable[[bytes], str]
) -> tuple[PassedView, ...]:
    """Each time it went on, the first first. Only notes that can be believed."""
    found = []
    for one in believed(thread):
        params = one.payload.params if one.payload else {}
        to = _id(params.get("to", ""))
        before = _id(params.get("before", ""))
        code = one.payload.code if one.payload else None
        found.append(
            PassedView(
                code=code or "",
                by=person(one.member) if one.member else None,
                before=person(MemberId(before)) if before else None,
                to=(person(MemberId(to)) if code == GIVEN else queue(to)) if to else "",
                text=one.text,
                at=datetime.fromtimestamp(one.payload.at, UTC) if one.payload else None,
                seen_by=tuple(
                    person(MemberId(seen)) for seen in map(_id, params.get("seen", "").split()) if seen
                ),
            )
        )
    return tuple(found)


def shared_with(thread: DeskThread) -> frozenset[QueueId]:
    """Second teams that hold it now: added by a person, and not taken back, handed over or made responsible since."""
    teams: set[QueueId] = set()
    for one in believed(thread):
        if one.payload is None:
            continue
        to = QueueId(_id(one.payload.params.get("to", "")))
        if one.payload.code == SHARED:
            teams.add(to)
        elif one.payload.code == TAKEN_BACK:
            teams.discard(to)
        elif one.payload.code == HANDED:
            teams.clear()
    return frozenset(team for team in teams if team in thread.holders)


def believed(thread: DeskThread) -> Iterable[OpenedMessage]:
    return [
        one
        for one in thread.opened
        if one.stored.kind is Kind.NOTE
        and one.failure is None
        and one.payload is not None
        and one.payload.code in PASSING
    ]


def _id(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
