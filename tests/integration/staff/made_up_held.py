"""The door to answers that wait, remembering what was asked of it."""

from dataclasses import dataclass, field
from typing import Any

from reporting.cases.refusals import HeldGone


@dataclass
class MadeUpHeld:
    """`gone`: it left a moment ago."""

    acts: list[tuple[str, str, str]] = field(default_factory=list)
    gone: bool = False

    def begin(self) -> None:
        self.acts.clear()
        self.gone = False

    def take_back(self, session: Any, reference: str, held: str) -> None:
        self._note("take_back", reference, held)

    def send_now(self, session: Any, reference: str, held: str) -> None:
        self._note("send_now", reference, held)

    def discard(self, session: Any, reference: str, held: str) -> None:
        self._note("discard", reference, held)

    def _note(self, act: str, reference: str, held: str) -> None:
        if self.gone:
            raise HeldGone
        self.acts.append((act, reference, held))
