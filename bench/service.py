"""The whole embedded service in one process, put together as `quietline up` does, with a simulated network.

`python -m bench.service FOLDER PUBLIC_PORT STAFF_PORT SIMULATOR POOL` says when it is ready and obeys until its input ends.
"""

import logging
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.orders import obey, say
from bench.sampler import Sampler
from bench.usage import usage
from notify.simulator import Simulator
from notify.twilio import TwilioCarrier
from reporting.app.carriers import Wires
from reporting.app.foundation import lay
from reporting.app.house import House, build
from reporting.app.lifetime import begin
from reporting.app.serving import listen
from reporting.app.sites import public_site, staff_site
from reporting.app.ticks import ticks
from reporting.demo import district
from reporting.demo.cast import CAST, HOTLINE, STAFF_LINE
from reporting.guard.logs import install_logs
from reporting.people.providers import Hotline
from reporting.settings import Settings
from reporting.store import staff
from reporting.vault.ram_keys import RamKeys
from reporting.vault.trust import TrustDirectory
from reporting.worker import Worker

SPEED = 180.0


class Orders:
    def __init__(self, house: House) -> None:
        self._house = house
        self._sampler: Sampler | None = None

    def usage(self) -> dict[str, Any]:
        second = self._house.ground.second.process()
        return {**usage(second), "pool": self._house.pool.ready()}

    def watch(self, prefix: str) -> dict[str, Any]:
        self._sampler = Sampler(prefix)
        return {}

    def watched(self) -> dict[str, Any]:
        return self._sampler.stop() if self._sampler else {}

    def hasten(self) -> dict[str, Any]:
        """A person is rung at most once in three minutes; the probes come every second."""
        district.hasten(self._house, SPEED)
        return {}

    def schools(self) -> dict[str, Any]:
        return {"schools": [option.value for option in self._house.ground.roll.schools()]}

    def sessions(self, player: int, count: int) -> dict[str, Any]:
        """So many full sessions of one of the cast, each with its own keys. The password is stretched once, not 200 times."""
        who, sign_in = CAST[player], self._house.people.sign_in
        with self._house.foundation.database.read() as conn:
            member = staff.by_email_hash(
                conn,
                self._house.ground.district,
                sign_in._email_hash(who.form.email),  # noqa: SLF001 -- around the stretching
            )
        assert member is not None
        unlocked = sign_in._check.unlock(member.id, who.password)  # noqa: SLF001 -- the same
        return {"cookies": [self._house.people.sessions.open(unlocked) for _ in range(count)]}


def serve(home: Path, public_port: int, staff_port: int, network: str, pool: int) -> None:
    began = time.perf_counter()
    install_logs(logging.WARNING)
    begin()
    with ExitStack() as stack:
        settings = Settings(home=home, receipt_pool=pool, PUBLIC_PORT=public_port, STAFF_PORT=staff_port)
        foundation = lay(settings, RamKeys.create())
        stack.callback(foundation.close)
        carrier = TwilioCarrier(
            account=ACCOUNT, user=ACCOUNT, secret=TOKEN, public_url=settings.public_base, base_url=network
        )
        wires = Wires(carrier, None, (TOKEN,), Hotline(HOTLINE, STAFF_LINE))
        house = build(foundation, TrustDirectory.load(settings.trust_directory), replaced=wires)
        stack.callback(house.close)
        listeners = listen(settings, public_site(house), staff_site(house))
        stack.callback(listeners.stop)
        worker = Worker(ticks(house), house.beats.note)
        worker.start()
        stack.callback(worker.stop)
        house.pool.start()
        house.ground.second.start()
        house.ground.companions.start()
        say({"ready_s": time.perf_counter() - began})
        orders = Orders(house)
        obey(
            {
                name: getattr(orders, name)
                for name in ("usage", "watch", "watched", "hasten", "schools", "sessions")
            }
        )


# The simulated account's own, given to both sides by the parent's defaults.
_DEFAULT = Simulator("http://localhost:1", (), lambda: None)  # type: ignore[arg-type,return-value]  # never started
ACCOUNT, TOKEN = _DEFAULT.account_sid, _DEFAULT.token

if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
