"""The inbox: fifty threads by keyset, urgent first, each with its summary opened by this person's own keys."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection

from reporting.cases.first_writer import WRITER
from reporting.cases.ground import Ground, Roll
from reporting.cases.keyring import Keyring
from reporting.cases.refusals import NoSuchThread
from reporting.cases.row_marks import RowMarks
from reporting.cases.sealing import Place as SealPlace
from reporting.cases.shared_rows import SharedRows
from reporting.cases.staff_view import (
    Changes,
    DueTask,
    InboxNews,
    InboxPage,
    InboxRow,
    QueueTab,
    SeverityName,
    StandingRow,
    View,
)
from reporting.cases.triage_record import higher
from reporting.model.clock import minute_of, moment_of
from reporting.model.ids import QueueId, ThreadId
from reporting.model.kind import Kind
from reporting.model.principal import Principal
from reporting.model.reminder import ReminderKind
from reporting.model.thread import Channel, ThreadState
from reporting.model.writer import writer_of
from reporting.people.staff_session import StaffSession
from reporting.store import deputies, listed_threads, listings, messages, reminders, thread_reads, threads
from reporting.store.listed_threads import ListedThread
from reporting.store.listings import OPEN, DuePlace, Place
from reporting.store.messages import Message
from reporting.store.reminders import Reminder
from reporting.store.tables.listings import NEVER
from reporting.store.threads import Thread
from reporting.vault.envelope import Envelope, open_envelope, recipient_kids
from reporting.vault.notation import Unreadable
from reporting.vault.payload import Payload
from triage.decision import Severity

PAGE = 50
# Numbers that a column holds, and a whole id: a cursor comes from an address bar.
_CURSOR = re.compile(r"(\d)-(\d{1,9})-([0-9a-f]{32})", re.ASCII)
_DUE_CURSOR = re.compile(r"due-([01])-(\d{1,10})-([0-9a-f]{32})", re.ASCII)
_SEVERITIES = frozenset(one.value for one in Severity)
SUMMARY_PART = Kind.SUMMARY.part
MOST_SCANNED = 1_000  # how far the lists of answered threads look for those that are in them


@dataclass(frozen=True, slots=True)
class _Back(Place):
    """The place of a closed thread whose day has come: in no index, and never a cursor."""


@dataclass(frozen=True, slots=True)
class _Listed:
    thread: ListedThread
    place: Place | DuePlace

    @property
    def unfetched(self) -> bool:
        """A student who texts is sent each answer; by web somebody must come back for it."""
        thread = self.thread
        return thread.channel == Channel.WEB and thread.answered > thread.fetched

    @property
    def back(self) -> bool:
        return isinstance(self.place, _Back)


class StaffInbox:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._shared = SharedRows()

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
        """Raises NoSuchThread for a queue that is not this person's, or a cursor that is none."""
        keyring, asked = Keyring(session), _Wish.of(view, state)
        version = self._ground.feed.version  # before reading: what changes meanwhile is asked for again
        with self._ground.database.read() as conn:
            listed, after, due = self._whole(conn, session, _wanted(keyring, queue), asked, cursor)
            queues = self._queues(conn, session, keyring)
        marks = self._marks(session, looks)
        opened, names = self._opened(keyring, listed), _Names(self._ground.roll)
        return InboxPage(
            rows=tuple(
                _row(names, session, one, opened.get(one.thread.id), marks.of(one.thread, back=one.back))
                for one in listed
            ),
            cursor=_cursor(after) if after is not None else None,
            queues=queues,
            version=version,
            tasks=self._tasks(session, due) if view == "mine" and not cursor else (),
        )

    def news(
        self,
        session: StaffSession,
        *,
        view: View,
        queue: str | None,
        state: str,
        cursor: str | None = None,
        looks: str,
        known: Collection[str],
    ) -> InboxNews:
        """The same rows in the same order, those whose mark is `known` as nothing more than it: no key is opened for
        them. Raises as `page`.
        """
        keyring, marks = Keyring(session), self._marks(session, looks)
        version = self._ground.feed.version  # before reading: what changes meanwhile is asked for again
        with self._ground.database.read() as conn:
            wish = _Wish.of(view, state, shared=version)
            listed, after, _ = self._whole(conn, session, _wanted(keyring, queue), wish, cursor)
            queues = () if listed else self._queues(conn, session, keyring)
        marked = [(one, marks.of(one.thread, back=one.back)) for one in listed]
        opened = self._opened(keyring, [one for one, mark in marked if mark not in known])
        names = _Names(self._ground.roll)
        return InboxNews(
            rows=tuple(
                StandingRow(mark)
                if mark in known
                else _row(names, session, one, opened.get(one.thread.id), mark)
                for one, mark in marked
            ),
            cursor=_cursor(after) if after is not None else None,
            queues=queues,
        )

    def _whole(
        self,
        conn: Connection,
        session: StaffSession,
        holders: tuple[bytes, ...],
        wish: "_Wish",
        cursor: str | None,
    ) -> tuple[list[_Listed], Place | DuePlace | None, list[Reminder]]:
        """One page, with what came back by its day on the first one."""
        listed, after = self._listed(conn, session, holders, wish, cursor)
        due = self._due(conn, session, holders, wish) if not cursor else []
        follow_ups = {one.thread for one in due if one.kind is ReminderKind.FOLLOW_UP}
        if wish.view == "needs" and follow_ups:
            urgent = sum(one.thread.severity == Severity.URGENT.value for one in listed)
            listed[urgent:urgent] = self._back(conn, session, follow_ups)
        return listed, after, due

    def _back(self, conn: Connection, session: StaffSession, wanted: Collection[ThreadId]) -> list[_Listed]:
        known = listed_threads.of(conn, self._ground.district, session.member, wanted)
        return [
            _Listed(one, _Back(0, one.changed_minute, one.id))
            for one in known.values()
            if one.state == ThreadState.CLOSED
        ]

    def _queues(self, conn: Connection, session: StaffSession, keyring: Keyring) -> tuple[QueueTab, ...]:
        return tuple(
            QueueTab(count.holder.hex(), self._holder_name(session, count.holder), count.open, count.urgent)
            for count in listings.counts(conn, self._ground.district, keyring.holders)
            if count.holder != session.member or count.open
        )

    def _marks(self, session: StaffSession, looks: str) -> RowMarks:
        # Whose queues they can open decides what a row says: when that changes, all rows are new.
        queues = b"".join(sorted(session.principal.queues)).hex()
        return RowMarks(session.csrf_secret, f"{queues} {looks}")

    def _opened(self, keyring: Keyring, listed: Sequence[_Listed]) -> dict[ThreadId, Payload]:
        """The summaries of these rows, as far as this person's keys open them."""
        if not listed:
            return {}
        ground = self._ground
        with ground.database.read() as conn:
            summaries = messages.summaries(conn, ground.district, [one.thread for one in listed])
        shred = ground.shred.find_many([(one, SUMMARY_PART) for one in summaries])
        opened = {}
        for one in listed:
            message, key = summaries.get(one.thread.id), shred.get((one.thread.id, SUMMARY_PART))
            if message is None or key is None:
                continue
            place = SealPlace(ground.district, one.thread.id, key)
            summary = _opened(place, message, keyring, one.thread.queue)
            if summary is not None:
                opened[one.thread.id] = summary
        return opened

    def _due(
        self, conn: Connection, session: StaffSession, holders: tuple[bytes, ...], wish: "_Wish"
    ) -> list[Reminder]:
        """What is this person's to do; and what was of somebody who works here no longer, which is everybody's."""
        if wish.view not in {"needs", "mine"}:
            return []
        before = minute_of(self._ground.clock(), exact=True) if wish.view == "needs" else None
        active = self._ground.roll.readers().members
        return [
            one
            for one in reminders.listed(conn, self._ground.district, holders, before=before)
            if one.member == session.member or one.member not in active
        ]

    def _tasks(self, session: StaffSession, due: list[Reminder]) -> tuple[DueTask, ...]:
        ground = self._ground
        mine = [one for one in due if one.member == session.member]
        with ground.database.read() as conn:
            known = threads.by_ids(conn, ground.district, {one.thread for one in mine})
        return tuple(
            DueTask(
                row.reference,
                ground.roll.school_name(row.school) if row.school else ground.roll.queue_name(row.queue),
                moment_of(one.due_minute),
                one.kind is ReminderKind.FOLLOW_UP,
            )
            for one in mine
            if (row := known.get(one.thread)) is not None
        )

    def changes(self, principal: Principal, since: int) -> Changes:
        """From RAM alone: no key, no table."""
        lists = frozenset[bytes]({*principal.queues, principal.member})
        version, changed, urgent = self._ground.feed.since(since, lists)
        return Changes(version, changed, urgent)

    def _listed(
        self,
        conn: Connection,
        session: StaffSession,
        holders: tuple[bytes, ...],
        wish: "_Wish",
        cursor: str | None,
    ) -> tuple[list[_Listed], Place | DuePlace | None]:
        found: list[_Listed] = []
        scanned = 0
        after = _due_place(cursor) if wish.view == "needs" else _place(cursor)
        while len(found) < PAGE and scanned < MOST_SCANNED:
            places = self._places(conn, session, holders, wish, after)
            more, places = len(places) > PAGE, places[:PAGE]
            scanned += len(places)
            for one in self._known(conn, session, places, wish):
                if not wish.holds(one):
                    continue
                found.append(one)
                if len(found) == PAGE:
                    return found, one.place if more or one.place != places[-1] else None
            if not more:
                return found, None
            after = places[-1]
        return found, after

    def _places(
        self,
        conn: Connection,
        session: StaffSession,
        holders: tuple[bytes, ...],
        wish: "_Wish",
        after: Place | DuePlace | None,
    ) -> Sequence[Place | DuePlace]:
        district = self._ground.district
        if wish.view == "needs":
            due = after if isinstance(after, DuePlace) else None
            minute = minute_of(self._ground.clock(), exact=True)
            absent = [
                one.member
                for one in deputies.standing(conn, district, minute)
                if one.deputy == session.member
            ]
            return listings.needing(
                conn, district, holders, session.member, absent=absent, after=due, limit=PAGE + 1
            )
        return listings.page(
            conn,
            district,
            holders,
            states=wish.states,
            after=after if isinstance(after, Place) else None,
            limit=PAGE + 1,
            awaiting="reporter" if wish.answered else None,
            assignee=session.member if wish.view == "mine" else None,
        )

    def _known(
        self, conn: Connection, session: StaffSession, places: Sequence[Place | DuePlace], wish: "_Wish"
    ) -> list[_Listed]:
        known = self._rows_of(conn, session, [place.thread for place in places], wish.shared)
        return [_Listed(known[place.thread], place) for place in places if place.thread in known]

    def _rows_of(
        self, conn: Connection, session: StaffSession, ids: list[ThreadId], shared: int | None
    ) -> Mapping[ThreadId, ListedThread]:
        """`shared`: the feed's number, where what others were shown of these threads since then is good enough."""
        district, member = self._ground.district, session.member
        if shared is None:
            return listed_threads.of(conn, district, member, ids)
        alike = self._shared.of(shared)
        lacking = [one for one in ids if one not in alike]
        own = listed_threads.of(conn, district, member, lacking)
        if own:
            self._shared.keep(shared, own)
        at_hand = [one for one in ids if one in alike]
        read = thread_reads.read_by(conn, district, member, at_hand)
        return own | {one: alike[one]._replace(read=read.get(one, 0)) for one in at_hand}

    def _holder_name(self, session: StaffSession, holder: bytes) -> str:
        if holder == session.member:
            return session.principal.name
        return self._ground.roll.queue_name(QueueId(holder))


