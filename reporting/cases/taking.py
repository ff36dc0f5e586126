"""One person takes several threads at once, and gives them back as they were."""

from collections.abc import Callable, Iterable

from reporting.cases.desk_pen import DeskPen, Doing
from reporting.cases.ground import Ground
from reporting.cases.refusals import Refused
from reporting.cases.staff_thread import StaffThreads
from reporting.cases.staff_view import Act, Taken
from reporting.model.ids import MemberId
from reporting.people.staff_session import StaffSession
from reporting.store import thread_changes


class Taking:
    def __init__(self, ground: Ground, pen: DeskPen, views: StaffThreads) -> None:
        self._ground = ground
        self._pen = pen
        self._views = views

    def take(self, session: StaffSession, references: Iterable[str]) -> tuple[Taken, ...]:
        """Those that were not this person's already. What is not there, or not theirs, is left out without a word."""
        taken = []
        for reference in dict.fromkeys(references):
            doing = self._begun(session, reference)
            if doing is None or doing.thread.row.assignee == session.member:
                continue
            before = doing.thread.row.assignee
            if self._give(doing, session.member):
                taken.append(Taken(reference, before.hex() if before else None))
        return tuple(taken)

    def give_back(self, session: StaffSession, taken: Iterable[Taken]) -> None:
        """Only what is still this person's: whoever took one meanwhile keeps it."""
        for one in taken:
            doing = self._begun(session, one.reference)
            if doing is not None and doing.thread.row.assignee == session.member:
                self._give(doing, MemberId(bytes.fromhex(one.before)) if one.before else None)

    def _begun(self, session: StaffSession, reference: str) -> Doing | None:
        try:
            return self._pen.begin(session, reference, Act.ASSIGN)
        except Refused:
            return None

    def _give(self, doing: Doing, to: MemberId | None) -> bool:
        """Only to who can open it: somebody may have left since."""
        may = {choice.value for choice in self._views.view(doing.session, doing.thread).assignees}
        if to is not None and to.hex() not in may:
            return False
        try:
            self._pen.write(doing, "assigned", [], effect=assigning(self._ground, doing, to))
        except Refused:
            return False
        return True


def assigning(ground: Ground, doing: Doing, to: MemberId | None) -> Callable[..., None]:
    """The effect of one assignment."""
    return lambda conn: thread_changes.assign(conn, ground.district, doing.thread.row.id, to)
