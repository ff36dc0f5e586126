"""The invited person's page: a password of their own makes their keys. Nobody else ever holds it."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from reporting.people.refused import Refused
from reporting.staff.doors import StaffDoors
from reporting.staff.refusal_pages import refusal, status_of
from reporting.staff.typed import typed


def joining_pages(doors: StaffDoors) -> Blueprint:
    pages = Blueprint("joining", __name__, url_prefix="/join/<token>")

    def form(token: str, code: str | None = None) -> ResponseReturnValue:
        # Looking changes nothing: mail scanners open links before people do.
        page = render_template("join.html", token=token, welcome=doors.joining.welcome(token), code=code)
        return page, status_of(code) if code else 200

    @pages.get("")
    def look(token: str) -> ResponseReturnValue:
        return form(token)

    @pages.post("")
    def join(token: str) -> ResponseReturnValue:
        if g.get("form_expired"):
            return form(token, "form")
        password, again = typed("password"), typed("again")
        if password != again:
            return form(token, "password_differs")
        try:
            joined = doors.joining.join(token, password, two_step=typed("two_step") == "yes")
        except Refused as refused:
            if refused.code.startswith("password_"):
                return form(token, refused.code)
            return refusal(refused.code, status_of(refused.code))
        return render_template("joined.html", two_step=joined.two_step, words=joined.words)

    return pages