@dataclass(frozen=True, slots=True)
class _Wish:
    """`shared` as in `StaffInbox._rows_of`."""

    view: View
    states: tuple[ThreadState, ...]
    shared: int | None = None

    @classmethod
    def of(cls, view: View, state: str, *, shared: int | None = None) -> "_Wish":
        return cls("all", (ThreadState.CLOSED,), shared) if state == "closed" else cls(view, OPEN, shared)

    @property
    def answered(self) -> bool:
        return self.view in {"student", "unfetched"}

    def holds(self, listed: _Listed) -> bool:
        """What the index cannot say: the two lists of what was answered part here."""
        return not self.answered or listed.unfetched == (self.view == "unfetched")


class _Names:
    """What the rows of one page are called; they share queues, schools, persons and hours."""

    def __init__(self, roll: Roll) -> None:
        self.queue = cache(roll.queue_name)
        self.school = cache(roll.school_name)
        self.person = cache(roll.staff_name)
        self.moment = cache(moment_of)


def _row(
    names: _Names, session: StaffSession, listed: _Listed, summary: Payload | None, mark: str
) -> InboxRow:
    thread, more = listed.thread, summary.more if summary else {}
    return InboxRow(
        reference=thread.reference,
        severity=severity_name(_severity(thread, summary)),
        state=ThreadState(thread.state),
        summary=(summary.text or "") if summary else "",
        category=str(more.get("category", "")),
        readable=summary is not None,
        queue_name=names.queue(thread.queue),
        school_name=names.school(thread.school) if thread.school else None,
        channel=Channel(thread.channel),
        awaiting="staff" if thread.awaiting == "staff" else "reporter",
        changed=names.moment(thread.changed_minute),
        due=shown_due(thread),
        assignee=names.person(thread.assignee) if thread.assignee else None,
        mine=thread.assignee == session.member,
        tried=_tried(summary),
        began=names.moment(thread.created_minute),
        follow_up=listed.back,
        writer=writer_of(more.get(WRITER)),
        unread=thread.last_seq > thread.read,
        unfetched=thread.awaiting == "reporter" and listed.unfetched,
        mark=mark,
    )


