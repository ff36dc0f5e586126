"""Schools, teams and queues at a glance; what is wrong; what was done."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from reporting.staff.doors import StaffDoors
from reporting.staff.gate import here


def overview_pages(doors: StaffDoors) -> Blueprint:
    pages = Blueprint("overview", __name__)

    @pages.get("/more")
    def more() -> ResponseReturnValue:
        """The other pages, for a phone's bottom bar."""
        return render_template("more.html")

    @pages.get("/places")
    def places() -> ResponseReturnValue:
        returns = doors.returns is not None and bool(here().principal.leads)
        return render_template("places.html", places=doors.house.places(here()), returns=returns)

    returns = doors.returns
    if returns is not None:

        @pages.get("/places/returns")
        def who_comes_back() -> ResponseReturnValue:
            """For leads: the return rate, and whether it helped."""
            return render_template("returns.html", figures=returns.view(here()))

    @pages.get("/alarms")
    def alarms() -> ResponseReturnValue:
        return render_template("alarms.html", alarms=doors.alarms.open(here()), zone=doors.house.facts().zone)

    @pages.get("/audit")
    def audit() -> ResponseReturnValue:
        return render_template(
            "audit.html", page=doors.audits.page(here(), request.args.get("cursor") or None)
        )

    return pages
