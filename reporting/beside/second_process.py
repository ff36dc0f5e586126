"""A process beside this one: started clean, with two pipes and nothing else, and ended by a kill."""

import subprocess
import sys
from pathlib import Path
from typing import IO

_HOUSE = str(Path(__file__).parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from {} import main; main()"


class SecondProcess:
    """`to` and `hears`: descriptors of what goes to it and what comes back."""

    def __init__(self, module: str) -> None:
        """`module`: whose `main` it runs. Raises OSError."""
        self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and our own words
            [sys.executable, "-I", "-B", "-c", _START.format(module), _HOUSE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could quote a text
            env={},
            cwd="/",
            close_fds=True,
            bufsize=0,
        )
        self._pipes: list[IO[bytes]] = [one for one in (self._process.stdin, self._process.stdout) if one]
        self.to, self.hears = (one.fileno() for one in self._pipes)

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in self._pipes:
            pipe.close()