def _wanted(keyring: Keyring, queue: str | None) -> tuple[bytes, ...]:
    if not queue:
        return keyring.holders
    wanted = tuple(holder for holder in keyring.holders if holder.hex() == queue)
    if not wanted:
        raise NoSuchThread
    return wanted


def _opened(place: SealPlace, message: Message, keyring: Keyring, queue: QueueId) -> Payload | None:
    """A summary by any of this person's keys, that of its own queue first; None where none of them opens it."""
    try:
        key = keyring.one_of(recipient_kids(message.recipients), likely=queue)
        if key is None:
            return None
        context = place.context(message.id, Kind.SUMMARY)
        envelope = Envelope(message.core, message.recipients)
        return Payload.from_bytes(open_envelope(context, envelope, place.shred_key, key).payload)
    except Unreadable:
        return None


def _severity(thread: ListedThread, summary: Payload | None) -> str:
    """The higher of the column and what was sealed: whoever lowers one in the database hides nothing."""
    sealed = str(summary.more.get("severity", "")) if summary else ""
    if sealed == thread.severity or sealed not in _SEVERITIES:
        return thread.severity
    return higher(thread.severity, sealed).value


def _tried(summary: Payload | None) -> SeverityName | None:
    sealed = str(summary.more.get("tried", "")) if summary else ""
    return severity_name(sealed) if sealed in _SEVERITIES else None


