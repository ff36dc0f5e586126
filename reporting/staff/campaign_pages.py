"""Posters, cards and stickers with a QR picture, their previews, and how many came by them."""

from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from reporting.people.refused import Refused
from reporting.printed.faces import FONTS
from reporting.printed.order import Output, Paper, Sheet
from reporting.staff import language
from reporting.staff.campaign_view import CampaignDesk, CampaignForm
from reporting.staff.campaign_wording import DONE
from reporting.staff.gate import here
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed


class CampaignPages:
    def __init__(self, desk: CampaignDesk) -> None:
        self._desk = desk

    def all(self) -> ResponseReturnValue:
        return self._all()

    def begin(self) -> ResponseReturnValue:
        lang = typed("lang")
        form = CampaignForm(typed("name"), typed("school"), lang if lang in language.LANGUAGES else "en")
        try:
            code = self._desk.begin(here(), form)
        except Refused as refusal:
            return self._all(form, refusal.code)
        return redirect(url_for("campaign.page", code=code), HTTPStatus.SEE_OTHER)

    def page(self, code: str) -> ResponseReturnValue:
        done = request.args.get("done")
        return render_template(
            "campaign.html",
            page=self._desk.page(here(), code),
            sheets=list(Sheet),
            papers=list(Paper),
            done=done if done in DONE else None,
        )

    def end(self, code: str) -> ResponseReturnValue:
        self._desk.end(here(), code)
        return redirect(url_for("campaign.page", code=code, done="campaign_ended"), HTTPStatus.SEE_OTHER)

    def sheet(self, code: str, sheet: str) -> ResponseReturnValue:
        """As it will be printed, in the page."""
        which, paper = _asked(sheet)
        drawn = self._desk.sheet(code, which, paper, Output.SVG).decode()
        return render_template(
            "campaign_sheet.html",
            campaign=self._desk.page(here(), code).campaign,
            sheet=which,
            paper=paper,
            papers=list(Paper),
            # Our own drawing: every word in it was escaped where it was drawn.
            drawn=Markup(drawn),  # noqa: S704 -- see above
        )

    def pdf(self, code: str, sheet: str) -> ResponseReturnValue:
        which, paper = _asked(sheet)
        answer = Response(self._desk.sheet(code, which, paper, Output.PDF), mimetype="application/pdf")
        answer.headers["Content-Disposition"] = f'attachment; filename="{which}-{paper}-{code}.pdf"'
        return answer

    def _all(self, form: CampaignForm | None = None, code: str | None = None) -> ResponseReturnValue:
        page = render_template(
            "campaigns.html",
            campaigns=self._desk.all(),
            schools=self._desk.schools(),
            may=self._desk.may(here()),
            form=form,
            code=code,
        )
        return page, status_of(code) if code else HTTPStatus.OK


def _asked(sheet: str) -> tuple[Sheet, Paper]:
    """Which sheet, on which paper: Letter where nothing is said."""
    try:
        return Sheet(sheet), Paper(request.args.get("paper", Paper.LETTER))
    except ValueError:
        raise NotFound from None


def campaign_pages(desk: CampaignDesk) -> Blueprint:
    views = CampaignPages(desk)
    pages = Blueprint(
        "campaign", __name__, url_prefix="/campaigns", static_folder=FONTS, static_url_path="/type"
    )
    pages.get("")(views.all)
    pages.post("")(views.begin)
    pages.get("/<code>")(views.page)
    pages.post("/<code>/end")(views.end)
    pages.get("/<code>/sheets/<sheet>")(views.sheet)
    pages.get("/<code>/sheets/<sheet>/pdf")(views.pdf)
    return pages
