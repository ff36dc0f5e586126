"""The product as a process of its own, as `make demo` and `make up` start it; ended by its own id and nobody else's."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.journeys.patience import LONG, until

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Service:
    """`quietline COMMAND` on two ports and one home. What it prints and logs is in `output`."""

    def __init__(self, command: str, home: Path, output: Path, **settings: str) -> None:
        self.home = home
        self.output = output
        self.public_port, self.staff_port = free_port(), free_port()
        self._command = [sys.executable, "-m", "reporting.cli", command]
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def public(self) -> str:
        return f"http://localhost:{self.public_port}"

    @property
    def staff(self) -> str:
        return f"http://localhost:{self.staff_port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> "Service":
        with self.output.open("ab") as out:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=environment(self.settings()),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        return self

    def settings(self) -> dict[str, str]:
        return {
            "QUIETLINE_HOME": str(self.home),
            "PUBLIC_PORT": str(self.public_port),
            "STAFF_PORT": str(self.staff_port),
            **self._settings,
        }

    def until_there(self, sign: Path, seconds: float = 240) -> None:
        """Until the file is written; or fail with what the service said instead."""

        def look() -> bool:
            assert self._process is not None
            assert self._process.poll() is None, f"the service ended: {self.said()}"
            return sign.exists()

        until(look, f"{sign.name} of the service, which said: {self.said()}", seconds)

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8") if self.output.exists() else ""

    def kill(self) -> None:
        """`kill -9`: nothing of it gets to say goodbye."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(LONG)

    def stop(self) -> int:
        """Asks it to end, and waits. Returns its code."""
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(LONG)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This process's own, without settings of a real service that may stand in it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("QUIETLINE_") and name not in {"PUBLIC_PORT", "STAFF_PORT", "PARTNER_PORT"}
    }
    return {**kept, "PYTHONPATH": str(ROOT), **settings}
