"""Staff ask an organization to confirm its entry, and take over what it corrected or leave it."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from reporting.model.ids import OrganizationId
from reporting.referrals.directory.asking import EntryAsking
from reporting.staff import help_wording
from reporting.staff.gate import here
from reporting.staff.typed import typed


def asking_pages(asking: EntryAsking) -> Blueprint:
    pages = Blueprint("asking", __name__, url_prefix="/directory")

    @pages.post("/<organization>/ask")
    def ask(organization: str) -> ResponseReturnValue:
        asking.ask(here(), OrganizationId(_hex(organization)))
        return redirect(url_for("directory.one", organization=organization, done="asked"), 303)

    @pages.post("/<organization>/link")
    def hand_over(organization: str) -> ResponseReturnValue:
        """Shown once, in the answer itself: it stands in no address and no history."""
        link = asking.hand_over(here(), OrganizationId(_hex(organization)))
        return render_template("directory_link.html", link=link, organization=organization)

    @pages.get("/corrections")
    def corrections() -> ResponseReturnValue:
        return render_template(
            "directory_corrections.html", corrections=asking.corrections(), words=help_wording
        )

    @pages.post("/corrections/<correction>")
    def settle(correction: str) -> ResponseReturnValue:
        take = typed("act") == "take"
        about = (asking.take if take else asking.drop)(here(), _hex(correction))
        done = "taken" if take else "dropped"
        return redirect(url_for("directory.one", organization=about.hex(), done=done), 303)

    return pages


def _hex(value: str) -> bytes:
    try:
        return bytes.fromhex(value)
    except ValueError as odd:
        raise NotFound from odd
