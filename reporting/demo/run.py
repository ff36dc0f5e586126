"""`quietline demo`: wipe, found, simulate, serve. The network behind the carrier's port is the only thing replaced."""

from contextlib import ExitStack

from flask import Blueprint

from notify.simulator import Simulator
from notify.twilio import TwilioCarrier
from reporting.app.carriers import Wires
from reporting.app.foundation import lay
from reporting.app.house import House, build
from reporting.app.lifetime import WrongStart, begin, wait_for_end
from reporting.app.serving import Switchboard, listen
from reporting.app.sites import public_site, staff_site
from reporting.app.ticks import ticks
from reporting.demo import district, examples, home
from reporting.demo.cast import CAST, HOTLINE, STAFF_LINE
from reporting.demo.facts import facts, on_call_names, shown
from reporting.model.clock import system_clock
from reporting.people.providers import Hotline
from reporting.settings import LOOPBACK, Settings
from reporting.staff.simulator_pages import Phone, SimulatorSettings, simulator_pages
from reporting.vault.ram_keys import RamKeys
from reporting.vault.trust import TrustDirectory
from reporting.worker import Worker


class LoopbackOnly(WrongStart):
    """The demo asks nobody to sign in to its phones, so it listens on this machine alone."""


def run(settings: Settings) -> None:
    """Serve until asked to stop. Raises NotTheDemosHome, LoopbackOnly, PortTaken, StoreError."""
    if settings.listen not in LOOPBACK:
        raise LoopbackOnly("The demo listens on this machine only: unset QUIETLINE_LISTEN.")
    begin()
    home.wipe(settings.home)
    with ExitStack() as stack:
        ram = RamKeys.create()
        foundation = lay(settings, ram)
        stack.callback(foundation.close)
        simulator = Simulator(settings.public_base, (HOTLINE, STAFF_LINE), system_clock)
        simulator.start()
        stack.callback(simulator.stop)
        founded = district.found(foundation)
        trust = TrustDirectory.load(settings.trust_directory)
        house = build(foundation, trust, replaced=_wires(simulator, settings))
        stack.callback(house.close)
        admitted = district.people(house, founded)
        district.hasten(house, settings.demo_speed)
        public, staff = (
            Switchboard(public_site(house)),
            Switchboard(staff_site(house, _phones(simulator, house))),
        )
        listeners = listen(settings, public, staff)
        stack.callback(listeners.stop)
        worker = Worker(ticks(house))
        worker.start()
        stack.callback(worker.stop)
        house.lease.extend(house.ground.clock())
        examples.send(house)
        house.pool.start()
        home.write_facts(settings.home, facts(settings, house, admitted))
        print(shown(settings, admitted), flush=True)  # noqa: T201 -- what the command is for
        wait_for_end()


def _wires(simulator: Simulator, settings: Settings) -> Wires:
    carrier = TwilioCarrier(
        account=simulator.account_sid,
        user=simulator.account_sid,
        secret=simulator.token,
        public_url=settings.public_base,
        base_url=simulator.base_url,
    )
    return Wires(carrier, simulator, (simulator.token,), Hotline(HOTLINE, STAFF_LINE))


def _phones(simulator: Simulator, house: House) -> Blueprint:
    settings = SimulatorSettings(
        phones=lambda: _staff_phones(house),
        hotline=HOTLINE,
        zone=house.ground.roll.zone().key,
        clock=house.ground.clock,
        speed=house.foundation.settings.demo_speed,
    )
    return simulator_pages(simulator, settings)


def _staff_phones(house: House) -> list[Phone]:
    awake = on_call_names(house)
    return [
        Phone(player.form.phone, player.form.name, staff=True, on_call=player.form.name in awake)
        for player in CAST
        if player.form.phone
    ]
