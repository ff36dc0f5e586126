"""Puts the students' site together. It sets no cookie and knows no session."""

from flask import Blueprint

from reporting.guard.error_pages import install_error_pages
from reporting.guard.guarded_app import GuardedFlask
from reporting.guard.headers import OPEN_DATA, PUBLIC, install_headers
from reporting.guard.origin import install_origin
from reporting.guard.request_body import CARRIER_TEXT, ONE_FILE, STUDENT_TEXT, install_body_limits
from reporting.web.agreeing import Agreeing
from reporting.web.asking import Asking
from reporting.web.attaching import Attaching
from reporting.web.crossing import Crossing
from reporting.web.deciding import Deciding
from reporting.web.helping import Helping
from reporting.web.hsds_api import HSDS_ROUTES, HsdsApi
from reporting.web.inviting import Inviting
from reporting.web.keeping import Keeping
from reporting.web.marking import Marking
from reporting.web.pages import Pages
from reporting.web.partner_routes import PARTNER_TEXTS, partner_routes
from reporting.web.partner_site import moved_routes
from reporting.web.parts import PublicParts
from reporting.web.phoning import Phoning
from reporting.web.probes import Probes
from reporting.web.replying import Replying
from reporting.web.returning import Returning
from reporting.web.sheets import Sheets
from reporting.web.siding import Siding
from reporting.web.telling import Telling

# Routes that carry what a student wrote, in full.
TEXT_ROUTES = (
    "public.send",
    "public.reply",
    "public.ask",
    "public.say_there",
    "public.invited_writes",
    *PARTNER_TEXTS,
)
FILE_ROUTES = ("public.attach",)
# Of the carrier's blueprint on the same port.
CARRIER_ROUTES = ("sms.hear",)


def create_public_blueprint(parts: PublicParts) -> Blueprint:
    """The pages of the contract's "Public site", its webhooks aside."""
    site = Blueprint("public", __name__, static_folder="static")
    pages = Pages(parts)
    telling, keeping, probes = Telling(parts, pages), Keeping(parts, pages), Probes(parts)
    asking = Asking(parts, pages)
    returning = Returning(parts, pages)
    replying = Replying(parts, pages, returning)
    marking = Marking(parts, pages, returning)
    attaching = Attaching(parts, pages, returning)
    helping, sheets = Helping(parts, pages), Sheets(parts, pages)
    crossing = Crossing(parts, pages)
    phoning = Phoning(parts, pages, returning)
    deciding = Deciding(parts, pages, returning)
    hsds = HsdsApi(parts)
    agreeing, inviting = Agreeing(parts, pages, returning), Inviting(parts, pages, telling)
    siding = Siding(parts, pages, returning)
    for method, path, view in (
        ("GET", "/", telling.tell),
        ("POST", "/", telling.send),
        ("POST", "/receipt", keeping.keep),
        ("POST", "/questions", asking.ask),
        ("GET", "/adult", telling.adult),
        ("GET", "/adult/<token>", inviting.invited),
        ("POST", "/adult/<token>", inviting.invited_writes),
        ("POST", "/return/adult", agreeing.adult_asked),
        ("POST", "/return/adult/answer", agreeing.adult_answered),
        ("GET", "/help/pack/<int:number>", sheets.help_pack),
        ("GET", "/help", helping.help),
        ("POST", "/help", helping.look_for_help),
        ("GET", "/return", returning.come_back),
        ("POST", "/return", returning.open_thread),
        ("POST", "/return/reply", replying.reply),
        ("POST", "/return/rate", marking.rate),
        ("POST", "/return/phrase", marking.phrase),
        ("POST", "/return/hide", marking.hide),
        ("POST", "/return/delete", marking.delete),
        ("POST", "/return/file", attaching.attach),
        ("POST", "/return/texts", phoning.texts),
        ("POST", "/return/texts/end", phoning.end_texts),
        ("POST", "/return/nudge", phoning.nudge),
        ("POST", "/return/nudge/end", phoning.end_nudge),
        ("POST", "/return/code", phoning.code),
        ("GET", "/go/<token>", crossing.behind_link),
        ("POST", "/go/<token>", crossing.go_on),
        ("POST", "/return/referral", deciding.referral),
        ("POST", "/return/referral/decide", deciding.decide),
        ("GET", "/hsds", hsds.hsds_about),
        ("GET", "/hsds/openapi.json", hsds.hsds_description),
        ("GET", "/hsds/services", hsds.hsds_services),
        ("GET", "/hsds/services/<id_>", hsds.hsds_service),
        ("GET", "/hsds/organizations", hsds.hsds_organizations),
        ("GET", "/hsds/organizations/<id_>", hsds.hsds_organization),
        ("POST", "/return/side", siding.side),
        ("POST", "/return/side/say", siding.say_there),
        ("GET", "/healthz", probes.healthz),
        ("GET", "/readyz", probes.readyz),
    ):
        site.add_url_rule(path, view.__name__, view, methods=[method])
    elsewhere = parts.partners_at
    for method, path, view in moved_routes(elsewhere) if elsewhere else partner_routes(parts, pages):
        site.add_url_rule(path, view.__name__, view, methods=[method])
    return site


def create_public_app(parts: PublicParts) -> GuardedFlask:
    """The guarded application. Other edges of the same port (webhooks) register their blueprints on it."""
    app = GuardedFlask("reporting.web", static_folder=None)
    # Refusals before size and language: a foreign request is judged by its headers alone.
    install_origin(app, parts.hosts)
    install_headers(app, PUBLIC, dict.fromkeys(HSDS_ROUTES, OPEN_DATA))
    limits = ((TEXT_ROUTES, STUDENT_TEXT), (FILE_ROUTES, ONE_FILE), (CARRIER_ROUTES, CARRIER_TEXT))
    install_body_limits(app, {route: limit for routes, limit in limits for route in routes})
    install_error_pages(app, Pages(parts).error)
    app.register_blueprint(create_public_blueprint(parts))
    return app
