"""Bears processes of the product: `python -m tests.faults.nursery`, an order in JSON a line in, a line with the pid out.

Everything is imported and the rules are compiled once, before there is a thread, a file or a key. Each child is a
process of its own with an environment of its own. It runs a command of `quietline`; or, for "live", it lays its
foundation, builds the real house and serves both sites as `quietline up` does, with one thing replaced: the carrier
at the end of its wires is the simulated one of the test's process, which remembers what left before a kill.
"""

import json
import os
import signal
import sys
from contextlib import ExitStack

from notify.twilio import TwilioCarrier
from reporting.app.carriers import Wires
from reporting.app.foundation import lay
from reporting.app.house import build
from reporting.app.lifetime import begin, wait_for_end
from reporting.app.serving import Switchboard, listen
from reporting.app.sites import public_site, staff_site
from reporting.app.ticks import ticks
from reporting.cli import main as quietline
from reporting.guard.logs import install_logs
from reporting.people.providers import Hotline
from reporting.rules.shelf import Shelf
from reporting.settings import load_settings
from reporting.vault.ram_keys import RamKeys
from reporting.vault.trust import TrustDirectory
from reporting.worker import Worker
from triage.load import load_packs, pack_texts
from triage.rulebook import Rulebook


def live(rulebook: Rulebook) -> None:
    install_logs()
    begin()
    settings = load_settings()
    account, token = os.environ["CARRIER_ACCOUNT"], os.environ["CARRIER_TOKEN"]
    carrier = TwilioCarrier(
        account=account,
        user=account,
        secret=token,
        public_url=settings.public_base,
        base_url=os.environ["CARRIER_URL"],
    )
    hotline = Hotline(os.environ["HOTLINE"], os.environ["STAFF_LINE"])
    with ExitStack() as stack:
        foundation = lay(settings, RamKeys.create())
        stack.callback(foundation.close)
        wires = Wires(carrier, None, (token,), hotline)
        trust = TrustDirectory.load(settings.trust_directory)
        house = build(foundation, trust, replaced=wires, shelf=Shelf(pack_texts(settings.rules), rulebook))
        stack.callback(house.close)
        public, staff = Switchboard(public_site(house)), Switchboard(staff_site(house))
        listeners = listen(settings, public, staff)
        stack.callback(listeners.stop)
        worker = Worker(ticks(house), house.beats.note)
        worker.start()
        stack.callback(worker.stop)
        house.pool.start()
        house.ground.second.start()
        wait_for_end()


def run(command: str, rulebook: Rulebook) -> int:
    """The code that the process ends with."""
    if command == "live":
        live(rulebook)
        return 0
    try:
        quietline([command])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def child(order: dict[str, str], settings: dict[str, str], rulebook: Rulebook) -> None:
    """Never returns."""
    code = 70
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(settings)
        out = os.open(order["out"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(out, 1)
        os.dup2(out, 2)
        code = run(order["command"], rulebook)
        sys.stdout.flush()
        with open(f"{order['out']}.code", "w", encoding="utf-8") as file:  # noqa: PTH123 -- one word, one line
            file.write(str(code))
    finally:
        os._exit(code)


def main() -> None:
    # Who dies is forgotten at once: a killed life leaves no zombie whose pid still answers.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    rulebook = load_packs(run_examples=False)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            child(order, order["settings"], rulebook)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
