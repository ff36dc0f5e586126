"""A thread as one person of staff sees it: messages, reasons, readers, page, and what they may do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from notify.outbox.progress import Progress, progress
from notify.outbox.states import State
from notify.pages import Seen
from reporting.cases.bringing_over import is_copy, said_by
from reporting.cases.checklists import Standing, belonging, standing
from reporting.cases.desk_thread import MAY_CONTINUE, DeskThread, reader_ids
from reporting.cases.enclosed import MOST_ENCLOSED
from reporting.cases.ground import Ground
from reporting.cases.guardian import Stage, current
from reporting.cases.home import home_reasons, marked_unsafe
from reporting.cases.inbox import severity_name, shown_due
from reporting.cases.keyring import Keyring
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.override import sayings
from reporting.cases.phone_silence import silence_of
from reporting.cases.phone_standing import phone_standing, unreachable
from reporting.cases.private_note import ANOTHERS, is_anothers
from reporting.cases.returned_thread import in_order
from reporting.cases.rule_leads import leads_but
from reporting.cases.staff_view import (
    Act,
    ChecklistView,
    Choice,
    DeletionView,
    FileView,
    PageView,
    Reason,
    SharedView,
    StaffMessage,
    StaffThread,
    StepView,
    TiedView,
    TriedView,
    UrgencyView,
)
from reporting.cases.task_notes import tasks_of
from reporting.cases.tied import Ties
from reporting.cases.triage_record import TriageRecord
from reporting.cases.who_had_it import passed, shared_with
from reporting.files.kinds import CleanType
from reporting.model.clock import moment_of
from reporting.model.ids import DistrictId, MemberId, QueueId, ThreadId
from reporting.model.kind import Kind
from reporting.model.queue import QueueKind
from reporting.model.reminder import ReminderKind
from reporting.model.thread import Channel, ThreadState
from reporting.people.staff_session import StaffSession
from reporting.store import bonds, deletions, listings, reminders, thread_reads, threads
from reporting.vault.envelope import recipient_kids
from reporting.vault.notation import HASH_LENGTH, Unreadable
from reporting.vault.payload import File, Payload
from reporting.vault.payload import Seen as SeenLink
from triage.categories import CATEGORIES
from triage.decision import UNSORTED

_AUTHORS = {
    Kind.WEB: "reporter",
    Kind.SMS: "reporter",
    Kind.STAFF_REPLY: "staff",
    Kind.NOTE: "note",
    Kind.SYSTEM: "system",
}
MOST_HOLDERS = 7  # an envelope carries eight recipients, and a summary is sealed to each holder
Beside = Callable[[Connection, DistrictId, ThreadId], tuple[ThreadId, ...]]
_CHANNELS = {Kind.WEB: Channel.WEB, Kind.SMS: Channel.SMS}
_SAID = {
    State.PENDING: "waiting",
    State.CLAIMED: "waiting",
    State.UNKNOWN: "waiting",
    State.SENT: "sent",
    State.DELIVERED: "delivered",
    State.FAILED: "failed",
    State.HELD: "not_sent",
    State.SUPPRESSED: "taken_back",
}


class StaffThreads:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._ties = Ties(ground)

    def view(self, session: StaffSession, thread: DeskThread) -> StaffThread:
        ground, roll, row = self._ground, self._ground.roll, thread.row
        records = thread.records()
        leading = max(records, key=lambda one: one.decision.severity.rank, default=None)
        stands = thread.standing()
        members_of = {queue.id: queue.members for queue in roll.queues()}
        readers = reader_ids(thread, members_of)
        sampled = self._sampled(thread) - readers
        excluded = thread.excluded()
        pages = ground.paging.of_thread(row.id)
        deletion = self._deletion(row.id)
        tied = self._ties.of(session, thread)
        shown = [
            one
            for one in thread.opened
            if one.stored.kind in _AUTHORS and not self._tells_too_much(session, one)
        ]
        return StaffThread(
            reference=row.reference,
            severity=severity_name(row.severity),
            category=stands.category if stands else "",
            state=row.state,
            channel=row.channel,
            queue_name=roll.queue_name(row.queue),
            school_name=roll.school_name(row.school) if row.school else None,
            lang=leading.lang if leading else roll.lang(),
            messages=self._messages(thread, shown, row.channel),
            because=_reasons(thread, records),
            trace=tuple(_trace(records)),
            rulebook=leading.decision.rulebook_hash if leading else "",
            readers=tuple(sorted(roll.staff_name(one) for one in readers | sampled)),
            excluded=_choices({one: roll.staff_name(one) for one in excluded}),
            assignee=roll.staff_name(row.assignee) if row.assignee else None,
            assignees=_choices({one: roll.staff_name(one) for one in readers}),
            hand_over_to=self._hand_over_to(thread, excluded),
            share_with=self._share_with(thread, excluded),
            shared=tuple(self._shared(thread)),
            stand_ins=self._stand_ins(thread, excluded),
            passed=passed(thread, roll.staff_name, roll.queue_name),
            page=self._page(session, pages, ground.paging.called(row.id) if pages else ()),
            due=shown_due(row),
            disposition=thread.disposition(),
            may=self._may(session, thread, pages, excluded, deletion) - _told_nothing(tied),
            seen=seen_text(thread),
            last_heard=silence_of(thread.opened).heard,
            zone=roll.zone().key,
            continues=self._known(session, row.id, threads.continued_by),
            goes_on=self._known(session, row.id, threads.continuations_of),
            phone=phone_standing(ground, thread),
            tasks=tuple(
                replace(one, name=roll.staff_name(MemberId(bytes.fromhex(one.member))))
                for one in tasks_of(thread, session.member)
            ),
            checklists=self._checklists(thread, stands.category if stands else ""),
            follow_up=self._follow_up(row.id),
            deletion=deletion,
            urgency=self._urgency(thread, pages),
            tried=_tried(thread, records),
            writer=thread.writer,
            home=home_reasons(thread.opened, records),
            home_marked=marked_unsafe(thread.opened),
            guardian=self._guardian(thread),
            tied=tied,
        )

    def _guardian(self, thread: DeskThread) -> Stage | None:
        asking = current(thread.opened)
        if asking is None:
            return None
        ground = self._ground
        with ground.database.read() as conn:
            return asking.stage(stands=bonds.stands(conn, ground.district, asking.bond))

    def _sampled(self, thread: DeskThread) -> frozenset[MemberId]:
        """Leads to whom the first message was given as a sample: they can open it too, and so they are named."""
        first = thread.stored[0]
        try:
            kids = frozenset(recipient_kids(first.recipients))
        except Unreadable:
            return frozenset()
        if len(kids) == 1:
            return frozenset()
        members = self._ground.roll.readers().members
        return frozenset(member for member, key in members.items() if key.kid in kids)

    def _urgency(self, thread: DeskThread, pages: Sequence[Seen]) -> UrgencyView | None:
        """None for who cannot read what triage said."""
        stands, records = thread.standing(), thread.records()
        if stands is None or thread.keys is None:
            return None
        decided = max(record.decision.severity for record in records)
        rings = any(one.state == "open" for one in pages)
        last = thread.override()
        roll = self._ground.roll
        return UrgencyView(
            sayings=sayings(decided, stands.severity, ringing=rings),
            categories=(*CATEGORIES, UNSORTED),
            rings=rings,
            leads=tuple(roll.staff_name(one) for one in leads_but(self._ground, thread.excluded())),
            said=last[1].said if last else None,
            by=roll.staff_name(last[0].member) if last and last[0].member else None,
        )

    def _checklists(self, thread: DeskThread, category: str) -> tuple[ChecklistView, ...]:
        """Those that fit, then the others: somebody may see more than the rules did."""
        lists = standing(thread.opened)
        fitting = belonging(lists, category)
        return tuple(
            self._checklist(one, fits=one in fitting)
            for one in (*fitting, *(one for one in lists if one not in fitting))
        )

    def _checklist(self, one: Standing, *, fits: bool) -> ChecklistView:
        name = self._ground.roll.staff_name
        steps = []
        for key, said in one.steps.items:
            tick = one.ticks.get(key)
            by = name(tick.member) if tick and tick.member else None
            steps.append(StepView(key, said.en, said.es, tick is not None, by, tick.at if tick else None))
        return ChecklistView(
            one.steps.key,
            one.steps.title.en,
            one.steps.title.es,
            one.steps.follows,
            tuple(steps),
            fits,
            one.steps.agency,
            one.began,
            one.agency,
            one.reference,
        )

    def _follow_up(self, thread: ThreadId) -> datetime | None:
        with self._ground.database.read() as conn:
            standing = reminders.of_thread(conn, self._ground.district, thread)
        return next(
            (moment_of(one.due_minute) for one in standing if one.kind is ReminderKind.FOLLOW_UP), None
        )

    def _known(self, session: StaffSession, thread: ThreadId, asked: Beside) -> tuple[str, ...]:
        """Of a thread that is kept from this person, not even that it exists."""
        district, mine = self._ground.district, frozenset(Keyring(session).holders)
        with self._ground.database.read() as conn:
            others = threads.by_ids(conn, district, asked(conn, district, thread)).values()
            return tuple(
                sorted(one.reference for one in others if listings.holders(conn, district, one.id) & mine)
            )

    def _tells_too_much(self, session: StaffSession, one: OpenedMessage) -> bool:
        """A note that names a thread which this person must not know of."""
        if one.stored.kind is not Kind.NOTE or one.payload is None or one.payload.code != MAY_CONTINUE:
            return False
        ground, mine = self._ground, frozenset(Keyring(session).holders)
        with ground.database.read() as conn:
            other = threads.by_reference(conn, ground.district, one.payload.params.get("reference", ""))
            return other is None or not listings.holders(conn, ground.district, other.id) & mine

    def _deletion(self, thread: ThreadId) -> DeletionView | None:
        ground = self._ground
        with ground.database.read() as conn:
            asked = deletions.of_thread(conn, ground.district, thread)
        if asked is None:
            return None
        return DeletionView(moment_of(asked.due_minute), ground.shred.is_held(thread))

    def _messages(
        self, thread: DeskThread, shown: list[OpenedMessage], channel: Channel
    ) -> tuple[StaffMessage, ...]:
        replies = [one.stored.id for one in shown if one.stored.kind is Kind.STAFF_REPLY]
        sent: Mapping[bytes, Progress] = {}
        if replies and (channel is Channel.SMS or any(one.kind is Kind.CONTACT for one in thread.stored)):
            with self._ground.database.read() as conn:
                sent = progress(conn, district=self._ground.district, about=replies)
        return tuple(
            self._anothers(one) if is_anothers(thread, one) else self._message(one, sent.get(one.stored.id))
            for one in in_order(shown)
        )

    def _anothers(self, one: OpenedMessage) -> StaffMessage:
        """That a note is there, and nothing of it: a gap in the numbers would look like a message that was taken out."""
        return replace(self._message(one, None), code=ANOTHERS, failure=None)

    def _message(self, one: OpenedMessage, sent: Progress | None) -> StaffMessage:
        kind, payload = one.stored.kind, one.payload
        return StaffMessage(
            id=one.stored.id.hex(),
            seq=one.stored.seq,
            author=said_by(one) if is_copy(one) and one.failure is None else _AUTHORS[kind],  # type: ignore[arg-type]  # the literals of StaffMessage
            name=self._ground.roll.staff_name(one.member) if one.member else None,
            text=one.text,
            code=payload.code if payload else None,
            params=dict(payload.params) if payload else {},
            at=_at(one),
            channel=_CHANNELS.get(kind),
            failure=one.failure,
            asked=_asked(payload),
            delivery=_SAID[sent.state] if sent else None,
            files=file_views(payload.files) if payload else (),
            enclosed=_enclosed(payload),
        )

    def _page(
        self, session: StaffSession, pages: Sequence[Seen], called: Sequence[MemberId]
    ) -> PageView | None:
        if not pages:
            return None
        waiting = [one for one in pages if one.state == "open"]
        latest = waiting[-1] if waiting else pages[-1]
        holder = self._ground.roll.staff_name(MemberId(latest.holder)) if latest.holder else None
        return PageView(
            holder,
            latest.since,
            tuple(self._ground.roll.staff_name(one) for one in called),
            mine=latest.holder == session.member,
            taken=latest.acknowledged_at,
            reply_by=latest.reply_by,
        )

    def _hand_over_to(self, thread: DeskThread, excluded: frozenset[MemberId]) -> tuple[Choice, ...]:
        """Every other queue, but none of which an excluded person is a member."""
        if thread.keys is None:
            return ()
        roll = self._ground.roll
        return tuple(
            Choice(queue.id.hex(), roll.queue_name(queue.id))
            for queue in roll.queues()
            if queue.id != thread.row.queue and not queue.members & excluded
        )

    def _share_with(self, thread: DeskThread, excluded: frozenset[MemberId]) -> tuple[Choice, ...]:
        """Queues that do not hold it yet. An envelope has room for eight."""
        if len(thread.holders) >= MOST_HOLDERS:
            return ()
        held = {one.hex() for one in thread.holders}
        return tuple(one for one in self._hand_over_to(thread, excluded) if one.value not in held)

    def _stand_ins(self, thread: DeskThread, excluded: frozenset[MemberId]) -> tuple[Choice, ...]:
        """Of what is kept from somebody, nobody from outside reads."""
        if thread.keys is None or excluded or len(thread.holders) >= MOST_HOLDERS:
            return ()
        roll = self._ground.roll
        standing = (one.substitutes for one in roll.queues() if one.id in thread.holders)
        new = frozenset[MemberId]().union(*standing) - {MemberId(one) for one in thread.holders}
        return _choices({one: roll.staff_name(one) for one in new})

    def _shared(self, thread: DeskThread) -> Iterator[SharedView]:
        name = self._ground.roll.staff_name
        for team in sorted(shared_with(thread)):
            seen = self.seen_by(thread, team)
            yield SharedView(team.hex(), self._ground.roll.queue_name(team), tuple(map(name, seen)))

    def seen_by(self, thread: DeskThread, team: QueueId) -> tuple[MemberId, ...]:
        """Who of a second team has opened the thread, and could not have done so without it."""
        members = {queue.id: queue.members for queue in self._ground.roll.queues()}
        others = frozenset[MemberId]().union(
            *(members.get(QueueId(one), frozenset({MemberId(one)})) for one in thread.holders if one != team)
        )
        with self._ground.database.read() as conn:
            readers = thread_reads.readers_of(conn, self._ground.district, thread.row.id)
        return tuple(sorted(readers & members.get(team, frozenset()) - others))

    def _may(
        self,
        session: StaffSession,
        thread: DeskThread,
        pages: Sequence[Seen],
        excluded: frozenset[MemberId],
        deletion: DeletionView | None,
    ) -> frozenset[Act]:
        may = {Act.NOTE, Act.ASSIGN}
        may |= {Act.REOPEN} if thread.row.state is ThreadState.CLOSED else {Act.REPLY, Act.CLOSE}
        if unreachable(thread):
            may.discard(Act.REPLY)
        if thread.keys is not None:
            may |= {Act.HAND_OVER, Act.OVERRIDE, Act.LINK, Act.SHARE}
        if not thread.holders - shared_with(thread) & frozenset(Keyring(session).holders):
            # Of a second team: the first one stays responsible, and decides where it goes and when it ends.
            may -= {Act.HAND_OVER, Act.SHARE, Act.CLOSE, Act.ASSIGN}
        if any(one.state == "open" for one in pages):
            may.add(Act.ACKNOWLEDGE)
        if any(one.state == "acknowledged" and one.holder == session.member for one in pages):
            may.add(Act.HAND_BACK)
        if deletion is not None:
            may.add(Act.RELEASE if deletion.held else Act.HOLD)
        designees = [queue for queue in self._ground.roll.queues() if queue.kind is QueueKind.DESIGNEE]
        if excluded and any(QueueId(queue.id) in session.principal.queues for queue in designees):
            may.add(Act.LIFT_EXCLUSION)
        return frozenset(may)


def _told_nothing(tied: TiedView | None) -> frozenset[Act]:
    """A guardian reads no answer once the yes is gone, and is told none where the student's thread speaks against it."""
    return frozenset({Act.REPLY}) if tied is not None and (tied.against or not tied.stands) else frozenset()


