"""A thread goes on: to a colleague, to another queue, to a second team beside the first, and back from it.

Whoever gets it is told where things stand, in words that are sealed in the thread as a note.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reporting.cases.desk_pen import DeskPen, Doing
from reporting.cases.fresh_summary import ThreadGrew
from reporting.cases.ground import Ground
from reporting.cases.handing_over import HandOver
from reporting.cases.refusals import NotAllowed, SummaryMissing, TooLong
from reporting.cases.sharing import Sharing
from reporting.cases.staff_thread import StaffThreads
from reporting.cases.staff_view import Act
from reporting.cases.taking import assigning
from reporting.cases.who_had_it import GIVEN, HANDED, LONGEST, SHARED, TAKEN_BACK, shared_with
from reporting.model.ids import MemberId, QueueId
from reporting.people.staff_session import StaffSession
from reporting.store.messages import Draft


@dataclass(frozen=True, slots=True)
class Parting:
    """What the next person is told. `submission`: the form's single-use number."""

    submission: bytes
    words: str

    def __repr__(self) -> str:
        return "Parting(<sealed>)"

    def checked(self) -> str:
        """Raises SummaryMissing, TooLong."""
        if not self.words.strip():
            raise SummaryMissing
        if len(self.words) > LONGEST:
            raise TooLong(LONGEST)
        return self.words


class PassingOn:
    def __init__(self, ground: Ground, pen: DeskPen, views: StaffThreads) -> None:
        self._ground = ground
        self._pen = pen
        self._views = views
        self._handing_over = HandOver(ground)
        self._sharing = Sharing(ground)

    def assign(self, session: StaffSession, reference: str, assignee: str | None, parting: Parting) -> None:
        """To a colleague with a summary; to oneself, or to nobody, without. Raises SummaryMissing, TooLong, NotAllowed."""
        self._until_still(lambda: self._assign(session, reference, assignee, parting))

    def _assign(self, session: StaffSession, reference: str, assignee: str | None, parting: Parting) -> None:
        doing = self._pen.begin(session, reference, Act.ASSIGN)
        view = self._views.view(session, doing.thread)
        if assignee in {choice.value for choice in view.stand_ins}:
            self._to_substitute(doing, MemberId(bytes.fromhex(assignee or "")), parting)
            return
        if assignee and assignee not in {choice.value for choice in view.assignees}:
            raise NotAllowed
        member = MemberId(bytes.fromhex(assignee)) if assignee else None
        drafts = []
        if member is not None and member not in {session.member, doing.thread.row.assignee}:
            drafts.append(self._note(doing, GIVEN, member, parting, parting.checked()))
        self._pen.write(doing, "assigned", drafts, effect=assigning(self._ground, doing, member))

    def hand_over(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        """Raises SummaryMissing, TooLong, NotAllowed."""
        self._until_still(lambda: self._hand_over(session, reference, queue, parting))

    def share(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        """A second team reads it too; the first stays responsible. Raises as `hand_over` does."""
        self._until_still(lambda: self._share(session, reference, queue, parting))

    def take_back(self, session: StaffSession, reference: str, queue: str) -> None:
        """The second team opens it no more. What its members saw, they saw: the note names them. Raises NotAllowed."""
        self._until_still(lambda: self._take_back(session, reference, queue))

    def _to_substitute(self, doing: Doing, member: MemberId, parting: Parting) -> None:
        """From outside, and without the queue's key: this one thread is wrapped to them, and its student is told."""
        words = parting.checked()
        plan = self._sharing.add(doing.thread, member)
        drafts = [self._note(doing, GIVEN, member, parting, words), plan.summary]
        until = self._ground.roll.covering_until(member)
        if until is not None:
            drafts.append(self._pen.system(doing, "covering", params={"until": until.isoformat()}))
        self._pen.write(
            doing,
            "assigned",
            drafts,
            before=plan.before,
            effect=assigning(self._ground, doing, member),
        )
        self._ground.feed.tell([member], urgent=doing.thread.row.severity == "urgent")

    def _hand_over(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        doing = self._pen.begin(session, reference, Act.HAND_OVER)
        view = self._views.view(session, doing.thread)
        if queue not in {choice.value for choice in view.hand_over_to}:
            raise NotAllowed
        target = QueueId(bytes.fromhex(queue))
        words = parting.checked()
        plan = self._handing_over.plan(doing.thread, target, doing.now)
        note = self._note(doing, HANDED, target, parting, words)
        self._pen.write(doing, "handed_over", [note, plan.summary], before=plan.before, effect=plan.after)
        self._tell(doing, target)

    def _share(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        doing = self._pen.begin(session, reference, Act.SHARE)
        view = self._views.view(session, doing.thread)
        if queue not in {choice.value for choice in view.share_with}:
            raise NotAllowed
        target = QueueId(bytes.fromhex(queue))
        words = parting.checked()
        plan = self._sharing.add(doing.thread, target)
        note = self._note(doing, SHARED, target, parting, words)
        self._pen.write(doing, "shared", [note, plan.summary], before=plan.before)
        self._tell(doing, target)

    def _take_back(self, session: StaffSession, reference: str, queue: str) -> None:
        doing = self._pen.begin(session, reference, Act.SHARE)
        team = next((one for one in shared_with(doing.thread) if one.hex() == queue), None)
        if team is None:
            raise NotAllowed
        seen = self._views.seen_by(doing.thread, team)
        plan = self._sharing.end(doing.thread, team)
        note = self._pen.note(
            doing,
            self._ground.id(),
            "",
            code=TAKEN_BACK,
            params={"to": team.hex(), "seen": " ".join(one.hex() for one in seen)},
        )
        self._pen.write(doing, "share_ended", [note, plan.summary], before=plan.before)
        self._tell(doing, team)

    def _note(self, doing: Doing, code: str, to: bytes, parting: Parting, words: str) -> Draft:
        params = {"to": to.hex()}
        if doing.thread.row.assignee is not None:
            params["before"] = doing.thread.row.assignee.hex()
        return self._pen.note(doing, parting.submission, words, code=code, params=params)

    def _tell(self, doing: Doing, queue: QueueId) -> None:
        self._ground.feed.tell([queue], urgent=doing.thread.row.severity == "urgent")

    def _until_still(self, once: Callable[[], None]) -> None:
        while True:
            try:
                return once()
            except ThreadGrew:
                continue
