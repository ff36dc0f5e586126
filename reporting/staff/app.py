"""Puts the staff site together from its doors."""

from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, Flask, Response, request
from markupsafe import Markup

from reporting.guard.guarded_app import GuardedFlask
from reporting.guard.headers import STAFF, install_headers
from reporting.guard.origin import install_origin
from reporting.guard.request_body import BodyLimits, install_body_limits
from reporting.staff import language, moments, qr, wording
from reporting.staff.account_pages import account_pages
from reporting.staff.assets import asset_address
from reporting.staff.doors import StaffDoors
from reporting.staff.entry_pages import entry_pages
from reporting.staff.gate import Gate
from reporting.staff.inbox_pages import inbox_pages
from reporting.staff.joining_pages import joining_pages
from reporting.staff.on_call_pages import on_call_pages
from reporting.staff.overview_pages import overview_pages
from reporting.staff.people_pages import people_pages
from reporting.staff.ready_pages import ready_pages
from reporting.staff.refusal_pages import answer_refusals
from reporting.staff.set_up_pages import set_up_pages
from reporting.staff.settings import StaffSettings
from reporting.staff.thread_pages import thread_pages

# An answer of 40,000 characters, each four bytes and three times that as a form sends them; many small set-up fields.
LONG_FORMS = BodyLimits(content=640 * 1024, memory=640 * 1024, parts=1000)
LONG = ("thread.reply", "thread.note", "thread.close", "set_up.keep", "set_up.send_test", "set_up.create")


def create_staff_app(doors: StaffDoors, settings: StaffSettings, demo: Blueprint | None = None) -> Flask:
    """The WSGI app. `demo` is the simulator's pages; only the demo's root hands them in."""
    app = GuardedFlask("reporting.staff", static_folder="static")
    app.after_request(_keep_static)
    install_origin(app, settings.hosts)
    install_headers(app, STAFF)
    install_body_limits(app, dict.fromkeys(LONG, LONG_FORMS))
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    language.speak(app)
    _lend_words(app, doors, settings)
    Gate(doors, settings).stand_before(app)
    answer_refusals(app)
    for pages in (
        entry_pages(app, doors, settings),
        inbox_pages(doors, settings),
        thread_pages(doors, settings),
        people_pages(doors),
        joining_pages(doors),
        overview_pages(doors),
        on_call_pages(doors),
        account_pages(doors, settings),
    ):
        app.register_blueprint(pages)
    if doors.getting_ready is not None:
        app.register_blueprint(ready_pages(doors.getting_ready))
    if doors.set_ups is not None:
        app.register_blueprint(set_up_pages(doors.set_ups))
    if demo is not None:
        app.register_blueprint(demo)

    return app


def _keep_static(response: Response) -> Response:
    """Our own styles and scripts may stay in the browser: their address changes with their content."""
    if request.endpoint == "static" and response.status_code == HTTPStatus.OK and request.args.get("v"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _lend_words(app: Flask, doors: StaffDoors, settings: StaffSettings) -> None:
    """What templates may use."""

    def day_clock(moment: datetime, zone: str | None = None) -> str:
        return moments.day_clock(moment, zone or doors.house.facts().zone, settings.clock())

    def due(moment: datetime, zone: str | None = None) -> str:
        return moments.due(moment, zone or doors.house.facts().zone, settings.clock())

    def ago(moment: datetime) -> str:
        return moments.span(settings.clock() - moment)

    def lines(text: str) -> Markup:
        """Words that a person wrote: escaped, nothing linked, line ends kept by the style sheet."""
        return Markup('<div class="words" hx-disable dir="auto">{}</div>').format(text)

    app.jinja_env.filters.update(
        day_clock=day_clock,
        clock=moments.clock,
        day=moments.day,
        plain_day=moments.plain_day,
        due=due,
        ago=ago,
        lines=lines,
    )
    app.jinja_env.globals.update(
        qr=qr.inline,
        say=wording.say,
        wording=wording,
        refused=wording.refused,
        house=doors.house.facts,
        now=settings.clock,
        lang=language.chosen,
        asset=asset_address(app),
    )