def seen_text(thread: DeskThread) -> str:
    last = thread.stored[-1]
    return f"{last.seq}.{last.link.hex()}"


def seen_link(text: str) -> SeenLink | None:
    """What a form says its writer was shown; None where it says nothing that can be checked."""
    seq, _, link = text.partition(".")
    try:
        found = SeenLink(int(seq), bytes.fromhex(link))
    except ValueError:
        return None
    return found if len(found.link) == HASH_LENGTH and found.seq > 0 else None


def _reasons(thread: DeskThread, records: list[TriageRecord]) -> tuple[Reason, ...]:
    seqs = {one.stored.id.hex(): one.stored.seq for one in thread.opened}
    found = [
        Reason(hit.title, hit.rule, hit.text, seqs.get(record.message, 0), record.decision.rulebook_hash)
        for record in records
        for hit in record.decision.hits
        if hit.part <= 0  # what an earlier message said stands under that message
    ]
    return tuple(dict.fromkeys(found))


def _tried(thread: DeskThread, records: list[TriageRecord]) -> tuple[TriedView, ...]:
    seqs = {one.stored.id.hex(): one.stored.seq for one in thread.opened}
    return tuple(
        TriedView(
            said=severity_name(record.decision.severity),
            severity=severity_name(tried.severity),
            category=tried.category,
            because=tuple(
                dict.fromkeys(
                    Reason(hit.title, hit.rule, hit.text, seqs.get(record.message, 0), tried.rulebook_hash)
                    for hit in tried.hits
                    if hit.part <= 0
                )
            ),
            message_seq=seqs.get(record.message, 0),
        )
        for record in records
        if (tried := record.tried) is not None
    )


