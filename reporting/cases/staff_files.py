"""Files of a thread, for one person of staff: looked up by the message that lists them, verified, then given out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.file_keeping import FileReading
from reporting.cases.ground import Ground
from reporting.cases.refusals import FileUnreadable, NoSuchThread
from reporting.files.kinds import CleanType
from reporting.model.clock import minute_of
from reporting.model.danger import covers_pictures
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.store import files
from reporting.vault.notation import Unreadable
from reporting.vault.payload import File


@dataclass(frozen=True, slots=True)
class StaffFile:
    """`covered`: shown only when asked for, and never printed, saved or sent on. `name`: our own, never the student's."""

    id: str
    reference: str
    type: CleanType
    size: int
    number: int
    covered: bool
    category: str
    lang: str

    @property
    def name(self) -> str:
        return f"{self.reference}-{self.number}.{self.type.ending}"


class StaffFiles:
    def __init__(self, ground: Ground, witness: Witness) -> None:
        self._ground = ground
        self._witness = witness
        self._desks = Desks(ground)
        self._reading = FileReading(ground.database, ground.district)

    def look(self, session: StaffSession, reference: str, file: str) -> StaffFile:
        """What it is, without opening it. Raises NoSuchThread."""
        return self._found(session, reference, file)[1]

    def read(
        self, session: StaffSession, reference: str, file: str
    ) -> tuple[StaffFile, Callable[[], Iterator[bytes]]]:
        """The file in pieces, when called: verified to the end before the first. Raises NoSuchThread, FileUnreadable."""
        thread, found, listed = self._found(session, reference, file)
        if thread.keys is None:
            raise FileUnreadable
        ground = self._ground
        with ground.database.read() as conn:
            row = files.find(conn, ground.district, thread.row.id, listed.id)
        if row is None:
            raise FileUnreadable
        try:
            pieces = self._reading.pieces(thread.place, row, listed, thread.keys.talk)
        except Unreadable:
            raise FileUnreadable from None

        def verified() -> Iterator[bytes]:
            try:
                return pieces()
            except Unreadable:
                raise FileUnreadable from None

        return found, verified

    def opened(self, session: StaffSession, reference: str) -> None:
        """That this person opened a file of it; which one, the chain of acts does not say."""
        thread, now = self._desks.load(session, reference), self._ground.clock()
        minute = minute_of(now, exact=True)
        self._ground.database.write(
            lambda conn: self._witness.record(
                conn, minute=minute, act="opened_file", actor=session.member, about=thread.row.id
            )
        )

    def _found(self, session: StaffSession, reference: str, file: str) -> tuple[DeskThread, StaffFile, File]:
        thread = self._desks.load(session, reference)
        # A message that was changed lists nothing: its hash is what makes a file this thread's own.
        listed = [
            one
            for message in thread.opened
            if message.payload is not None and message.failure in {None, "order"}
            for one in message.payload.files
            if one.type in set(CleanType)
        ]
        for number, one in enumerate(listed, 1):
            if one.id.hex() == file:
                return thread, _described(thread, one, number), one
        raise NoSuchThread


def _described(thread: DeskThread, one: File, number: int) -> StaffFile:
    records, stands = thread.records(), thread.standing()
    said = [record.decision.category for record in records] + ([stands.category] if stands else [])
    return StaffFile(
        id=one.id.hex(),
        reference=thread.row.reference,
        type=CleanType(one.type),
        size=one.size,
        number=number,
        # Once it was thought to be such a thread it stays covered; where nothing can be read, it is as well.
        covered=not said or any(covers_pictures(each) for each in said),
        category=next((each for each in said if covers_pictures(each)), said[-1] if said else ""),
        lang=records[0].lang if records else "en",
    )
