"""The referrals of a person's own conversations that stand still. No row says which thread a referral is of, so the list is
made by opening what their session can open: slice by slice, as long as a page asks, and anew after ten minutes.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.ground import Ground
from reporting.cases.keyring import Keyring
from reporting.cases.opened_message import written_in
from reporting.cases.refusals import NoSuchThread
from reporting.model.clock import day_of, minute_of
from reporting.model.help.words import SharedField
from reporting.model.ids import PacketId, ThreadId
from reporting.model.kind import Kind
from reporting.model.referral import Decline
from reporting.model.thread import ThreadState
from reporting.people.staff_session import StaffSession
from reporting.referrals.alternatives import Alternative, Sought, ages_of, alternatives
from reporting.referrals.answer import read_answer
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.offer import Referral, referrals_of
from reporting.referrals.round_standing import Row, Standing, kept_rounds
from reporting.referrals.stalled import Facts, Next, Stall, Standstill, next_step, stalled
from reporting.referrals.terms import terms_of
from reporting.store import bridges, listings, messages, newest, packets, partner_queues, threads
from reporting.store.newest import ChangedPlace
from reporting.vault.service_box import ServiceBox

SLICE_S = 0.05  # of one request: it shares the machine with students who write
BATCH = 32
LOOKED_BACK = timedelta(days=150)  # a packet is readable for weeks, a waiting list lasts months
MOST_FOUND = 60
AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class StalledReferral:
    """`next`: the best step; `others`: who has room, at most three; `phone`: of the partner's contact on record."""

    reference: str
    offer: str
    party: str
    service_name: str
    stall: Stall
    days: int
    declined: Decline | None
    met: str | None
    next: Next
    others: tuple[Alternative, ...]
    contact: str
    phone: str

    def __repr__(self) -> str:
        return "StalledReferral(<sealed>)"


@dataclass(frozen=True, slots=True)
class Round:
    """`walking`: more is found when it is asked for again; `looked` of `total` conversations."""

    walking: bool
    looked: int
    total: int
    found: tuple[StalledReferral, ...]


