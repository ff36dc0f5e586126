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
        return render_template("places.html", places=doors.house.places(here()))

    @pages.get("/alarms")
    def alarms() -> ResponseReturnValue:
        return render_template("alarms.html", alarms=doors.alarms.open(here()), zone=doors.house.facts().zone)

    @pages.get("/audit")
    def audit() -> ResponseReturnValue:
        return render_template(
            "audit.html", page=doors.audits.page(here(), request.args.get("cursor") or None)
        )

    return pages
