"""The two sites over a house. They share no blueprint, no session and no template."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from flask import Blueprint, Flask, request

from reporting.app.family import Family
from reporting.app.foundation import Foundation
from reporting.app.house import House
from reporting.app.referring import Referring
from reporting.app.staff_doors import staff_doors, unfounded_doors
from reporting.app.unfounded_intake import NoIntakeYet, not_ready
from reporting.cases.doors import GivenPhones, GoingOnDoor, Intake, ReturnVisits, SentFiles
from reporting.guard.limiter_key import limiter_key
from reporting.guard.origin import LOOPBACK
from reporting.guard.visitors import Visitors, visitors
from reporting.model.clock import Clock
from reporting.referrals.directory.directory import HelpDirectory
from reporting.settings import Settings
from reporting.sms.webhooks import SmsParts, create_sms_blueprint
from reporting.staff.app import create_staff_app
from reporting.staff.doors import SetUps
from reporting.staff.settings import StaffSettings
from reporting.vault.ram_keys import RamKeys
from reporting.web.parts import PublicParts
from reporting.web.site import create_public_app


def public_site(house: House) -> Flask:
    clock, vigil = house.foundation.clock, house.vigil
    app = _students(
        house.foundation,
        house.web_intake,
        house.web_return,
        house.web_files,
        house.going_on,
        house.given_numbers,
        house.ready,
        lambda: vigil.monitored(clock()),
        house.campaigns.seen,
        house.help.read,
        house.referring,
        house.family,
    )
    if house.hearing is not None:
        public = house.foundation.settings.public_base
        parts = SmsParts(house.hearing, house.calling, public, house.tokens)
        app.register_blueprint(create_sms_blueprint(parts))
    return app


def closed_site(foundation: Foundation) -> Flask:
    """Before there is a district."""
    nobody = NoIntakeYet()
    return _students(
        foundation, nobody, nobody, nobody, nobody, nobody, not_ready, lambda: False, _nobody_counts
    )


def set_up_site(foundation: Foundation, set_ups: SetUps) -> Flask:
    """The staff port before there is a district: the set-up pages alone are open."""
    return create_staff_app(unfounded_doors(set_ups), staff_settings(foundation))


def staff_site(house: House, demo: Blueprint | None = None) -> Flask:
    """`demo` are the simulator's pages; only the demo's root hands them in."""
    return create_staff_app(staff_doors(house), staff_settings(house.foundation), demo)


def _students(  # noqa: PLR0917 -- the doors of one site
    foundation: Foundation,
    intake: Intake,
    visits: ReturnVisits,
    files: SentFiles,
    going_on: GoingOnDoor,
    phones: GivenPhones,
    ready: Callable[[], Mapping[str, bool]],
    monitored: Callable[[], bool],
    visited: Callable[[str], None],
    directory: Callable[[], HelpDirectory] = HelpDirectory,
    referring: Referring | None = None,
    family: Family | None = None,
) -> Flask:
    settings, ram = foundation.settings, foundation.ram
    here = referring if settings.partner_socket is None else None
    return create_public_app(
        PublicParts(
            intake=intake,
            visits=visits,
            files=files,
            going_on=going_on,
            phones=phones,
            visitors=limits(settings, ram, foundation.clock),
            clock=foundation.clock,
            ready=ready,
            monitored=monitored,
            directory=directory,
            referrals=referring.student if referring else None,
            partners_at="" if settings.partner_socket is None else settings.partner_base,
            partners=here.partner if here else None,
            entering=here.partner_entering if here else None,
            inbox=here.partner_inbox if here else None,
            sides=referring.sides if referring else None,
            guardians=family.student if family else None,
            guardian_links=family.links if family else None,
            hours_of=referring.hours.of_organization if referring else lambda _: (),
            hosts=hosts(settings.public_base),
            visited=visited,
        )
    )


def _nobody_counts(code: str) -> None:
    """There is no campaign before there is a district."""
    del code


def staff_settings(foundation: Foundation) -> StaffSettings:
    settings, ram, clock = foundation.settings, foundation.ram, foundation.clock
    return StaffSettings(
        form_key=ram.form,
        client=lambda: limiter_key(ram.limit, request.remote_addr, clock()).hex(),
        https=settings.staff_base.startswith("https://"),
        hosts=hosts(settings.staff_base),
        students_address=settings.public_base,
        random=foundation.random,
    )


def limits(settings: Settings, ram: RamKeys, clock: Clock) -> Visitors:
    """How often one address may do what, on any page that strangers open."""
    return visitors(
        limit_key=ram.limit,
        form_key=ram.form,
        clock=clock,
        limiter_url=settings.limiter_url.get_secret_value() if settings.limiter_url else None,
        tips_per_hour=settings.tips_per_hour,
        returns_per_hour=settings.returns_per_hour,
        files_per_hour=settings.files_per_hour,
    )


def hosts(base: str) -> frozenset[str]:
    """The names that a site answers to: its own, and this machine's for whoever stands before it."""
    name = urlsplit(base).hostname or "localhost"
    return frozenset({name, *LOOPBACK}) if name in LOOPBACK else frozenset({name})
