"""`quietline demo`: wipe, found, simulate, serve. The network behind the carrier's port is the only thing replaced."""

import time
from contextlib import ExitStack

from flask import Blueprint

from notify.simulator import Simulator, setup
from notify.twilio import TwilioCarrier
from notify.twilio_account import TwilioAccountReader
from notify.twilio_media import TwilioMedia
from reporting.app.carriers import Wires, rates
from reporting.app.foundation import lay
from reporting.app.house import House, build
from reporting.app.lifetime import WrongStart, begin, wait_for_end
from reporting.app.serving import Switchboard, listen
from reporting.app.sites import public_site, staff_site
from reporting.app.ticks import ticks
from reporting.cases import text_wording
from reporting.demo import district, examples, help_directory, home
from reporting.demo.cast import CAST, HOTLINE, NUDGE_LINE, STAFF_LINE, founding
from reporting.demo.facts import facts, on_call_names, shown
from reporting.model.clock import system_clock
from reporting.people.providers import Hotline
from reporting.settings import LOOPBACK, Settings
from reporting.staff.simulator_pages import SimulatorSettings, simulator_pages
from reporting.staff.simulator_view import Phone
from reporting.vault.ram_keys import RamKeys
from reporting.vault.trust import TrustDirectory
from reporting.vigil.rhythm import Rhythm
from reporting.worker import Worker

# The fallback of a real account lives on other machines; in the demo nobody is there.
ELSEWHERE = "http://127.0.0.1:9/fallback.xml"
TRIES, PAUSE_S = 120, 0.5


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
        simulator = _simulator(settings)
        simulator.start()
        stack.callback(simulator.stop)
        founded = district.found(foundation)
        trust = TrustDirectory.load(settings.trust_directory)
        house = build(
            foundation,
            trust,
            replaced=_wires(simulator, settings),
            rhythm=Rhythm().hastened(settings.demo_speed),
        )
        stack.callback(house.close)
        admitted = district.people(house, founded)
        district.hasten(house, settings.demo_speed)
        help_directory.fill(house)
        public, staff = (
            Switchboard(public_site(house)),
            Switchboard(staff_site(house, _phones(simulator, house))),
        )
        listeners = listen(settings, public, staff)
        stack.callback(listeners.stop)
        worker = Worker(ticks(house), house.beats.note)
        worker.start()
        stack.callback(worker.stop)
        _wait_for_the_first_test(house)
        if house.texting.texting is not None:
            house.texting.texting.vouch()
        examples.send(house)
        house.pool.start()
        house.ground.second.start()
        house.ground.companions.start()
        home.write_facts(settings.home, facts(settings, house, admitted))
        print(shown(settings, admitted), flush=True)  # noqa: T201 -- what the command is for
        wait_for_end()


def _simulator(settings: Settings) -> Simulator:
    """An account as docs/operations.md asks for: what the set-up page checks is in order until somebody changes it."""
    numbers, public = (HOTLINE, STAFF_LINE, NUDGE_LINE), settings.public_base
    console = setup.registered(
        numbers,
        public,
        fallback_url=ELSEWHERE,
        answers=text_wording.text("help", "en", line=founding().line_name),
    )
    return Simulator(public, numbers, system_clock, settings=console)


def _wait_for_the_first_test(house: House) -> None:
    """Until it has passed the page says that nobody reads. A machine that is too slow begins like that."""
    for _ in range(TRIES):
        if house.vigil.monitored(house.ground.clock()):
            return
        time.sleep(PAUSE_S)


def _wires(simulator: Simulator, settings: Settings) -> Wires:
    carrier = TwilioCarrier(
        account=simulator.account_sid,
        user=simulator.account_sid,
        secret=simulator.token,
        public_url=settings.public_base,
        base_url=simulator.base_url,
    )
    reader = TwilioAccountReader(
        account=simulator.account_sid,
        user=simulator.account_sid,
        secret=simulator.token,
        numbers=(HOTLINE, STAFF_LINE),
        base_url=simulator.base_url,
    )
    hotline = Hotline(HOTLINE, STAFF_LINE, NUDGE_LINE)
    return Wires(
        carrier,
        simulator,
        (simulator.token,),
        hotline,
        rates(settings),
        account=reader,
        media=TwilioMedia(carrier),
    )


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
