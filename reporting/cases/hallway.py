"""What a student told a member of staff in person: it goes the way of any first message, and a note says who entered it."""

from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import Connection

from reporting.cases.certified import certified
from reporting.cases.ground import Ground
from reporting.cases.receive import WebIntake
from reporting.cases.sealing import Place, stamp
from reporting.cases.tip import Receipted, SchoolChoice, Tip
from reporting.model.clock import minute_of
from reporting.model.ids import MessageId, SchoolId
from reporting.model.kind import Kind
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.store import messages, threads
from reporting.store.errors import StoreError
from reporting.vault.authorship import ByMember
from reporting.vault.payload import Payload

TOLD = "told_in_person"
How = Literal["in_person", "by_phone", "on_paper"]


@dataclass(frozen=True, slots=True)
class Told:
    """`submission`: the form's single-use number, 16 bytes. `lang`: the student's, also of the six words."""

    submission: bytes
    body: str
    school: SchoolId | None
    lang: str
    how: How

    def __repr__(self) -> str:
        return "Told(<sealed>)"


class Hallway:
    def __init__(self, ground: Ground, intake: WebIntake, witness: Witness) -> None:
        self._ground = ground
        self._intake = intake
        self._witness = witness

    def enter(self, session: StaffSession, told: Told) -> Receipted:
        """Triaged, routed and paged as if the student had written it. Who entered it need hold no key that opens it.

        Raises EmptyText, TooLong, NotOpenYet, NothingStored.
        """
        receipted = self._intake.receive(
            Tip(
                submission=told.submission,
                body=told.body,
                school=told.school,
                school_choice=SchoolChoice.KNOWN if told.school else SchoolChoice.UNKNOWN,
                about=None,
                lang=told.lang,
                excluded=frozenset(),
                held=False,
                limiter_key=session.member[:8],
            )
        )
        if not receipted.repeated:
            try:
                self._note(session, told)
            except StoreError:
                # The message is stored and called for: that nobody is named as its messenger holds nothing up.
                return receipted
        return receipted

    def handed_over(self, submission: bytes) -> None:
        """The student has the words: the copy in RAM is dropped."""
        self._intake.words_confirmed(submission)

    def _note(self, session: StaffSession, told: Told) -> None:
        """Sealed to the thread's staff. That its writer has seen the six words is part of what they must know."""
        ground, now = self._ground, self._ground.clock()
        with ground.database.read() as conn:
            found = messages.find(conn, ground.district, MessageId(told.submission))
            row = threads.by_id(conn, ground.district, found.thread) if found else None
        if row is None:
            return
        place = Place(ground.district, row.id, ground.shred.get(row.id, 0))
        payload = Payload(
            stamp(now, exact=True),
            "",
            code=TOLD,
            params={"how": told.how},
            roster=ground.roll.roster_entry(),
        )
        author = ByMember(session.member, session.unlocked.ed)
        note = place.seal(ground.id(), Kind.NOTE, payload, [certified(row).case], author, now=now, exact=True)
        # To the hour like the message itself, so that the two say no more of a moment than it does.
        coarse = replace(note, minute=minute_of(now, exact=row.severity == "urgent"))

        def unit(conn: Connection) -> None:
            messages.append(conn, ground.district, row.id, [coarse], ground.chain.of(row.id))
            self._witness.record(
                conn,
                minute=minute_of(now, exact=True),
                act="entered_message",
                actor=session.member,
                about=row.id,
                queue=row.queue,
            )

        ground.database.write(unit)
