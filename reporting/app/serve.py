"""`quietline up`: the service for real. A home without a district opens the set-up page; with one, both sites."""

from contextlib import ExitStack

from notify.ports import Carrier
from notify.twilio import TwilioCarrier
from reporting.app.carriers import reader_of
from reporting.app.foundation import Foundation, lay
from reporting.app.house import House, build
from reporting.app.lifetime import WrongStart, begin, wait_for_end
from reporting.app.partner_role import NoRoles
from reporting.app.partner_window import PartnerWindow
from reporting.app.serving import Switchboard, listen
from reporting.app.sites import closed_site, public_site, set_up_site, staff_site
from reporting.app.staff_doors.set_ups import FirstStart
from reporting.app.ticks import ticks
from reporting.app.window_line import open_line
from reporting.audit.chain import AuditChain
from reporting.audit.witness import ChainedWitness
from reporting.model.ids import DistrictId
from reporting.people.ground import Witness
from reporting.people.providers import TwilioAccount
from reporting.people.set_up import SetUp
from reporting.people.set_up_link import SetUpLink
from reporting.settings import Settings
from reporting.vault.ram_keys import RamKeys
from reporting.vault.trust import TrustDirectory
from reporting.worker import Worker
from triage.load import load_packs

DEMO_MARKER = "demo.marker"


class DemosHome(WrongStart):
    """The demo's folder: it is emptied at each of its starts, so nothing real may live in it."""


class Service:
    """The running service. Founding a district exchanges what the two ports answer, without a new start."""

    def __init__(self, foundation: Foundation, stack: ExitStack) -> None:
        self._foundation = foundation
        self._stack = stack
        self.public = Switchboard(closed_site(foundation))
        self.staff = Switchboard(closed_site(foundation))

    def open(self) -> House:
        """Build the house of the district that is in the home, and answer with it."""
        foundation = self._foundation
        house = build(foundation, TrustDirectory.load(foundation.settings.trust_directory))
        self._stack.callback(house.close)
        worker = Worker(ticks(house), house.beats.note)
        worker.start()
        self._stack.callback(worker.stop)
        house.pool.start()
        house.ground.second.start()
        house.ground.companions.start()
        if foundation.settings.partner_socket is not None:
            self._stack.callback(open_line(foundation.settings.partner_socket, PartnerWindow(house)))
        self.public.app, self.staff.app = public_site(house), staff_site(house)
        return house

    def set_up(self, set_up: SetUp) -> str:
        """Answer the staff port with the set-up pages; returns the link that opens them once."""
        foundation = self._foundation
        link = SetUpLink(foundation.clock, foundation.random)
        doors = FirstStart(
            set_up,
            link,
            carrier_for=lambda _hotline, account: self._carrier(account),
            reader_for=lambda hotline, account: reader_of(account, hotline),
            public_base=foundation.settings.public_base,
            join_base=f"{foundation.settings.staff_base}/join",
            founded=self.open,
        )
        self.staff.app = set_up_site(foundation, doors)
        return f"{foundation.settings.staff_base}/set-up/{link.token}"

    def _carrier(self, account: TwilioAccount) -> Carrier:
        return TwilioCarrier(
            account=account.account_sid,
            user=account.key_sid or account.account_sid,
            secret=account.key_secret or account.auth_tokens[0],
            public_url=self._foundation.settings.public_base,
        )


def run(settings: Settings) -> None:
    """Serve until asked to stop. Raises DemosHome, PortTaken, StoreError, TrustInvalid, RulebookInvalid."""
    if (settings.home / DEMO_MARKER).exists():
        raise DemosHome(
            f"{settings.home} belongs to the demo, which empties it at each start. "
            "Set QUIETLINE_HOME to a folder of its own."
        )
    if settings.partner_socket is not None and settings.database_url is None:
        raise NoRoles(
            "QUIETLINE_PARTNER_SOCKET: partners' pages have a process of their own on PostgreSQL alone, since the "
            "embedded database knows no roles. Set QUIETLINE_DATABASE_URL, or unset this."
        )
    begin()
    with ExitStack() as stack:
        foundation = lay(settings, RamKeys.create())
        stack.callback(foundation.close)
        set_up = SetUp(
            foundation.database,
            trust_path=settings.trust_directory,
            clock=foundation.clock,
            random=foundation.random,
            witness_for=_witness,
        )
        # What is wrong in the home or in the rules is said before a port answers.
        first_start = set_up.needed()
        load_packs(settings.rules)
        service = Service(foundation, stack)
        listeners = listen(settings, service.public, service.staff)
        stack.callback(listeners.stop)
        if first_start:
            print(_first_lines(service.set_up(set_up)), flush=True)  # noqa: T201 -- what the command is for
        else:
            service.open()
            print(_lines(settings), flush=True)  # noqa: T201 -- what the command is for
        wait_for_end()


def _witness(server_key: bytes, district: DistrictId) -> Witness:
    return ChainedWitness(AuditChain(server_key, district))


def _lines(settings: Settings) -> str:
    return f"\n  Students    {settings.public_base}\n  Staff       {settings.staff_base}/sign-in\n"


def _first_lines(link: str) -> str:
    return (
        "\n  There is no district here yet. Open this once, within an hour, on this machine:\n\n"
        f"    {link}\n\n"
        "  This is a trial until paper recovery exists: a lost password costs its owner's keys,\n"
        "  and what only they could open stays closed. Let two people hold every queue.\n"
    )
