"""From the founding to the first message: who is missing, which keys are to be made, when the line can open."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.staff.doors import GettingReadies
from reporting.staff.gate import here
from reporting.staff.typed import typed, typed_list
from reporting.staff.wording import DONE


def ready_pages(doors: GettingReadies) -> Blueprint:
    pages = Blueprint("ready", __name__, url_prefix="/getting-ready")

    def act(code: str, deed: Callable[[], None]) -> ResponseReturnValue:
        deed()
        return redirect(url_for("ready.page", done=code), 303)

    @pages.get("")
    def page() -> ResponseReturnValue:
        done = request.args.get("done")
        return render_template("ready.html", ready=doors.view(here()), done=done if done in DONE else None)

    @pages.post("/keys")
    def make_keys() -> ResponseReturnValue:
        return act("keys_made", lambda: doors.make_keys(here(), typed_list("share")))

    @pages.post("/open")
    def open_line() -> ResponseReturnValue:
        return act("line_open", lambda: doors.open_line(here()))

    @pages.post("/registrar")
    def make_registrar() -> ResponseReturnValue:
        return act("registrar_made", lambda: doors.make_registrar(here(), typed("member")))

    return pages