def _trace(records: list[TriageRecord]) -> list[str]:
    return [
        " ".join(part for part in (step.why.value, step.rule, step.detail) if part)
        for record in records
        for step in record.decision.trace
    ]


def _choices(names: Mapping[MemberId, str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(member.hex(), name) for member, name in sorted(names.items(), key=lambda item: item[1])
    )


def file_views(listed: Sequence[File]) -> tuple[FileView, ...]:
    """Those of a type that is served; a later version may know more."""
    return tuple(
        FileView(one.id.hex(), CleanType(one.type).kind.value, one.size)
        for one in listed
        if one.type in set(CleanType)
    )


def _enclosed(payload: Payload | None) -> int:
    """As many as the carrier said, and at most what it takes."""
    said = payload.more.get("media", 0) if payload else 0
    return min(said, MOST_ENCLOSED) if isinstance(said, int) else 0


def _asked(payload: Payload | None) -> tuple[str, ...]:
    """The questions that each paragraph of the text answers; none where they do not go with the paragraphs."""
    asked = payload.more.get("asked", ()) if payload else ()
    if not isinstance(asked, list) or not all(isinstance(one, str) for one in asked):
        return ()
    paragraphs = (payload.text or "").split("\n\n") if payload else []
    return tuple(asked) if len(asked) == len(paragraphs) else ()


def _at(one: OpenedMessage) -> datetime | None:
    return datetime.fromtimestamp(one.payload.at, UTC) if one.payload else None
