"""The student's side: read who would learn what, say no or yes at a later visit, take a yes back at any time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.cases.button_words import ButtonWords
from reporting.cases.follow_up import FollowUps
from reporting.cases.ground import Ground
from reporting.cases.guardian import AGREED, REFUSED, WITHDRAWN, Asking, Stage, bonds_in, current
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.refusals import Refused
from reporting.cases.reporter_view import ReporterView
from reporting.cases.returned_thread import Returned, ReturnedThreads
from reporting.store import bonds

_TAKEN_BACK = frozenset({Stage.AGREED, Stage.LINKED})
# Looked at, and withdrawn from, once it was asked; a proposal that was not asked yet is no question.
_SHOWN = frozenset(Stage) - {Stage.PROPOSED}


class NoQuestion(Refused):
    """Nothing is asked here, or not yet."""

    code = "no_question"


class Answered(Refused):
    """It was answered, taken back or ended meanwhile: the page shows how it stands."""

    code = "decided"


@dataclass(frozen=True, slots=True)
class GuardianView:
    """The page of the question, with the thread that it belongs to."""

    thread: ReporterView
    asking: Asking
    stage: Stage

    def __repr__(self) -> str:
        return "GuardianView(<sealed>)"


class StudentGuardians:
    def __init__(self, ground: Ground, threads: ReturnedThreads, follow_ups: FollowUps) -> None:
        self._ground = ground
        self._threads = threads
        self._words = ButtonWords(threads, follow_ups)

    def look(self, token: str) -> GuardianView:
        """Raises TokenExpired, NoQuestion."""
        return self._view(self._threads.by_token(token))

    def answer(self, token: str, submission: bytes, *, yes: bool, words: str) -> GuardianView:
        """`words`: the same in the student's language. Raises TokenExpired, NoQuestion, Answered, NothingStored."""
        opened, asking, stage = self._known(token)
        if _repeated(opened, submission):
            return self._view(opened)
        if stage is not Stage.ASKED:
            raise Answered
        code = AGREED if yes else REFUSED
        said = self._words.say(opened, submission, words, code, {"asking": asking.id})
        return self._view(said.opened)

    def take_back(self, token: str, submission: bytes, words: str) -> GuardianView:
        """From now on the guardian reads nothing, and is not told why. Raises as `answer` does."""
        opened, asking, stage = self._known(token)
        if _repeated(opened, submission):
            return self._view(opened)
        if stage not in _TAKEN_BACK:
            raise Answered
        effect = self._ending(opened.messages)
        said = self._words.say(opened, submission, words, WITHDRAWN, {"asking": asking.id}, effect)
        return self._view(said.opened)

    def leave(self, conn: Connection, opened: Sequence[OpenedMessage]) -> None:
        """The student deletes the thread: nothing joins it to another one any more."""
        self._ending(opened)(conn)

    def _ending(self, opened: Sequence[OpenedMessage]) -> Callable[[Connection], None]:
        def end(conn: Connection) -> None:
            for bond in bonds_in(opened):
                bonds.end(conn, self._ground.district, bond)

        return end

    def _known(self, token: str) -> tuple[Returned, Asking, Stage]:
        opened = self._threads.by_token(token)
        asking, stage = current(opened.messages), self._threads.guardian(opened)
        if asking is None or stage is None or stage not in _SHOWN:
            raise NoQuestion
        return opened, asking, stage

    def _view(self, opened: Returned) -> GuardianView:
        view, asking = self._threads.view(opened), current(opened.messages)
        if asking is None or view.guardian is None or view.guardian not in _SHOWN:
            raise NoQuestion
        return GuardianView(view, asking, view.guardian)


def _repeated(opened: Returned, submission: bytes) -> bool:
    """The same form sent twice is answered as the first time."""
    return any(one.stored.id == submission for one in opened.messages)
