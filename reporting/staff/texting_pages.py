"""Whether texting is open: what is wrong with the hotline's account, how to mend it, the texts to file."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.staff import texting_wording
from reporting.staff.gate import here
from reporting.staff.refusal_pages import status_of
from reporting.staff.texting_view import TextingDesk
from reporting.staff.typed import typed
from reporting.staff.wording import DONE

# Said on the page itself: everything else that is refused is the house's.
SAID_HERE = frozenset({"carrier_silent", "carrier_refused_help", "one_number", "help_words"})


def texting_pages(desk: TextingDesk) -> Blueprint:
    pages = Blueprint("texting", __name__, url_prefix="/places/texting")

    def shown(code: str | None = None) -> ResponseReturnValue:
        done = request.args.get("done")
        page = render_template(
            "texting.html",
            texting=desk.page(here()),
            words=texting_wording,
            done=done if done in DONE else None,
            code=code,
        )
        return page, status_of(code) if code else 200

    def act(deed: Callable[[StaffSession], None], done: str) -> ResponseReturnValue:
        try:
            deed(here())
        except Refused as refusal:
            if refusal.code not in SAID_HERE:
                raise
            return shown(refusal.code)
        return redirect(url_for("texting.page", done=done), 303)

    @pages.get("")
    def page() -> ResponseReturnValue:
        return shown()

    @pages.post("/check")
    def check() -> ResponseReturnValue:
        return act(desk.check, "account_checked")

    @pages.post("/help")
    def ask_help() -> ResponseReturnValue:
        return act(desk.ask_help, "help_texted")

    @pages.post("/help/seen")
    def confirm_help() -> ResponseReturnValue:
        if typed("seen") != "yes":
            return shown("help_words")
        return act(desk.confirm_help, "help_confirmed")

    return pages
