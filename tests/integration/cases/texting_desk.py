"""A student who texts, and Ana who answers: by night, and after two days of silence."""

import secrets
from datetime import UTC, datetime
from typing import Any

from reporting.cases.held_replies import How
from reporting.model.held import Held, Holding

SAM = "+12025550161"
ANSWER = "I can meet you before first period."
MORE = "Room 12 is open from seven."
# A Tuesday in Chicago: 22:40, and the seven o'clock after it.
NIGHT = datetime(2026, 11, 25, 4, 40, tzinfo=UTC)
SEVEN = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)


class Desk:
    """Ana at the thread of a student who texts."""

    def __init__(self, house: Any) -> None:
        self.house = house
        house.unlock("north")

    def hears(self, body: str, at: datetime) -> None:
        self.house.clock.now = at
        self.house.text(SAM, body)

    @property
    def reference(self) -> str:
        (row,) = self.house.threads()
        return str(row.reference)

    def writes(
        self, body: str = ANSWER, how: How = How.BY_RULE, *, role: str = "north", once: bytes = b""
    ) -> str:
        session = self.as_(role)
        done: str = self.house.house.desk.reply(
            session, self.reference, once or secrets.token_bytes(16), body, "", how=how
        )
        return done

    def does(self, act: str, which: int = 0, *, role: str = "north") -> None:
        held = self.sees().held[which].id
        getattr(self.house.doors.held, act)(self.as_(role), self.reference, held)

    def sees(self, role: str = "north") -> Any:
        return self.house.doors.desk.read(self.as_(role), self.reference)

    def held(self, role: str = "north") -> list[tuple[str, Held, Holding]]:
        return [(one.text, one.state, one.why) for one in self.sees(role).held]

    def said(self) -> list[str]:
        return [one.text for one in self.sees().messages if one.author == "staff"]

    def wakes(self, at: datetime = SEVEN) -> list[str]:
        """The morning comes and the worker turns; what the phone got of people."""
        self.house.clock.now = at
        self.house.house.morning.tick()
        return self.got()

    def got(self) -> list[str]:
        self.house.house.dispatcher.run_once(limit=50)
        return [body for to, body in self.house.carrier.texts if to == SAM]

    def unlock(self) -> None:
        """Signed in again: by then the sessions of the evening are over."""
        self.house.cookies.clear()
        self.house.unlock("north")

    def as_(self, role: str) -> Any:
        return self.house.sessions[role] if role in self.house.cookies else self.house.unlock(role)


def evening(desk: Desk) -> None:
    """The student wrote at 21:10, and it is 22:40 now: not within half an hour, and not a day ago."""
    desk.hears("someone keeps stealing my lunch", NIGHT.replace(hour=3, minute=10))
    desk.house.clock.now = NIGHT
    desk.unlock()


def silent(desk: Desk) -> None:
    """Noon, two days after the student's last word."""
    desk.hears("someone keeps stealing my lunch", datetime(2026, 11, 24, 18, 0, tzinfo=UTC))
    desk.house.clock.now = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
    desk.unlock()