def severity_name(stored: str) -> SeverityName:
    return "urgent" if stored == "urgent" else "soon" if stored == "soon" else "routine"


def shown_due(thread: Thread | ListedThread) -> datetime | None:
    """The promised time, for staff. None for what is urgent: its time is now, and a later one would say it can wait."""
    if thread.due_minute is None or thread.severity == Severity.URGENT.value:
        return None
    return moment_of(thread.due_minute)


def _cursor(place: Place | DuePlace) -> str:
    if isinstance(place, DuePlace):
        return f"due-{int(place.urgent)}-{place.due_minute}-{place.thread.hex()}"
    return f"{place.rank}-{place.changed_minute}-{place.thread.hex()}"


def _place(cursor: str | None) -> Place | None:
    if not cursor:
        return None
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        raise NoSuchThread
    rank, minute, thread = found.groups()
    return Place(int(rank), int(minute), ThreadId(bytes.fromhex(thread)))


def _due_place(cursor: str | None) -> DuePlace | None:
    if not cursor:
        return None
    found = _DUE_CURSOR.fullmatch(cursor)
    if found is None or int(found[2]) > NEVER:
        raise NoSuchThread
    urgent, minute, thread = found.groups()
    return DuePlace(urgent == "1", int(minute), ThreadId(bytes.fromhex(thread)))
