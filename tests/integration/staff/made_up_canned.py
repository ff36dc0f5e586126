"""Ready answers of the made-up house: two that are shipped, and what is typed."""

from dataclasses import replace

from reporting.people.canned.keeping import CannedReply
from reporting.people.canned.reply import ANY, Pair
from reporting.people.staff_session import StaffSession

ANY_PAIR = Pair("a", ANY, "I am here until {time}.", "Estoy aquí hasta {time}.")
BULLYING = Pair("b", "bullying", "When does it happen at {school}?", "¿Cuándo pasa en {school}?")


class MadeUpCanned:
    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.may = True
        self.replies = {pair.key: CannedReply(pair.key, pair, own=False) for pair in (ANY_PAIR, BULLYING)}

    def all(self) -> tuple[CannedReply, ...]:
        return tuple(self.replies.values())

    def may_change(self, session: StaffSession) -> bool:
        return self.may

    def keep(self, session: StaffSession, value: str | None, pair: Pair) -> None:
        name = value or "n"
        self.replies[name] = CannedReply(name, pair, own=True)

    def hide(self, session: StaffSession, value: str) -> None:
        self.replies[value] = replace(self.replies[value], hidden=True)

    def ship(self, session: StaffSession, value: str) -> None:
        self.replies[value] = CannedReply(value, {"a": ANY_PAIR, "b": BULLYING}[value], own=False)
