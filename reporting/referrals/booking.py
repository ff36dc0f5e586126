"""An hour in school for a student whom nobody knows: the counselor takes it in the thread, and the helper sees a time.

The row of an hour knows no thread. The thread holds, sealed, which hour it is and the number that gives it back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from reporting.cases.desk_pen import DeskPen
from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.ground import Ground
from reporting.cases.offered import NotHereYet, Offered, everywhere, is_offered
from reporting.cases.opened_message import OpenedMessage, written_in
from reporting.cases.refusals import Refused, TooLong
from reporting.cases.sealing import stamp
from reporting.cases.staff_thread import StaffThreads
from reporting.cases.staff_view import Act
from reporting.cases.tip import BODY_LIMIT
from reporting.model.ids import OrganizationId
from reporting.model.kind import Kind
from reporting.model.thread import Channel, ThreadState
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.hour_text import hour_text
from reporting.referrals.hours import Slot, slots
from reporting.store import booked_hours
from reporting.vault.payload import Payload

BOOKED, GIVEN_BACK = "hour_booked", "hour_given_back"
KEPT_S = 86_400
_ID_BYTES = 16


class HourTaken(Refused):
    """Somebody took it a moment ago, or it is not offered."""

    code = "hour_taken"


class NoSuchHour(Refused):
    """The thread holds no such hour."""

    code = "no_such_hour"


class ByTextNotYet(Refused):
    """A text lies open on a phone: where and when somebody will be does not belong there."""

    code = "hour_by_text"


@dataclass(frozen=True, slots=True)
class Booked:
    """An hour that this thread holds. `id`: gives it back."""

    id: str
    starts: datetime
    where: str
    helper: str

    def __repr__(self) -> str:
        return "Booked(<sealed>)"


@dataclass(frozen=True, slots=True)
class HourDesk:
    """The page. `refusal`: why none can be taken here."""

    reference: str
    zone: str
    booked: tuple[Booked, ...]
    free: tuple[Slot, ...]
    schools: Mapping[bytes, str]
    refusal: str | None


@dataclass(frozen=True, slots=True)
class TakenHour:
    """As the helper sees it: when and where, and nothing of whom."""

    starts: datetime
    where: str


class HourBooking:
    def __init__(
        self,
        ground: Ground,
        witness: Witness,
        directory: DirectoryKeeping,
        *,
        offered: Offered = everywhere,
    ) -> None:
        self._ground = ground
        self._offered = offered
        self._directory = directory
        self._desks = Desks(ground)
        self._pen = DeskPen(ground, witness, self._desks, StaffThreads(ground))

    def desk(self, session: StaffSession, reference: str) -> HourDesk:
        """Raises NoSuchThread."""
        thread = self._desks.load(session, reference)
        now = self._ground.clock()
        return HourDesk(
            reference,
            self._ground.roll.zone().key,
            tuple(one for one in booked_in(thread.opened, self._ground.roll.zone()) if one.starts >= now),
            self._free(now),
            self._schools(),
            self._refusal(thread),
        )

    def book(self, session: StaffSession, reference: str, submission: bytes, value: str, words: str) -> None:
        """The student reads place and time with `words`. Raises HourTaken, ByTextNotYet, NotHereYet, TooLong,
        NotAllowed, NoSuchThread.
        """
        ground = self._ground
        doing = self._pen.begin(session, reference, Act.REPLY)
        if doing.thread.row.channel is Channel.SMS:
            raise ByTextNotYet
        if not is_offered(self._offered, doing.thread):
            raise NotHereYet
        slot = next((one for one in self._free(doing.now) if one.value == value), None)
        if slot is None:
            raise HourTaken
        where, id_ = self._where(slot), ground.random(_ID_BYTES)
        said = hour_text("booked", written_in(doing.thread.opened), slot.starts, where, slot.helper)
        body = f"{words.strip()}\n\n{said}" if words.strip() else said
        if len(body) > BODY_LIMIT:
            raise TooLong(BODY_LIMIT)
        params = {"id": id_.hex(), "starts": str(slot.second), "where": where, "helper": slot.helper}
        payload = Payload(
            stamp(doing.now, exact=True), body, code=BOOKED, params=params, roster=ground.roll.roster_entry()
        )

        def effect(conn: Connection) -> None:
            # Whoever comes second takes nothing, and its message is not written either.
            if not booked_hours.take(conn, ground.district, slot.place, slot.second, id_):
                raise HourTaken

        draft = self._pen.seal(doing, submission, Kind.STAFF_REPLY, payload)
        self._pen.write(doing, "hour_booked", [draft], awaiting="reporter", effect=effect)

    def give_back(self, session: StaffSession, reference: str, submission: bytes, id_: str) -> None:
        """The hour is free again, and the student reads so. Raises NoSuchHour, NotAllowed, NoSuchThread."""
        ground = self._ground
        doing = self._pen.begin(session, reference, Act.REPLY)
        held = booked_in(doing.thread.opened, ground.roll.zone())
        known = next((one for one in held if one.id == id_), None)
        if known is None:
            raise NoSuchHour
        body = hour_text("given_back", written_in(doing.thread.opened), known.starts, known.where)
        payload = Payload(
            stamp(doing.now, exact=True),
            body,
            code=GIVEN_BACK,
            params={"id": id_},
            roster=ground.roll.roster_entry(),
        )

        def effect(conn: Connection) -> None:
            booked_hours.give_back(conn, ground.district, bytes.fromhex(id_))

        draft = self._pen.seal(doing, submission, Kind.STAFF_REPLY, payload)
        self._pen.write(doing, "hour_given_back", [draft], awaiting="reporter", effect=effect)

    def _refusal(self, thread: DeskThread) -> str | None:
        found = _refusal(thread)
        return NotHereYet.code if found is None and not is_offered(self._offered, thread) else found

    def of_organization(self, organization: OrganizationId) -> tuple[TakenHour, ...]:
        """Its hours that are taken, soonest first."""
        now = self._ground.clock()
        mine = [one for one in self._slots(now) if one.organization == organization]
        taken = self._taken(mine, now)
        return tuple(
            TakenHour(one.starts, self._where(one)) for one in mine if (one.place, one.second) in taken
        )

    def forget(self) -> None:
        """What is over for a day."""
        ground = self._ground
        before = int(ground.clock().timestamp()) - KEPT_S
        ground.database.write(lambda conn: booked_hours.forget(conn, ground.district, before))

    def _free(self, now: datetime) -> tuple[Slot, ...]:
        offered = self._slots(now)
        taken = self._taken(offered, now)
        return tuple(one for one in offered if (one.place, one.second) not in taken)

    def _slots(self, now: datetime) -> tuple[Slot, ...]:
        return slots(self._directory.read().entries(), self._ground.roll.zone(), now)

    def _taken(self, offered: Iterable[Slot], now: datetime) -> frozenset[tuple[bytes, int]]:
        places = {one.place for one in offered}
        with self._ground.database.read() as conn:
            found = booked_hours.taken(conn, self._ground.district, places, int(now.timestamp()))
        return frozenset((bytes(place), starts) for place, starts in found)

    def _where(self, slot: Slot) -> str:
        school = self._schools().get(bytes(slot.school), "")
        return ", ".join(part for part in (slot.room, school) if part)

    def _schools(self) -> dict[bytes, str]:
        return {bytes.fromhex(one.value): one.name for one in self._ground.roll.schools()}


def booked_in(opened: Iterable[OpenedMessage], zone: ZoneInfo) -> tuple[Booked, ...]:
    """Those that were taken and not given back, as the thread's own messages tell. Pure."""
    found: dict[str, Booked] = {}
    for one in opened:
        payload = one.payload
        if one.failure is not None or payload is None or one.stored.kind is not Kind.STAFF_REPLY:
            continue
        said = payload.params
        if payload.code == BOOKED and said.get("starts", "").isdecimal():
            starts = datetime.fromtimestamp(int(said["starts"]), UTC).astimezone(zone)
            id_ = said.get("id", "")
            found[id_] = Booked(id_, starts, said.get("where", ""), said.get("helper", ""))
        elif payload.code == GIVEN_BACK:
            found.pop(said.get("id", ""), None)
    return tuple(found.values())


def _refusal(thread: DeskThread) -> str | None:
    if thread.row.channel is Channel.SMS:
        return ByTextNotYet.code
    if thread.row.state is ThreadState.CLOSED:
        return "referral_closed"
    return None
