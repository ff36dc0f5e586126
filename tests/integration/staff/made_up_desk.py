"""A made-up desk: inboxes, threads and what is done in them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, replace
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, cast

from reporting.cases.checklists import Checked
from reporting.cases.held_replies import How
from reporting.cases.override import OVERRIDE
from reporting.cases.overriding import Word
from reporting.cases.passing_on import Parting
from reporting.cases.refusals import EmptyText, NoSuchThread, NotAllowed, UnknownReference
from reporting.cases.rule_examples import ExampleView
from reporting.cases.rule_figures import Figures
from reporting.cases.sample_desk import SampleRow, SampleView
from reporting.cases.staff_view import (
    Act,
    Changes,
    Choice,
    InboxNews,
    InboxPage,
    InboxRow,
    PageView,
    Presence,
    QueueTab,
    Reason,
    StaffMessage,
    StaffThread,
    StandingRow,
    Taken,
    TaskView,
    UrgencyView,
    View,
)
from reporting.cases.to_do import ToDo
from reporting.model.feedback import Said
from reporting.model.ids import MemberId
from reporting.model.principal import Principal
from reporting.model.thread import Channel, ThreadState
from reporting.people.staff_session import StaffSession
from tests.integration.staff.made_up_ground import ALL_ACTS, ZONE, Part


def made_up_thread(
    reference: str,
    severity: str,
    summary: str,
    now: datetime,
    messages: tuple[StaffMessage, ...] | None = None,
) -> StaffThread:
    first = said(1, "reporter", summary, now - timedelta(minutes=6))
    return StaffThread(
        reference=reference,
        severity=cast("Any", severity),
        category="weapon" if severity == "urgent" else "bullying",
        state=ThreadState.NEW,
        channel=Channel.WEB,
        queue_name="Northside counselors",
        school_name="Northside High",
        lang="en",
        messages=messages or (first,),
        because=(Reason("Someone has a weapon at school or in a bag", "weapon.gun.1", summary[:24], 1),)
        if severity == "urgent"
        else (),
        trace=("weapon.gun.1: hit", "negation: none"),
        rulebook="3f2a9c",
        readers=("Ana Ruiz", "Ben Osei", "Carla Díaz"),
        excluded=(Choice("e1", "Dan Poe"),),
        assignee=None,
        assignees=(Choice("m1", "Ana Ruiz"), Choice("m2", "Ben Osei")),
        hand_over_to=(Choice("q2", "District"),),
        page=PageView(None, now - timedelta(minutes=5), ("Ana Ruiz",)) if severity == "urgent" else None,
        due=now + timedelta(minutes=4) if severity == "urgent" else now + timedelta(hours=20),
        disposition=None,
        may=ALL_ACTS - {Act.REOPEN},
        seen="s1",
        last_heard=now - timedelta(days=3),
        zone=ZONE,
        urgency=UrgencyView(
            tuple(Said), ("bullying", "threat", "unsorted"), rings=False, leads=("Carla Díaz", "Dan Poe")
        ),
    )


def said(seq: int, author: str, text: str, at: datetime | None, **more: Any) -> StaffMessage:
    message = StaffMessage(
        id=f"{seq:032x}",
        seq=seq,
        author=cast("Any", author),
        name="Ana Ruiz" if author in {"staff", "note"} else None,
        text=text,
        code=None,
        params={},
        at=at,
        channel=Channel.WEB,
        failure=None,
        delivery=None,
    )
    return replace(message, **more)


class Drafts(Part):
    def keep(self, member: MemberId, place: str, fields: Mapping[str, str]) -> None:
        if fields:
            self.h.drafts[member, place] = dict(fields)
        else:
            self.h.drafts.pop((member, place), None)

    def of(self, session: StaffSession, place: str) -> dict[str, str]:
        return self.h.drafts.get((session.principal.member, place), {})

    def drop(self, session: StaffSession, place: str) -> None:
        self.h.drafts.pop((session.principal.member, place), None)


class RuleFeedback(Part):
    """Of the leads of the rules; here everybody is one."""

    def samples(self, session: StaffSession) -> tuple[SampleRow, ...]:
        return tuple(one.row for one in self.h.samples)

    def sample(self, session: StaffSession, value: str) -> SampleView:
        found = next((one for one in self.h.samples if one.row.value == value), None)
        if found is None:
            raise NoSuchThread
        return found

    def judge(self, session: StaffSession, value: str, word: Word) -> None:
        self.sample(session, value)
        self.done("judge", value, word)
        self.h.samples = [one for one in self.h.samples if one.row.value != value]

    def examples(self, session: StaffSession) -> tuple[ExampleView, ...]:
        return tuple(self.h.examples)

    def put_away(self, session: StaffSession, value: str) -> None:
        self.done("put_away", value)
        self.h.examples = [one for one in self.h.examples if one.value != value]

    def figures(self, session: StaffSession) -> Figures:
        return self.h.figures


def _mark(session: Any, looks: str, row: InboxRow) -> str:
    shown = repr((session.cookie_id, looks, astuple(replace(row, mark=""))))
    return hashlib.sha256(shown.encode()).hexdigest()[:8]


class Inboxes(Part):
    SIZE = 50
    HELD: ClassVar[dict[str, Callable[[InboxRow], bool]]] = {
        "needs": lambda row: (
            row.awaiting == "staff" and (row.mine or row.assignee is None or row.state is ThreadState.NEW)
        ),
        "mine": lambda row: row.mine,
        "student": lambda row: row.awaiting == "reporter" and not row.unfetched,
        "unfetched": lambda row: row.awaiting == "reporter" and row.unfetched,
        "all": lambda row: True,
    }

    def page(
        self,
        session: StaffSession,
        *,
        view: View,
        queue: str | None,
        state: str,
        cursor: str | None,
        looks: str = "",
    ) -> InboxPage:
        closed = state == "closed"
        held = self.HELD["all" if closed else view]
        rows = [
            replace(row, mark=_mark(session, looks, row))
            for row in self.h.rows
            if (row.state is ThreadState.CLOSED) == closed
            and held(row)
            and (queue is None or row.queue_name == self._name(queue))
        ]
        start = int(cursor) if cursor else 0
        further = str(start + self.SIZE) if len(rows) > start + self.SIZE else None
        tasks = self.h.tasks if view == "mine" else ()
        return InboxPage(tuple(rows[start : start + self.SIZE]), further, self._tabs(), self.h.version, tasks)

    def news(
        self, session: StaffSession, *, known: Any, cursor: str | None = None, **asked: Any
    ) -> InboxNews:
        page = self.page(session, cursor=cursor, **asked)
        self.h.sent.append([row.reference for row in page.rows if row.mark not in known])
        rows = tuple(StandingRow(row.mark) if row.mark in known else row for row in page.rows)
        return InboxNews(rows, page.cursor, page.queues)

    def changes(self, principal: Principal, since: int) -> Changes:
        if self.h.refuse_next is not None:
            raise self.h.refuse_next
        return Changes(self.h.version, self.h.version > since, self.h.urgent_at > since)

    def _name(self, queue: str) -> str:
        return self.h.queue_names[int(queue[1:]) - 1]

    def _tabs(self) -> tuple[QueueTab, ...]:
        open_rows = [row for row in self.h.rows if row.state is not ThreadState.CLOSED]
        return tuple(
            QueueTab(
                f"q{n}",
                name,
                sum(row.queue_name == name for row in open_rows),
                sum(row.queue_name == name and row.severity == "urgent" for row in open_rows),
            )
            for n, name in enumerate(self.h.queue_names, 1)
        )


class Desk(Part):
    def _thread(self, reference: str) -> StaffThread:
        if reference not in self.h.threads:
            raise NoSuchThread
        return self.h.threads[reference]

    def _change(self, reference: str, **fields: Any) -> None:
        self.h.threads[reference] = replace(self._thread(reference), **fields)

    def _say(self, reference: str, author: str, text: str) -> None:
        thread = self._thread(reference)
        message = said(len(thread.messages) + 1, author, text, self.h.clock())
        self._change(reference, messages=(*thread.messages, message))

    def read(self, session: StaffSession, reference: str) -> StaffThread:
        thread = self._thread(reference)
        if thread.state is ThreadState.NEW:
            self._change(reference, state=ThreadState.OPEN)
        return self._thread(reference)

    def reply(
        self,
        session: StaffSession,
        reference: str,
        submission: bytes,
        body: str,
        seen: str,
        *,
        how: How = How.BY_RULE,
    ) -> str:
        self._thread(reference)
        if not body.strip():
            raise EmptyText
        if how is How.ASK:
            self.done("reply", reference, submission, body, seen, how.value)
            return "asked_first"
        self.done("reply", reference, submission, body, seen)
        self._say(reference, "staff", body)
        return "replied"

    def presence(self, session: StaffSession, reference: str, seen: str, *, writing: bool) -> Presence:
        thread = self._thread(reference)
        if writing:
            self.done("writing", reference)
        return Presence(thread.writing, thread.seen != seen)

    def note(
        self, session: StaffSession, reference: str, submission: bytes, body: str, *, only_me: bool = False
    ) -> None:
        self._thread(reference)
        self.done("note_for_me" if only_me else "note", reference, body)
        self._say(reference, "note", body)

    def override(self, session: StaffSession, reference: str, submission: bytes, word: Word) -> None:
        thread = self._thread(reference)
        self.done("override", reference, submission, word)
        note = said(
            len(thread.messages) + 1, "note", "", self.h.clock(), code=OVERRIDE, params={"said": word.said}
        )
        urgency = replace(thread.urgency, said=Said(word.said), by="Ana Ruiz") if thread.urgency else None
        self._change(reference, messages=(*thread.messages, note), urgency=urgency)

    def assign(
        self, session: StaffSession, reference: str, assignee: str | None, parting: Parting | None = None
    ) -> None:
        thread = self._thread(reference)
        self.done("assign", reference, assignee)
        names = {one.value: one.name for one in thread.assignees}
        self._change(reference, assignee=names.get(assignee or ""))

    def take(self, session: StaffSession, references: Sequence[str]) -> tuple[Taken, ...]:
        taken = []
        for at, row in enumerate(self.h.rows):
            if row.reference in references and not row.mine:
                taken.append(Taken(row.reference, row.assignee))
                self.h.rows[at] = replace(row, mine=True, assignee=session.principal.name)
        self.done("take", *references)
        self.h.version += 1
        return tuple(taken)

    def give_back(self, session: StaffSession, taken: Sequence[Taken]) -> None:
        before = {one.reference: one.before for one in taken}
        for at, row in enumerate(self.h.rows):
            if row.reference in before and row.mine:
                self.h.rows[at] = replace(row, mine=False, assignee=before[row.reference])
        self.done("give_back", *before)

    def hand_over(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        parting.checked()
        self._thread(reference)
        self.done("hand_over", reference, queue, parting.words)

    def share(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        parting.checked()
        self._thread(reference)
        self.done("share", reference, queue, parting.words)

    def take_back(self, session: StaffSession, reference: str, queue: str) -> None:
        self._thread(reference)
        self.done("take_back", reference, queue)

    def followed_up(self, session: StaffSession, reference: str) -> None:
        self._change(reference, follow_up=None)
        self.done("followed_up", reference)

    def task(self, session: StaffSession, reference: str, submission: bytes, what: ToDo) -> None:
        if not what.text:
            raise EmptyText
        thread = self._thread(reference)
        task = TaskView(
            submission.hex(),
            what.text,
            what.due,
            what.whom or "me",
            what.whom is None,
            done=False,
            name="Ana",
        )
        self._change(reference, tasks=(*thread.tasks, task))
        self.done("task", reference, what.text, what.due, what.whom)

    def check(self, session: StaffSession, reference: str, submission: bytes, checked: Checked) -> None:
        self._thread(reference)
        self.done("check", reference, checked)

    def task_done(self, session: StaffSession, reference: str, task: str) -> None:
        tasks = [replace(one, done=one.done or one.value == task) for one in self._thread(reference).tasks]
        self._change(reference, tasks=tuple(tasks))
        self.done("task_done", reference)

    def close(
        self,
        session: StaffSession,
        reference: str,
        disposition: str,
        body: str,
        *,
        outcome: str = "",
        follow_up: date | None = None,
        how: How = How.BY_RULE,
    ) -> None:
        self._thread(reference)
        self.done("close", reference, disposition, body, *([how.value] if how is not How.BY_RULE else []))
        self.h.closings.append((outcome, follow_up))
        self._change(
            reference,
            state=ThreadState.CLOSED,
            disposition=disposition,
            may=frozenset({Act.REOPEN, Act.NOTE}),
        )

    def reopen(self, session: StaffSession, reference: str) -> None:
        self._thread(reference)
        self.done("reopen", reference)
        self._change(reference, state=ThreadState.OPEN, disposition=None, may=ALL_ACTS - {Act.REOPEN})

    def acknowledge(self, session: StaffSession, reference: str) -> None:
        thread = self._thread(reference)
        self.done("acknowledge", reference)
        if thread.page:
            page = replace(
                thread.page, acknowledged_by=session.principal.name, mine=True, taken=self.h.clock()
            )
            self._change(reference, page=page)

    def hand_back(self, session: StaffSession, reference: str) -> None:
        self._thread(reference)
        self.done("hand_back", reference)
        page = self._thread(reference).page
        if page:
            self._change(reference, page=replace(page, acknowledged_by=None, mine=False, taken=None))

    def lift_exclusion(self, session: StaffSession, reference: str, member: str, reason: str) -> None:
        self._thread(reference)
        if not reason:
            raise NotAllowed
        self.done("lift_exclusion", reference, member, reason)

    def hold(self, session: StaffSession, reference: str, reason: str) -> None:
        self._thread(reference)
        self.done("hold", reference, reason)

    def link(self, session: StaffSession, reference: str, other: str) -> None:
        self._thread(reference)
        if other == "NOBODY":
            raise UnknownReference
        self.done("link", reference, other)

    def home(
        self, session: StaffSession, reference: str, submission: bytes, reason: str, *, unsafe: bool
    ) -> None:
        self._thread(reference)
        self.done("home", reference, reason, unsafe)

    def release(self, session: StaffSession, reference: str, reason: str) -> None:
        self._thread(reference)
        self.done("release", reference, reason)

    def send_anyway(self, session: StaffSession, reference: str, message: str) -> None:
        self._thread(reference)
        self.done("send_anyway", reference, message)
