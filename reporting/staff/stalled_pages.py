"""Referrals that stand still: why, since when, what to do next, and who else has room."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from reporting.staff import referral_wording, stalled_wording
from reporting.staff.gate import here
from reporting.staff.referral_view import StalledReferrals

WITHOUT_SCRIPTS_S = 0.5  # a page that cannot ask by itself looks further each time


class StalledPages:
    def __init__(self, rounds: StalledReferrals) -> None:
        self._rounds = rounds

    def page(self) -> ResponseReturnValue:
        return self._shown("stalled.html", WITHOUT_SCRIPTS_S)

    def further(self) -> ResponseReturnValue:
        """Asked by the page itself while there is more to look at."""
        return self._shown("_stalled.html")

    def line(self) -> ResponseReturnValue:
        """Asked by the inbox: one line, or nothing."""
        return self._shown("_stalled_line.html")

    def _shown(self, template: str, seconds: float | None = None) -> str:
        anew = template == "stalled.html" and request.args.get("anew") == "1"
        found = (
            self._rounds.look(here(), anew=anew)
            if seconds is None
            else self._rounds.look(here(), seconds, anew=anew)
        )
        return render_template(
            template, round=found, referral_wording=referral_wording, stalled_wording=stalled_wording
        )


def stalled_pages(rounds: StalledReferrals) -> Blueprint:
    views = StalledPages(rounds)
    pages = Blueprint("stalled", __name__, url_prefix="/referrals")
    pages.get("")(views.page)
    pages.get("/further")(views.further)
    pages.get("/line")(views.line)
    return pages
