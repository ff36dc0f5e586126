"""What needs a person's hand now: of the house, of the carrier, and of threads that this reader may know of."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection

from notify import outbox, troubles
from notify.pages.unreached import Unreached, unreached
from notify.ports import Channel
from reporting.app.house import House
from reporting.cases.fallback import still_lies
from reporting.cases.going_on import KIND as KEYS_CHANGED
from reporting.cases.knowing import Knowing
from reporting.cases.thread_alarms import LATE_ANSWER
from reporting.cases.thread_alarms import REPLY_NOT_SENT as NOT_SENT
from reporting.cases.watch import LATE_REPLY
from reporting.model.clock import moment_of
from reporting.model.ids import DistrictId, MemberId, MessageId, QueueId, TeamId, ThreadId
from reporting.model.thread import ThreadState
from reporting.people.staff_session import StaffSession
from reporting.staff.people_view import AlarmRow, HoleRow
from reporting.store import alarms, held_replies, messages, threads, vigils
from reporting.store.alarms import Alarm
from reporting.store.threads import Thread

UNACKNOWLEDGED = "unacknowledged"
FALSE_PAGES = "false_pages"
SAMPLE_WAITS = "sample_waits"
_OF_CHANNELS = frozenset({troubles.MISCONFIGURED, troubles.CHANNEL_DOWN})
_OF_PERSONS = frozenset({troubles.STAFF_OPTED_OUT, troubles.CONTACT_UNOPENABLE})


class StandingAlarms:
    """Satisfies the staff site's `Alarms`. Only causes that are still there; newest last."""

    def __init__(self, house: House, knowing: Knowing) -> None:
        self._house = house
        self._people = house.people
        self._queues = house.ground.roll.queues
        self._watched = house.rules_watched
        self._coverage = house.rotas.coverage
        self._sources = house.rotas.sources
        self._samples = house.samples
        self._knowing = knowing

    def open(self, session: StaffSession) -> tuple[AlarmRow, ...]:
        ground = self._people.ground
        now = ground.clock()
        with ground.database.read() as conn:
            standing = alarms.standing(conn, ground.district)
            open_pages = unreached(conn, district=ground.district)
            carrier = troubles.troubles(conn, district=ground.district)
            unsent = outbox.not_sent(conn, district=ground.district, older_than=now - LATE_REPLY)
            # A long reply is several messages, and one thing to look at.
            once = {one.about or one.row: one for one in reversed(unsent)}.values()
            replies = [(one.since, _thread_of(conn, ground.district, one.about)) for one in once]
            replies += [
                (moment_of(one.minute), one.thread) for one in held_replies.left_lying(conn, ground.district)
            ]
            named = {one.thread for one in standing} | {thread for _, thread in replies}
            known = threads.by_ids(conn, ground.district, [thread for thread in named if thread is not None])
        mine = {each: known[each] for each in known if self._may_know(session, each)}
        rows = [
            *self._of_the_house(session, standing),
            *self._late(standing, mine),
            *self._in_other_queues(standing, mine),
            *(
                AlarmRow(one.kind, None, mine[one.thread].reference, moment_of(one.raised_minute), None)
                for one in standing
                if one.kind == KEYS_CHANGED and one.thread in mine
            ),
            *(
                AlarmRow(NOT_SENT, None, mine[thread].reference, since, None)
                for since, thread in replies
                if thread in mine
            ),
            *self._of_pages(session, open_pages),
            *self._of_the_carrier(session, carrier, open_pages),
            *self._of_the_rules(session),
            *self._of_coverage(session),
            *self._of_calendars(session),
            *self._of_the_vigil(now),
        ]
        return tuple(sorted(rows, key=lambda row: row.raised))

    def _of_the_house(self, session: StaffSession, standing: tuple[Alarm, ...]) -> Iterator[AlarmRow]:
        """Keys and accounts: for registrars, and for those whom it is about."""
        for one in standing:
            if one.thread is not None:
                continue
            about_me = one.member == session.member or one.queue in session.principal.queues
            for_all = one.member is None and one.queue is None
            if not (session.principal.registrar or about_me or for_all):
                continue
            yield AlarmRow(one.kind, self._name(one), None, moment_of(one.raised_minute), None)

    def _late(self, standing: tuple[Alarm, ...], mine: dict[ThreadId, Thread]) -> Iterator[AlarmRow]:
        """A promise that passed is owned until somebody answered or the thread was closed."""
        for one in standing:
            thread = mine.get(one.thread) if one.thread else None
            if thread is None or one.kind != LATE_ANSWER:
                continue
            if thread.awaiting == "staff" and thread.state is not ThreadState.CLOSED:
                yield AlarmRow(one.kind, None, thread.reference, moment_of(one.raised_minute), None)

    def _in_other_queues(
        self, standing: tuple[Alarm, ...], mine: dict[ThreadId, Thread]
    ) -> Iterator[AlarmRow]:
        """A message whose own queue nobody can open: for those who hold it now, and for nobody else."""
        for one in standing:
            thread = mine.get(one.thread) if one.thread else None
            if thread is not None and still_lies(one, thread, self._queues()):
                yield AlarmRow(one.kind, None, thread.reference, moment_of(one.raised_minute), None)

    def _of_pages(self, session: StaffSession, open_pages: tuple[Unreached, ...]) -> Iterator[AlarmRow]:
        for one in open_pages:
            if one.told and one.about is not None and self._may_know(session, ThreadId(one.about)):
                since = datetime.fromtimestamp(one.since, UTC)
                yield AlarmRow(UNACKNOWLEDGED, None, one.reference, since, None)

    def _of_the_carrier(
        self, session: StaffSession, known: Iterable[troubles.Known], open_pages: tuple[Unreached, ...]
    ) -> Iterator[AlarmRow]:
        for one in known:
            if one.kind == troubles.NOBODY_REACHABLE:
                pages = [page for page in open_pages if page.team == one.subject]
                if not self._may_hear_of(session, pages):
                    continue
                about = next((t.name for t in self._people.directory.teams() if t.id == one.subject), None)
            elif one.kind in _OF_PERSONS:
                who = MemberId(one.subject)
                about = self._people.directory.name_of(who) or self._people.ladders.agency_called(who)
            else:
                about = None
            yield AlarmRow(_kind(one), about, None, one.since, None)

    def _of_the_rules(self, session: StaffSession) -> Iterator[AlarmRow]:
        """For whoever leads the rules: too many needless pages teach people to sleep through them, and misses that
        nobody looks for are never found.
        """
        if not session.principal.leads:
            return
        for kind, since in (
            (FALSE_PAGES, self._watched.too_many_since()),
            (SAMPLE_WAITS, self._samples.overdue_since(session)),
        ):
            if since is not None:
                yield AlarmRow(kind, None, None, since, None)

    def _of_coverage(self, session: StaffSession) -> Iterator[AlarmRow]:
        """For those who can mend it. When and why, and nobody's name."""
        if not session.principal.registrar:
            return
        names = {team.id: team.name for team in self._people.directory.teams()}
        for one in self._coverage.standing():
            name = names.get(TeamId(one.team))
            if name is not None:
                hole = HoleRow(one.team.hex(), name, one.starts, one.ends, one.why)
                yield AlarmRow(f"gap_{one.stage}", name, None, one.since, None, hole)

    def _of_the_vigil(self, now: datetime) -> Iterator[AlarmRow]:
        """Why nobody is reached: for everybody, since whoever is called must know that they may not be."""
        house = self._house
        verdict = house.vigil.verdict(now)
        with house.ground.database.read() as conn:
            told = vigils.told(conn, house.ground.district)
        for why in dict.fromkeys(one.why for one in verdict.causes):
            yield AlarmRow(f"vigil_{why}", None, None, told.failing_since or now, None)
        if verdict.late:
            yield AlarmRow("vigil_late", None, None, now, None)
        if house.keeper.unheard(told, now):
            yield AlarmRow("vigil_unheard", None, None, told.pinged_at or now, None)

    def _of_calendars(self, session: StaffSession) -> Iterator[AlarmRow]:
        """A calendar that was not read for a day, and names in one that are nobody's."""
        if not session.principal.registrar:
            return
        names = {bytes(team.id): team.name for team in self._people.directory.teams()}
        for kind, found in (
            ("calendar_old", self._sources.old()),
            ("calendar_names", self._sources.with_unknown_names()),
        ):
            for one in found:
                yield AlarmRow(kind, names.get(one.team), None, one.good_at, None)

    def _may_hear_of(self, session: StaffSession, pages: list[Unreached]) -> bool:
        """That nobody could be reached says that there is a page, so it is kept from whom that page is kept from."""
        if any(page.about is not None and self._may_know(session, ThreadId(page.about)) for page in pages):
            return True
        return bool(pages) and not any(session.member in page.excluded for page in pages)

    def _may_know(self, session: StaffSession, thread: ThreadId) -> bool:
        return self._knowing.may_know(session.principal, thread)

    def _name(self, alarm: Alarm) -> str | None:
        if alarm.member is not None:
            return self._people.directory.name_of(alarm.member) or None
        found = self._people.directory.queue(QueueId(alarm.queue)) if alarm.queue else None
        return found.name if found else None


def _kind(trouble: troubles.Known) -> str:
    """Texts that cannot leave keep people from being paged; e-mail wakes nobody, and behind a browser comes a text."""
    if trouble.kind not in _OF_CHANNELS:
        return trouble.kind
    channel = trouble.subject.rstrip(b"\0")
    if channel == Channel.EMAIL.encode():
        return f"mail_{trouble.kind}"
    if channel == Channel.PUSH.encode():
        return f"push_{trouble.kind}"
    calls = trouble.kind == troubles.CHANNEL_DOWN and channel == Channel.VOICE.encode()
    return f"calls_{trouble.kind}" if calls else trouble.kind


def _thread_of(conn: Connection, district: DistrictId, about: bytes | None) -> ThreadId | None:
    """An unsent text carries a message, or tells a thread what became of its page."""
    found = messages.find(conn, district, MessageId(about)) if about is not None else None
    return found.thread if found else ThreadId(about) if about is not None else None
