"""`quietline partner-serve`: the partners' pages in a process of their own, which cannot open what is not theirs.

It has a database role that reads packets, a socket at which the service answers, and keys of its own in RAM for its
forms and limits. It has no home, no trust directory, no key of the service, and reads no file of either.
"""

import secrets
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from flask import Flask

from reporting.app.at_the_window import AtTheWindow
from reporting.app.lifetime import WrongStart, begin, wait_for_end
from reporting.app.serving import listen_alone
from reporting.app.sites import hosts, limits
from reporting.app.unfounded_intake import NoIntakeYet
from reporting.cases.tip import FormFacts
from reporting.model.clock import system_clock
from reporting.people.price import Price
from reporting.referrals.directory.kept import KeptDirectory
from reporting.referrals.partner_ground import PartnerGround
from reporting.referrals.partner_hours import PartnerHours
from reporting.referrals.partner_visit import PartnerVisits
from reporting.referrals.partners.entering import PartnerEntering
from reporting.referrals.partners.inbox import PartnerInbox
from reporting.referrals.side_partner import PartnerSides
from reporting.settings import Settings, variable
from reporting.store.database import Database
from reporting.store.partner_grants import too_little, too_much
from reporting.vault.ram_keys import RamKeys
from reporting.web.partner_site import create_partner_app
from reporting.web.parts import PublicParts

# Whoever takes this process over reads its environment too.
NOT_HERE = ("database_url", "shred_url", "smtp_url", "ping_url", "trust")


class NotForPartners(WrongStart):
    """The settings or the role give this process too little, or more than it may have."""


class _Named(NoIntakeYet):
    """Of a district's form these pages show its name and zone alone."""

    def __init__(self, window: AtTheWindow) -> None:
        self._window = window

    def form_facts(self) -> FormFacts:
        line, zone = self._window.name()
        return replace(super().form_facts(), line_name=line, zone=zone)


def run(settings: Settings) -> None:
    """Serve until asked to stop. Raises NotForPartners, WindowShut, StoreError, PortTaken."""
    url, socket = _given(settings)
    begin()
    with ExitStack() as stack:
        window = AtTheWindow(socket)
        window.ground()  # before anything else: without the service there is nothing to show
        database = Database(url, pool=settings.threads)
        stack.callback(database.close)
        _packets_alone(database)
        ram = RamKeys.create().only("form", "limit")
        stack.callback(ram.close)
        app = partner_site(settings, window, database, ram)
        listeners = listen_alone(settings, settings.partner_port, app, "PARTNER_PORT")
        stack.callback(listeners.stop)
        print(f"\n  Partners    {settings.partner_base}/partners\n", flush=True)  # noqa: T201 -- what the command is for
        wait_for_end()


def partner_site(settings: Settings, window: AtTheWindow, database: Database, ram: RamKeys) -> Flask:
    """Raises WindowShut."""
    district, key, errands = window.ground()
    clock = system_clock
    ground = PartnerGround(
        district, database, window, clock, window.believed, key, errands, secrets.token_bytes
    )
    directory = KeptDirectory(district, database, ground)
    hours = PartnerHours(window.terms, directory.read)
    visits = PartnerVisits(ground, ram.form, PartnerSides(ground, ram.form, hours))
    nobody = _Named(window)
    return create_partner_app(
        PublicParts(
            intake=nobody,
            visits=nobody,
            files=nobody,
            going_on=nobody,
            phones=nobody,
            visitors=limits(settings, ram, clock),
            clock=clock,
            ready=_ready(window, database),
            monitored=lambda: False,
            hosts=hosts(settings.partner_base),
            partners=visits,
            entering=PartnerEntering(ground, ram.form, lambda: window.name()[0], Price()),
            inbox=PartnerInbox(ground, visits, directory),
            hours_of=window.hours_of,
        )
    )


def _given(settings: Settings) -> tuple[str, Path]:
    """Raises NotForPartners."""
    here = [variable(name) for name in NOT_HERE if getattr(settings, name) is not None]
    if here:
        raise NotForPartners(
            f"{', '.join(here)}: not for the partners' process, which must not be able to reach it. "
            "Give it an environment of its own."
        )
    url = settings.partner_database_url.get_secret_value() if settings.partner_database_url else ""
    if not url.startswith("postgresql"):
        raise NotForPartners(
            "QUIETLINE_PARTNER_DATABASE_URL: must be the PostgreSQL of the service, with the role that "
            "`quietline partner-role` makes. On SQLite these pages run in `quietline up`."
        )
    if settings.partner_socket is None:
        raise NotForPartners(
            "QUIETLINE_PARTNER_SOCKET: must be the socket at which `quietline up` answers, the same for both."
        )
    return url, settings.partner_socket


def _packets_alone(database: Database) -> None:
    """Raises NotForPartners for a role that may do more than the list, or less; StoreError."""
    with database.read() as conn:
        more, less = too_much(conn), too_little(conn)
    if more:
        raise NotForPartners(
            f"The role may do more than these pages need ({_some(more)}). Use the one that `quietline partner-role` makes."
        )
    if less:
        raise NotForPartners(
            f"The role may do less than these pages need ({_some(less)}). Run `quietline partner-role` again, as after "
            "each upgrade."
        )


def _some(rights: tuple[str, ...]) -> str:
    return ", ".join(rights[:3]) + (" and more" if rights[3:] else "")


def _ready(window: AtTheWindow, database: Database) -> Callable[[], Mapping[str, bool]]:
    def ready() -> Mapping[str, bool]:
        return {"database": database.answers(), "service": window.answers()}

    return ready
