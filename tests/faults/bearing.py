"""The nursery as a test holds it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.journeys.patience import until
from tests.journeys.service import ROOT, environment


class Nursery:
    """One for a session: what is imported once is imported for all."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            cwd=ROOT,
            env=environment({}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def bear(self, command: str, out: Path, settings: Mapping[str, str]) -> int:
        """The pid of a new process; what it prints and logs goes to `out`."""
        assert self._process.stdin
        assert self._process.stdout
        order = {"command": command, "out": str(out), "settings": environment(settings)}
        self._process.stdin.write(json.dumps(order) + "\n")
        return int(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until_gone(pid: int) -> None:
    until(lambda: not alive(pid), f"the end of process {pid}")
