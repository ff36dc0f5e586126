"""The second process as this one holds it: started, asked by one thread at a time, ended."""

import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from reporting.beside.pipe import Hung, receive, send
from reporting.beside.wire import Asked
from triage.decision import Decision

_HOUSE = str(Path(__file__).parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from reporting.beside.reading import main; main()"
COMPILING_S = 120.0
PATIENCE_S = 5.0


class TriageProcess:
    """Whoever holds `turn` may ask."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """`texts`: of a rule book, by file name; the process compiles them. Raises Hung, OSError."""
        self.turn = threading.Lock()
        self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and our own words
            [sys.executable, "-I", "-B", "-c", _START, _HOUSE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could quote a text
            env={},
            cwd="/",
            close_fds=True,
            bufsize=0,
        )
        self._pipes: list[IO[bytes]] = [one for one in (self._process.stdin, self._process.stdout) if one]
        self._to, self._from = (one.fileno() for one in self._pipes)
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
        self._process.kill()
        self._process.wait()
        for pipe in self._pipes:
            pipe.close()
