"""When nobody of a queue can open it: two people of different offices, each with half of its key, open it together.

One asks with a reason and hands their half to those who may agree; one of these agrees within half an hour. What is
urgent and waits there, or the one thread that was named, is then open to the two, and to nobody else, until it ends by
itself. What is kept from one of them stays kept from that one, without a word.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from reporting.cases.desk_thread import READ, DeskThread
from reporting.cases.fresh_summary import ThreadGrew, changed_minute, fresh_summary, hold_still
from reporting.cases.ground import Ground
from reporting.cases.sealing import Place, stamp
from reporting.model.clock import minute_of, moment_of
from reporting.model.ids import MemberId, QueueId, ThreadId
from reporting.model.kind import Kind
from reporting.people.alarms import Alarms
from reporting.people.glass_halves import GlassHalves, Pair, pairs
from reporting.people.ground import Witness
from reporting.people.refused import GlassRefused
from reporting.people.roster_book import RosterBook
from reporting.people.staff_session import StaffSession
from reporting.people.taking_away import take_away
from reporting.store import glass, listings, messages, threads, wraps
from reporting.store.glass import Half, Request
from reporting.store.shred import ShredKeyMissing
from reporting.store.wraps import Wrap
from reporting.vault.authorship import ByMember
from reporting.vault.glass import (
    Asked,
    Offer,
    check_ask,
    joined,
    open_half,
    open_offer,
    seal_offer,
    sign_ask,
)
from reporting.vault.notation import Unreadable
from reporting.vault.payload import Payload
from reporting.vault.thread_keys import unwrap_thread, wrap_case_root
from reporting.vault.xwing import PrivateKey

ALARM = "glass_broken"
OPENED = "glass_opened"  # the code of the note that is left in each thread
WAITS_S = 30 * 60
HOURS = (2, 8, 24)
LONGEST_REASON = 500
MOST_THREADS = 50
MOST_RECIPIENTS = 8
STANDS_MINUTES = 14 * 24 * 60  # for how long it stands among the alarms, for who was away


@dataclass(frozen=True, slots=True)
class GlassQueue:
    """A queue that this person could open with one of these."""

    queue: QueueId
    partners: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class GlassAsk:
    """A request as one of its people sees it. `reason` and `thread` only for who may agree."""

    id: bytes
    queue: QueueId
    asker: MemberId
    partner: MemberId | None
    until: datetime
    hours: int
    mine: bool
    may: bool
    open: bool
    reason: str = ""
    thread: str = ""

    def __repr__(self) -> str:
        return f"GlassAsk(open={self.open})"


class BreakGlass:
    def __init__(
        self, ground: Ground, witness: Witness, book: RosterBook, halves: GlassHalves, alarms: Alarms
    ) -> None:
        self._ground = ground
        self._witness = witness
        self._book = book
        self._halves = halves
        self._alarms = alarms

    def queues(self, session: StaffSession) -> tuple[GlassQueue, ...]:
        """Which queues this person could open, and with whom; none for who is no keeper."""
        found = []
        for queue in sorted(self._book.current.queues):
            partners = [
                one.other(session.member) for one in self._halves.ready(queue) if session.member in one
            ]
            if partners:
                found.append(GlassQueue(queue, tuple(partners)))
        return tuple(found)

    def asks(self, session: StaffSession) -> tuple[GlassAsk, ...]:
        """Open requests of this person, and those that they may agree to; what was opened by them and runs."""
        ground, now = self._ground, int(self._ground.clock().timestamp())
        with ground.database.read() as conn:
            known = glass.requests(conn, ground.district, "asked", "opened")
            offers = {one.id: glass.offer(conn, ground.district, one.id, session.member) for one in known}
        return tuple(
            ask
            for one in known
            if (one.state == "opened" or now < one.expires)
            and (ask := self._seen(session, one, offers[one.id])) is not None
        )

    def ask(self, session: StaffSession, queue: QueueId, reason: str, hours: int, thread: str = "") -> None:
        """Raises GlassRefused("glass_reason" | "glass_hours" | "glass_nobody"), StepUpRefused("needed")."""
        ground = self._ground
        session.must_be_stepped_up(ground.clock())
        if not reason.strip() or len(reason) > LONGEST_REASON:
            raise GlassRefused("glass_reason", "Say why, in at most 500 letters.")
        if hours not in HOURS:
            raise GlassRefused("glass_hours", "Choose for how long.")
        target = self._book.queue(queue)
        partners = [one.other(session.member) for one in self._halves.ready(queue) if session.member in one]
        if target is None or not partners:
            raise GlassRefused("glass_nobody", "Nobody holds the other half of this queue's key.")
        expires = int(ground.clock().timestamp()) + WAITS_S
        asked = Asked(ground.district, ground.id(), queue, target.epoch, expires)
        named = thread.strip().upper()
        offers = {partner: self._offer(session, asked, partner, reason, named) for partner in partners}
        request = Request(
            asked.request,
            queue,
            target.epoch,
            session.member,
            None,
            expires,
            hours,
            None,
            told=False,
            state="asked",
        )

        def unit(conn: Connection) -> None:
            glass.ask(conn, ground.district, request, offers)
            self._alarms.stand_in(conn, ALARM, queue=queue)
            self._record(conn, "glass_asked", session.member, queue, queue)

        ground.database.write(unit)
        ground.feed.tell([*partners], urgent=True)

    def withdraw(self, session: StaffSession, which: bytes) -> None:
        """By who asked. Raises GlassRefused("glass_gone")."""
        ground, request = self._ground, self._request(which, "asked")
        if request.asker != session.member:
            raise _gone()

        def unit(conn: Connection) -> None:
            if not glass.settle(conn, ground.district, glass.over(request), before="asked"):
                raise _gone()
            self._record(conn, "glass_withdrawn", session.member, request.queue, request.queue)

        ground.database.write(unit)

    def agree(self, session: StaffSession, which: bytes) -> None:
        """The second person. Raises GlassRefused("glass_gone" | "glass_own" | "glass_halves"), StepUpRefused("needed")."""
        ground = self._ground
        session.must_be_stepped_up(ground.clock())
        request = self._request(which, "asked")
        if request.asker == session.member:
            raise GlassRefused("glass_own", "Another person has to agree.")
        pair = self._pair(request, session.member)
        now = ground.clock()
        if pair is None or int(now.timestamp()) >= request.expires:
            raise _gone()
        offer, key = self._joined(session, request)
        ends = minute_of(now, exact=True) + request.hours * 60
        opened = replace(request, partner=session.member, ends_minute=ends, state="opened")

        def unit(conn: Connection) -> None:
            if not glass.settle(conn, ground.district, opened, before="asked"):
                raise _gone()
            self._alarms.stand_in(conn, ALARM, queue=request.queue)
            self._record(conn, "glass_broken", session.member, request.asker, request.queue)

        ground.database.write(unit)
        for thread in self._wanted(request.queue, offer.thread):
            self._open(session, opened, offer, key, thread)
        ground.feed.tell([request.queue, request.asker, session.member], urgent=True)

    def end(self, session: StaffSession, which: bytes) -> None:
        """Before its time, by one of the two. Raises GlassRefused("glass_gone")."""
        request = self._request(which, "opened")
        if session.member not in {request.asker, request.partner}:
            raise _gone()
        self._end(request, session.member)

    def end_due(self) -> int:
        """For the clock: what was opened ends by itself, what nobody agreed to is forgotten; how many."""
        ground = self._ground
        now = ground.clock()
        minute, second = minute_of(now, exact=True), int(now.timestamp())
        with ground.database.read() as conn:
            known = glass.requests(conn, ground.district, "asked", "opened")
            past = glass.requests(conn, ground.district, "over")
        ended = 0
        for one in known:
            if one.state == "opened" and one.ends_minute is not None and one.ends_minute <= minute:
                self._end(one, None)
                ended += 1
            elif one.state == "asked" and one.expires <= second:
                ground.database.write(
                    partial(glass.settle, district=ground.district, now=glass.over(one), before="asked")
                )
        self._calm({one.queue for one in known}, past, minute)
        return ended

    def _calm(self, still: set[QueueId], past: Iterable[Request], minute: int) -> None:
        """It stands among the alarms for two weeks: who was away hears of it too."""
        last: dict[QueueId, int] = {}
        for one in past:
            ended = one.ends_minute if one.ends_minute is not None else one.expires // 60
            last[one.queue] = max(ended, last.get(one.queue, 0))
        for queue, ended in last.items():
            if queue not in still and ended + STANDS_MINUTES <= minute:
                self._alarms.clear(ALARM, queue=queue)

    def _seen(self, session: StaffSession, one: Request, sealed: bytes | None) -> GlassAsk | None:
        mine = session.member in {one.asker, one.partner}
        reason, thread, may = "", "", False
        if one.state == "asked" and sealed is not None and self._pair(one, session.member) is not None:
            try:
                offer = self._opened_offer(session, one, sealed)
            except Unreadable:
                return None  # made up by a writer of the database
            reason, thread, may = offer.reason, offer.thread, True
        if not (mine or may):
            return None
        opened = one.state == "opened" and one.ends_minute is not None
        until = moment_of(one.ends_minute if opened and one.ends_minute else one.expires // 60)
        return GlassAsk(
            one.id, one.queue, one.asker, one.partner, until, one.hours, mine, may, opened, reason, thread
        )

    def _offer(
        self, session: StaffSession, asked: Asked, partner: MemberId, reason: str, thread: str
    ) -> bytes:
        ground = self._ground
        own = self._half(asked.queue, asked.epoch, session.member, partner)
        key = session.unlocked.x
        half = open_half(ground.district, asked.queue, asked.epoch, key, own.other_kid, own.sealed)
        signature = sign_ask(asked, session.unlocked.ed, reason, thread)
        recipient = self._book.current.members[partner].public
        return seal_offer(asked, key.public.kid, recipient, Offer(half, reason, thread, signature))

    def _opened_offer(self, session: StaffSession, request: Request, sealed: bytes) -> Offer:
        """Raises Unreadable unless this asker made it for this request, and for this person."""
        asker = self._book.current.members[request.asker]
        asked = self._asked(request)
        offer = open_offer(asked, asker.public.kid, session.unlocked.x, sealed)
        check_ask(asked, asker.ed, offer)
        return offer

    def _joined(self, session: StaffSession, request: Request) -> tuple[Offer, PrivateKey]:
        ground = self._ground
        with ground.database.read() as conn:
            sealed = glass.offer(conn, ground.district, request.id, session.member)
        if sealed is None:
            raise _gone()
        expected = self._book.queue_pk(request.queue, request.epoch)
        try:
            offer = self._opened_offer(session, request, sealed)
            own = self._half(request.queue, request.epoch, session.member, request.asker)
            half = open_half(
                ground.district, request.queue, request.epoch, session.unlocked.x, own.other_kid, own.sealed
            )
            return offer, joined(half, offer.half, expected or b"")
        except Unreadable:
            raise GlassRefused(
                "glass_halves", "The two halves do not make this queue's key. Ask anew."
            ) from None

    def _half(self, queue: bytes, epoch: int, holder: MemberId, other: MemberId) -> Half:
        """Raises Unreadable where there is none."""
        with self._ground.database.read() as conn:
            halves = glass.halves_of(conn, self._ground.district, QueueId(queue))
        for one in halves:
            if (one.epoch, one.holder, one.other) == (epoch, holder, other):
                return one
        raise Unreadable

    def _asked(self, request: Request) -> Asked:
        return Asked(self._ground.district, request.id, request.queue, request.epoch, request.expires)

    def _pair(self, request: Request, member: MemberId) -> Pair | None:
        """By the roster of now: an office that ended opens nothing."""
        both = {request.asker, member}
        found = pairs(self._book.current, request.queue)
        return next((one for one in found if {one.registrar, one.second} == both), None)

    def _request(self, which: bytes, state: str) -> Request:
        with self._ground.database.read() as conn:
            found = glass.request(conn, self._ground.district, which)
        if found is None or found.state != state:
            raise _gone()
        return found

    def _wanted(self, queue: QueueId, named: str) -> tuple[ThreadId, ...]:
        """What is urgent and open there; or the one that was named, if it lies there."""
        district = self._ground.district
        with self._ground.database.read() as conn:
            if named:
                row = threads.by_reference(conn, district, named)
                there = row is not None and queue in listings.holders(conn, district, row.id)
                return (row.id,) if row is not None and there else ()
            places = listings.page(conn, district, [queue], limit=MOST_THREADS)
        return tuple(one.thread for one in places if one.rank == listings.URGENT)

    def _open(
        self, session: StaffSession, request: Request, offer: Offer, key: PrivateKey, thread: ThreadId
    ) -> None:
        while True:
            try:
                return self._open_once(session, request, offer, key, thread)
            except ThreadGrew:
                continue
            except (Unreadable, ShredKeyMissing):
                return (
                    None  # under an older key, or its shred key is gone: the others are opened all the same
                )

    def _open_once(
        self, session: StaffSession, request: Request, offer: Offer, key: PrivateKey, thread: ThreadId
    ) -> None:
        ground = self._ground
        desk = self._desk(key, thread)
        if desk is None or desk.keys is None:
            return
        readers = ground.roll.readers()
        two = [one for one in (request.asker, session.member) if one in readers.members]
        new = [one for one in two if one not in desk.excluded() and one not in desk.holders]
        if not new or len(desk.holders) + len(new) > MOST_RECIPIENTS:
            return
        row, root = desk.row, desk.keys.case_root
        given = [
            Wrap(
                row.id,
                row.epoch,
                readers.members[one].kid,
                "member",
                one,
                wrap_case_root(ground.district, row.id, row.epoch, readers.members[one], root),
            )
            for one in new
        ]
        now = ground.clock()
        payload = Payload(
            stamp(now, exact=True),
            offer.reason,
            code=OPENED,
            params={
                "asker": request.asker.hex(),
                "until": str((request.ends_minute or 0) * 60),
                "signature": offer.signature.hex(),
            },
            roster=ground.roll.roster_entry(),
        )
        author = ByMember(session.member, session.unlocked.ed)
        drafts = [
            desk.place.seal(ground.id(), Kind.NOTE, payload, [desk.case], author, now=now, exact=True),
            fresh_summary(ground, desk, readers.of_holders({*desk.holders, *new})),
        ]
        minute = changed_minute(ground)

        def unit(conn: Connection) -> None:
            hold_still(conn, ground, desk)
            messages.append(conn, ground.district, row.id, drafts, ground.chain.of(row.id))
            wraps.drop_targets(conn, ground.district, row.id, new)
            wraps.add(conn, ground.district, given, minute=row.created_minute)
            listings.add(conn, desk.row_changed(minute), new)
            glass.grant(conn, ground.district, request.id, row.id, new)
            self._record(conn, "glass_opened", session.member, row.id, request.queue)

        ground.database.write(unit)
        ground.feed.tell([*desk.holders, *new], urgent=row.severity == "urgent")

    def _desk(self, key: PrivateKey, thread: ThreadId) -> DeskThread | None:
        """The thread by the queue's joined key. Raises Unreadable, ShredKeyMissing."""
        ground = self._ground
        with ground.database.read() as conn:
            row = threads.by_id(conn, ground.district, thread)
            if row is None:
                return None
            holders = listings.holders(conn, ground.district, thread)
            wrapped = wraps.of_thread(conn, ground.district, thread)
            stored = messages.of_thread(conn, ground.district, thread)
        mine = next((one for one in wrapped if one.kid == key.public.kid), None)
        if mine is None:
            return None
        keys = unwrap_thread(ground.district, thread, mine.epoch, key, mine.sealed)
        place = Place(ground.district, thread, ground.shred.get(thread, 0))
        opened = ground.opener.open(
            place,
            stored,
            (keys.talk, keys.case),
            talk_seed=keys.talk_seed,
            kinds=READ,
            told=READ - {Kind.TRIAGE},
        )
        return DeskThread(row, holders, wrapped, keys, (), place, stored, tuple(opened))

    def _end(self, request: Request, by: MemberId | None) -> None:
        ground = self._ground
        with ground.database.read() as conn:
            given = glass.grants(conn, ground.district, request.id)
        for thread, member in given:
            known = self._book.current.members.get(member)
            kids = frozenset({known.public.kid}) if known is not None else frozenset[bytes]()
            ground.database.write(
                partial(take_away, district=ground.district, thread=thread, member=member, kids=kids)
            )

        def unit(conn: Connection) -> None:
            glass.drop_grants(conn, ground.district, request.id)
            if glass.settle(conn, ground.district, glass.over(request), before="opened"):
                self._record(conn, "glass_ended", by, request.asker, request.queue)

        ground.database.write(unit)
        ground.feed.tell([request.queue, request.asker], urgent=False)

    def _record(
        self, conn: Connection, act: str, actor: MemberId | None, about: bytes, queue: QueueId
    ) -> None:
        self._witness.record(
            conn,
            minute=minute_of(self._ground.clock(), exact=True),
            act=act,
            actor=actor,
            about=about,
            queue=queue,
        )


def _gone() -> GlassRefused:
    return GlassRefused("glass_gone", "This request is over. Ask anew.")
