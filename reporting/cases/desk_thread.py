"""One thread, opened for one person: what is there, what of it can be believed, and what they may do."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from reporting.cases.certified import certified
from reporting.cases.first_writer import first_writer
from reporting.cases.ground import Ground
from reporting.cases.keyring import Keyring
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.override import OVERRIDE, Overridden
from reporting.cases.refusals import NoSuchThread
from reporting.cases.sealing import Place
from reporting.cases.triage_record import Standing, TriageRecord
from reporting.model.ids import MemberId, QueueId, ThreadId
from reporting.model.kind import Kind
from reporting.model.reference import PATTERN
from reporting.model.writer import Writer
from reporting.people.staff_session import StaffSession
from reporting.store import listings, messages, threads, wraps
from reporting.store.messages import Message
from reporting.store.threads import Thread
from reporting.store.wraps import Wrap
from reporting.vault.thread_keys import ThreadKeys
from reporting.vault.xwing import PrivateKey, PublicKey
from triage.decision import Decision

READ = frozenset({Kind.WEB, Kind.SMS, Kind.STAFF_REPLY, Kind.NOTE, Kind.SYSTEM, Kind.TRIAGE})
LIFTED = "exclusion_lifted"
DISPOSED = "disposition"
MAY_CONTINUE = "may_continue"


@dataclass(frozen=True, slots=True)
class DeskThread:
    """`keys` is None for who reads only what was sealed to a queue of theirs directly."""

    row: Thread
    holders: frozenset[bytes]
    wraps: tuple[Wrap, ...]
    keys: ThreadKeys | None
    queue_keys: tuple[PrivateKey, ...]
    place: Place
    stored: tuple[Message, ...]
    opened: tuple[OpenedMessage, ...]

    def __repr__(self) -> str:
        return f"DeskThread({self.row.reference!r})"

    @property
    def talk(self) -> PublicKey:
        """What students and staff read by. Raises ThreadSwapped where the row's key is not the thread's own."""
        return self.keys.talk.public if self.keys else certified(self.row).talk

    @property
    def case(self) -> PublicKey:
        """What staff alone read by. Raises NotAllowed as `talk` does."""
        return self.keys.case.public if self.keys else certified(self.row).case

    @property
    def writer(self) -> Writer:
        """Who began it."""
        return first_writer(self.opened)

    def row_changed(self, minute: int) -> Thread:
        """As lists hold it from this minute on."""
        return replace(self.row, changed_minute=minute)

    def records(self) -> list[TriageRecord]:
        """What triage said of each message, where it can be read and believed.

        A place in the thread that does not hold is another's fault: the reasons, and who is excluded, still stand.
        """
        return [
            TriageRecord.from_members(one.payload.more, one.payload.lang or "en")
            for one in self.opened
            if one.stored.kind is Kind.TRIAGE and one.payload is not None and one.failure in {None, "order"}
        ]

    def excluded(self) -> frozenset[MemberId]:
        """Ticked or named, less those whom the designee has let in again."""
        named = frozenset[MemberId]().union(*(record.excluded for record in self.records()))
        return named - frozenset(self._lifted())

    def standing(self) -> Standing | None:
        """How soon it is to be seen: triage raises it with each message, a person's word counts from there on.

        None where no word of triage can be read.
        """
        stands: Standing | None = None
        for one in self.opened:
            judged = _judged(one)
            if judged is not None and (stands is None or judged.severity > stands.severity):
                stands = Standing(judged.severity, judged.category)
            said = _said(one)
            if said is not None and stands is not None:
                stands = Standing(said.to, said.category or stands.category)
        return stands

    def override(self) -> tuple[OpenedMessage, Overridden] | None:
        """What a person said last of the urgency, with the note that holds it."""
        found = [(one, said) for one in self.opened if (said := _said(one)) is not None]
        return found[-1] if found else None

    def _lifted(self) -> list[MemberId]:
        return [
            MemberId(bytes.fromhex(one.payload.params["member"]))
            for one in self.opened
            if one.stored.kind is Kind.NOTE
            and one.failure is None
            and one.payload
            and one.payload.code == LIFTED
        ]

    def disposition(self) -> str | None:
        found = [
            one.payload.params.get("disposition")
            for one in self.opened
            if one.stored.kind is Kind.NOTE and one.payload and one.payload.code == DISPOSED
        ]
        return found[-1] if found else None


def _judged(one: OpenedMessage) -> Decision | None:
    if one.stored.kind is not Kind.TRIAGE or one.payload is None or one.failure not in {None, "order"}:
        return None
    return TriageRecord.from_members(one.payload.more, one.payload.lang or "en").decision


def _said(one: OpenedMessage) -> Overridden | None:
    if one.stored.kind is not Kind.NOTE or one.failure is not None or one.payload is None:
        return None
    return Overridden.read(one.payload.params) if one.payload.code == OVERRIDE else None


class Desks:
    """Loads threads for people. Not there and not theirs to know are one answer."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def load(self, session: StaffSession, reference: str) -> DeskThread:
        """Raises NoSuchThread."""
        ground, keyring = self._ground, Keyring(session)
        if not PATTERN.fullmatch(reference):
            raise NoSuchThread
        with ground.database.read() as conn:
            row, holders, wrapped, stored = self._rows(conn, reference)
        if not holders & frozenset(keyring.holders):
            raise NoSuchThread
        keys = keyring.thread_keys(row.id, wrapped)
        # Only who has no wrap needs the queues' own keys: what was sealed to a queue directly.
        queue_keys = () if keys else keyring.queue_keys()
        place = Place(ground.district, row.id, ground.shred.get(row.id, 0))
        opened = ground.opener.open(
            place,
            stored,
            (keys.talk, keys.case, keyring.own) if keys else queue_keys,
            talk_seed=keys.talk_seed if keys else None,
            kinds=READ,
            told=READ - {Kind.TRIAGE},
        )
        return DeskThread(row, holders, wrapped, keys, queue_keys, place, stored, tuple(opened))

    def glance(self, session: StaffSession, reference: str) -> tuple[ThreadId, int]:
        """(which thread, its last message's number), with nothing opened. Raises NoSuchThread as `load` does."""
        if not PATTERN.fullmatch(reference):
            raise NoSuchThread
        with self._ground.database.read() as conn:
            row = threads.by_reference(conn, self._ground.district, reference)
            if row is None or not listings.holders(conn, self._ground.district, row.id) & frozenset(
                Keyring(session).holders
            ):
                raise NoSuchThread
        return row.id, row.last_seq

    def _rows(
        self, conn: Connection, reference: str
    ) -> tuple[Thread, frozenset[bytes], tuple[Wrap, ...], tuple[Message, ...]]:
        district = self._ground.district
        row = threads.by_reference(conn, district, reference)
        if row is None:
            raise NoSuchThread
        return (
            row,
            listings.holders(conn, district, row.id),
            wraps.of_thread(conn, district, row.id),
            messages.of_thread(conn, district, row.id),
        )


def reader_ids(thread: DeskThread, members_of: dict[QueueId, frozenset[MemberId]]) -> frozenset[MemberId]:
    """Everybody whom this thread's keys reach: "N people can open this"."""
    found = {MemberId(one) for one in thread.holders if QueueId(one) not in members_of}
    return frozenset(found).union(*(members_of.get(QueueId(one), frozenset()) for one in thread.holders))
