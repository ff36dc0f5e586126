"""The service as the fault tests hold it: begun again and again over one home, killed without a word."""

import os
import signal
import urllib.error
import urllib.request
from pathlib import Path

from notify.simulator import Simulator
from reporting.demo.cast import HOTLINE, STAFF_LINE
from reporting.model.clock import system_clock
from tests.faults.bearing import Nursery, alive, until_gone
from tests.journeys.patience import until
from tests.journeys.service import free_port


class Lives:
    """`simulator` outlives every life. `said` is what all of them printed and logged."""

    def __init__(self, nursery: Nursery, home: Path, folder: Path, database_url: str | None = None) -> None:
        self._nursery = nursery
        self.home = home
        self.public_port, self.staff_port = free_port(), free_port()
        self.public = f"http://localhost:{self.public_port}"
        self.staff = f"http://localhost:{self.staff_port}"
        self.simulator = Simulator(self.public, (HOTLINE, STAFF_LINE), system_clock, pace_s=0.02)
        self.simulator.start()
        self.said = folder / "said"
        self.said.touch()
        self.temp = folder / "temp"
        self.temp.mkdir()
        self.pid: int | None = None
        self._settings = {
            "QUIETLINE_HOME": str(home),
            "PUBLIC_PORT": str(self.public_port),
            "STAFF_PORT": str(self.staff_port),
            "QUIETLINE_TIPS_PER_HOUR": "1000000",
            "QUIETLINE_RETURNS_PER_HOUR": "1000000",
            "QUIETLINE_RECEIPT_POOL": "16",
            "TMPDIR": str(self.temp),
            "CARRIER_ACCOUNT": self.simulator.account_sid,
            "CARRIER_TOKEN": self.simulator.token,
            "CARRIER_URL": self.simulator.base_url,
            "HOTLINE": HOTLINE,
            "STAFF_LINE": STAFF_LINE,
        }
        if database_url:
            self._settings["QUIETLINE_DATABASE_URL"] = database_url

    def begin(self) -> None:
        """A new life; returns when it answers."""
        self.pid = self._nursery.bear("live", self.said, self._settings)
        until(self.ready, f"a service that is ready; it said: {self.log()[-2000:]}", 60)

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.public}/readyz", timeout=10) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """Nothing of it gets to say goodbye; returns when it is gone."""
        assert self.pid is not None
        os.kill(self.pid, signal.SIGKILL)
        pid, self.pid = self.pid, None
        until_gone(pid)

    def end(self) -> None:
        """The last one is asked politely."""
        pid, self.pid = self.pid, None
        try:
            if pid is not None and alive(pid):
                os.kill(pid, signal.SIGTERM)
                until_gone(pid)
        except AssertionError:
            os.kill(pid, signal.SIGKILL)
            raise
        finally:
            self.simulator.stop()

    def log(self) -> str:
        return self.said.read_text(encoding="utf-8")