class ReferralRounds:
    def __init__(
        self,
        ground: Ground,
        service: ServiceBox,
        directory: DirectoryKeeping,
        *,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ground = ground
        self._service = service
        self._directory = directory
        self._desks = Desks(ground)
        self._tick = tick
        self._kept = kept_rounds(ground.clock)
        # One slice at a time in the whole house, as with searches.
        self._turn = threading.Lock()

    def look(self, session: StaffSession, seconds: float = SLICE_S, *, anew: bool = False) -> Round:
        """One slice further. `anew`: from the beginning, after something was done."""
        kept = self._kept.of(session)
        now = self._ground.clock()
        if kept is None or anew or (not kept.walking and now - kept.begun >= AGAIN):
            kept = self._begun(session)
        if kept.walking and self._turn.acquire(blocking=False):
            try:
                kept = self._slice(session, kept, seconds)
                self._kept.keep(session, kept)
            finally:
                self._turn.release()
        return self._round(session, kept)

    def _begun(self, session: StaffSession) -> Standing:
        ground, now = self._ground, self._ground.clock()
        since = minute_of(now - LOOKED_BACK, exact=True)
        with ground.database.read() as conn:
            total = newest.count(
                conn, ground.district, Keyring(session).holders, states=tuple(ThreadState), since=since
            )
        return Standing(now, since, total)

    def _slice(self, session: StaffSession, standing: Standing, seconds: float) -> Standing:
        end = self._tick() + seconds
        while standing.walking:
            places = self._places(session, standing)
            wanted = self._wanted(places)
            for place in places:
                standing = replace(
                    standing,
                    after=(place.changed_minute, place.thread.hex()),
                    looked=standing.looked + 1,
                    rows=(*standing.rows, *self._rows(session, wanted.get(place.thread))),
                )
                if len(standing.rows) >= MOST_FOUND:
                    return replace(standing, walking=False)
                if self._tick() >= end:
                    return standing
            if len(places) < BATCH:
                return replace(standing, walking=False)
        return standing

    def _places(self, session: StaffSession, standing: Standing) -> tuple[ChangedPlace, ...]:
        after = standing.after
        with self._ground.database.read() as conn:
            return newest.page(
                conn,
                self._ground.district,
                Keyring(session).holders,
                states=tuple(ThreadState),
                since=standing.since,
                after=ChangedPlace(after[0], ThreadId(bytes.fromhex(after[1]))) if after else None,
                limit=BATCH,
            )

    def _wanted(self, places: Sequence[ChangedPlace]) -> dict[ThreadId, str]:
        """References of those that may hold a referral: something was sent from it, or it is open and staff wrote."""
        ids = [place.thread for place in places]
        if not ids:
            return {}
        with self._ground.database.read() as conn:
            rows = threads.by_ids(conn, self._ground.district, ids)
            kinds = messages.kinds_of(conn, self._ground.district, ids)
            # What was proposed by text stands there, brought over, before staff wrote a word.
            brought = bridges.going_on(conn, self._ground.district, ids)
        return {
            id_: row.reference
            for id_, row in rows.items()
            if Kind.REFERRAL_SECRET in kinds.get(id_, ())
            or (
                row.state is not ThreadState.CLOSED
                and (id_ in brought or Kind.STAFF_REPLY in kinds.get(id_, ()))
            )
        }

    def _rows(self, session: StaffSession, reference: str | None) -> tuple[Row, ...]:
        if reference is None:
            return ()
        try:
            thread = self._desks.load(session, reference)
        except NoSuchThread:
            return ()  # erased or passed on meanwhile
        with self._ground.database.read() as conn:
            if bridges.is_left(conn, self._ground.district, thread.row.id):
                return ()  # it goes on by web, and is told of there
        known = referrals_of(thread.opened)
        # Whoever was proposed to somebody else after it is not stalled there any more.
        newest_one = known[-1:]
        return tuple(row for one in newest_one if (row := self._row(thread, one)) is not None)

    def _row(self, thread: DeskThread, known: Referral) -> Row | None:
        if known.consent is None or known.withdrawn:
            return None
        facts, declined = self._facts(known)
        found = stalled(facts, int(self._ground.clock().timestamp()))
        if found is None:
            return None
        return Row(
            thread.row.reference,
            thread.row.id.hex(),
            known.offer.id,
            known.offer.party,
            known.offer.service_name,
            known.offer.organization.hex(),
            known.offer.service.hex(),
            written_in(thread.opened),
            known.consent.values.get(SharedField.AGE_BAND, ""),
            tuple(known.barriers),
            found.stall,
            found.days,
            declined,
            known.met,
        )

    def _facts(self, known: Referral) -> tuple[Facts, Decline | None]:
        ground, packet = self._ground, known.packet
        assert known.consent is not None  # noqa: S101 - `_row` has looked
        facts = Facts(int(known.consent.at.timestamp()), met=known.met)
        if packet is None or known.sent is None:
            return facts, None
        with ground.database.read() as conn:
            row = packets.by_id(conn, ground.district, packet)
            linked = packets.has_link(conn, ground.district, packet) or partner_queues.is_queued(
                conn, ground.district, packet
            )
            terms = terms_of(conn, ground.district, self._service, known.offer.organization)
        if row is None:
            return facts, None
        answer = read_answer(known.answer_key, PacketId(packet), row.answer)
        return replace(
            facts,
            sent=int(known.sent.timestamp()),
            state=row.state,
            linked=linked,
            since=answer.since if answer else None,
            day=_date(answer.day) if answer else None,
            answer_hours=terms.answer_hours,
            visit_days=terms.visit_days,
        ), row.declined

    def _round(self, session: StaffSession, kept: Standing) -> Round:
        """Without what this person may know of no longer."""
        ground = self._ground
        ids = [ThreadId(bytes.fromhex(one.thread)) for one in kept.rows]
        with ground.database.read() as conn:
            allowed = (
                listings.known(conn, ground.district, Keyring(session).holders, ids) if ids else frozenset()
            )
        entries = self._directory.read()
        today = day_of(ground.clock())
        found = []
        for row in kept.rows:
            if bytes.fromhex(row.thread) not in allowed:
                continue
            former = entries.entry(row.service_id)
            sought = Sought(former, row.lang, ages_of(row.age_band), row.barriers)
            others = alternatives(entries.entries(), sought, today)
            contact = self._directory.record_contact(row.organization_id)
            standstill = Standstill(row.stall, row.days)
            found.append(
                StalledReferral(
                    row.reference,
                    row.offer,
                    row.party,
                    row.service_name,
                    row.stall,
                    row.days,
                    row.declined,
                    row.met,
                    next_step(standstill, row.declined, others=bool(others)),
                    others,
                    contact.name if contact else "",
                    contact.phone if contact else "",
                )
            )
        found.sort(key=lambda one: (list(Stall).index(one.stall), -one.days))
        return Round(kept.walking, kept.looked, max(kept.total, kept.looked), tuple(found))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
