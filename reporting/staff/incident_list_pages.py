"""The list of incidents. There is none on disk, so it grows on the page as conversations are looked through."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from reporting.staff.gate import here
from reporting.staff.incident_doors import IncidentsListed
from reporting.staff.typed import typed, typed_list

WITHOUT_SCRIPTS_S = 0.5  # a page that cannot ask by itself looks further each time


class IncidentListPages:
    def __init__(self, incidents: IncidentsListed) -> None:
        self._incidents = incidents

    def page(self) -> ResponseReturnValue:
        found = self._incidents.look(here(), seconds=WITHOUT_SCRIPTS_S)
        return render_template("incidents.html", found=found, shown=[], begun=True)

    def further(self) -> ResponseReturnValue:
        """Asked by the page itself, and without scripts by a button, which shows what comes next on a page of its own."""
        by_itself, shown = request.headers.get("HX-Request") == "true", typed_list("shown")
        after = typed("after")
        found = (
            self._incidents.look(here(), after=after, shown=shown)
            if by_itself
            else self._incidents.look(here(), after=after, shown=shown, seconds=WITHOUT_SCRIPTS_S)
        )
        template = "_incidents.html" if by_itself else "incidents.html"
        return render_template(template, found=found, shown=shown, begun=False)


def incident_list_pages(incidents: IncidentsListed) -> Blueprint:
    views = IncidentListPages(incidents)
    pages = Blueprint("incidents", __name__, url_prefix="/incidents")
    pages.get("")(views.page)
    pages.post("/further")(views.further)
    return pages
