"""What a partner shares with the district, behind the link of its entry: trainings, and sheets to hang up. No account."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue

from reporting.model.help.organization import Organization
from reporting.people.refused import Refused
from reporting.printed.order import Output, Paper, Sheet
from reporting.referrals.directory.asking import EntryAsking
from reporting.staff import training_wording
from reporting.staff.campaign_view import CampaignDesk
from reporting.staff.refusal_pages import status_of
from reporting.staff.training_pages import as_file, form_of
from reporting.staff.training_view import TrainingDesk


class SharedPages:
    def __init__(self, asking: EntryAsking, desk: TrainingDesk, campaigns: CampaignDesk) -> None:
        self._asking = asking
        self._desk = desk
        self._campaigns = campaigns

    def page(self, token: str) -> ResponseReturnValue:
        self._behind(token)
        return self._page(token)

    def add(self, token: str) -> ResponseReturnValue:
        organization, form = self._behind(token), form_of()
        if g.get("form_expired"):
            return self._page(token, code="form", form=form), HTTPStatus.FORBIDDEN
        try:
            self._desk.add_of(organization.id, form)
        except Refused as refusal:
            return self._page(token, code=refusal.code, form=form), status_of(refusal.code)
        return self._page(token, done="training_added")

    def make_address(self, token: str) -> ResponseReturnValue:
        organization = self._behind(token)
        if g.get("form_expired"):
            return self._page(token, code="form"), HTTPStatus.FORBIDDEN
        secret = self._desk.make_address(organization.id)
        return self._page(token, address=url_for("training.feed", token=secret, _external=True))

    def download(self, token: str) -> Response:
        self._behind(token)
        return as_file(self._desk.calendar())

    def sheet(self, token: str, code: str, sheet: str) -> Response:
        """Of a campaign that runs, in the paper that hangs everywhere here."""
        self._behind(token)
        if code not in {one.code for one in self._campaigns.all() if not one.ended} or sheet not in set(
            Sheet
        ):
            abort(404)
        drawn = self._campaigns.sheet(code, Sheet(sheet), Paper.LETTER, Output.PDF)
        answer = Response(drawn, mimetype="application/pdf")
        answer.headers["Content-Disposition"] = f'attachment; filename="{sheet}-{code}.pdf"'
        return answer

    def _behind(self, token: str) -> Organization:
        """Whose link it is. One that has ended opens nothing here; its own page sends another."""
        found = self._asking.look(token)
        if found is None or found.expired:
            abort(404)
        return found.organization

    def _page(self, token: str, **more: object) -> str:
        said = {"code": None, "done": None, "address": None, "form": form_of(), **more}
        return render_template(
            "shared.html",
            token=token,
            trainings=self._desk.coming(),
            campaigns=[one for one in self._campaigns.all() if not one.ended],
            sheets=list(Sheet),
            training_wording=training_wording,
            **said,
        )


def shared_pages(asking: EntryAsking, desk: TrainingDesk, campaigns: CampaignDesk) -> Blueprint:
    views = SharedPages(asking, desk, campaigns)
    pages = Blueprint("shared", __name__, url_prefix="/partners/entry/<token>/shared")
    pages.get("")(views.page)
    pages.post("")(views.add)
    pages.post("/calendar")(views.make_address)
    pages.get("/trainings.ics")(views.download)
    pages.get("/<code>/<sheet>.pdf")(views.sheet)
    return pages
