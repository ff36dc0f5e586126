"""Does a message reach a person? The line's own tests, drawn; what turns; and a button for one more."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.staff import vigil_wording
from reporting.staff.doors import StaffDoors
from reporting.staff.gate import here
from reporting.staff.vigil_view import Vigils
from reporting.staff.wording import DONE


def vigil_pages(vigils: Vigils, doors: StaffDoors) -> Blueprint:
    pages = Blueprint("vigil", __name__, url_prefix="/self-test")

    @pages.get("")
    def page() -> ResponseReturnValue:
        done = request.args.get("done")
        return render_template(
            "self_test.html",
            vigil=vigils.page(here()),
            zone=doors.house.facts().zone,
            done=done if done in DONE else None,
            words=vigil_wording,
        )

    @pages.post("")
    def ask() -> ResponseReturnValue:
        vigils.ask(here())
        return redirect(url_for("vigil.page", done="test_asked"), 303)

    return pages
