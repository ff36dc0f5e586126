"""Pages by the browser: where a person allows them, and what the browser itself tells us."""

from pathlib import Path

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.refused import Refused
from reporting.staff.browser_name import browser_name
from reporting.staff.gate import here
from reporting.staff.push_view import OwnBrowsers
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed
from reporting.staff.wording import DONE

WORKER = "push-worker.js"


class PushPages:
    def __init__(self, browsers: OwnBrowsers) -> None:
        self._browsers = browsers

    def page(self) -> ResponseReturnValue:
        return self._page()

    def _page(self, code: str | None = None) -> ResponseReturnValue:
        done = request.args.get("done")
        page = render_template(
            "browsers.html",
            browsers=self._browsers.view(here()),
            code=code,
            done=done if done in DONE else None,
        )
        return page, status_of(code) if code else 200

    def allow(self) -> ResponseReturnValue:
        try:
            label = browser_name(request.headers.get("User-Agent", ""))
            self._browsers.allow(here(), typed("subscription"), label)
        except Refused as refusal:
            return self._page(refusal.code)
        return redirect(url_for("push.page", done="push_allowed"), 303)

    def drop(self) -> ResponseReturnValue:
        self._browsers.drop(here(), typed("device"))
        return redirect(url_for("push.page", done="push_dropped"), 303)

    def test(self) -> ResponseReturnValue:
        try:
            self._browsers.test(here())
        except Refused as refusal:
            return self._page(refusal.code)
        return redirect(url_for("push.page", done="push_tested"), 303)

    def worker(self) -> Response:
        """At the site's root, because a worker sees nothing above its own address."""
        script = Path(current_app.static_folder or "", WORKER).read_bytes()
        return Response(script, mimetype="text/javascript")

    def seen(self) -> Response:
        self._browsers.seen(request.form.get("reference", "")[:100])
        return Response(status=204)


def push_pages(browsers: OwnBrowsers) -> Blueprint:
    views = PushPages(browsers)
    pages = Blueprint("push", __name__)
    pages.get("/account/browsers")(views.page)
    pages.post("/account/browsers")(views.allow)
    pages.post("/account/browsers/drop")(views.drop)
    pages.post("/account/browsers/test")(views.test)
    pages.get(f"/{WORKER}")(views.worker)
    pages.post("/push/seen")(views.seen)
    return pages
