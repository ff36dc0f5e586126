"""The partners' own site, where their pages have a process: nothing of the students' is on its port."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from reporting.guard.error_pages import install_error_pages
from reporting.guard.guarded_app import GuardedFlask
from reporting.guard.headers import PUBLIC, install_headers
from reporting.guard.origin import install_origin
from reporting.guard.request_body import STUDENT_TEXT, install_body_limits
from reporting.web.pages import Pages
from reporting.web.partner_routes import PARTNER_TEXTS, partner_routes
from reporting.web.parts import PublicParts
from reporting.web.probes import Probes


def create_partner_app(parts: PublicParts) -> GuardedFlask:
    """The same pages under the same addresses; `/` leads to the sign-in."""
    app = GuardedFlask("reporting.web", static_folder=None)
    install_origin(app, parts.hosts)
    install_headers(app, PUBLIC)
    install_body_limits(app, dict.fromkeys(PARTNER_TEXTS, STUDENT_TEXT))
    pages, probes = Pages(parts), Probes(parts)
    install_error_pages(app, pages.error)
    site = Blueprint("public", "reporting.web.site", static_folder="static")
    routes: list[tuple[str, str, Callable[..., Any]]] = [
        *partner_routes(parts, pages),
        ("GET", "/", _to_sign_in),
        ("GET", "/healthz", probes.healthz),
        ("GET", "/readyz", probes.readyz),
    ]
    for method, path, view in routes:
        site.add_url_rule(path, view.__name__, view, methods=[method])
    app.register_blueprint(site)
    return app


def _to_sign_in() -> Response:
    return redirect("/partners")


def moved_routes(base: str) -> Sequence[tuple[str, str, Callable[..., Any]]]:
    """On the students' port where these pages have a process: links that lie in mailboxes still lead there. Nothing that
    is sent is passed on.
    """

    def partners_moved(token: str = "") -> Response:
        del token
        return redirect(base + request.full_path.removesuffix("?"))

    return (
        ("GET", "/partner/<token>", partners_moved),
        ("GET", "/partners", partners_moved),
        ("GET", "/partners/join/<token>", partners_moved),
    )
