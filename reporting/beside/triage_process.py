"""The second process as this one holds it: started, asked by one thread at a time, ended."""

import threading
from collections.abc import Mapping

from reporting.beside.pipe import Hung, receive, send
from reporting.beside.second_process import SecondProcess
from reporting.beside.wire import Asked
from triage.decision import Decision

COMPILING_S = 120.0
PATIENCE_S = 5.0


class TriageProcess:
    """Whoever holds `turn` may ask."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """`texts`: of a rule book, by file name; the process compiles them. Raises Hung, OSError."""
        self.turn = threading.Lock()
        self._process = SecondProcess("reporting.beside.reading")
        self._to, self._from = self._process.to, self._process.hears
        try:
            send(self._to, texts)
            self.rulebook_hash = str(receive(self._from, patience_s=COMPILING_S)["hash"])
        except (Hung, KeyError):
            self.end()
            raise Hung from None

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, asked: Asked) -> Decision:
        """Raises Hung; after that it is asked no more."""
        send(self._to, asked.packed())
        members = receive(self._from, patience_s=PATIENCE_S)
        try:
            return Decision.from_dict(members)
        except (KeyError, TypeError, ValueError):
            raise Hung from None

    def end(self) -> None:
        self._process.end()
