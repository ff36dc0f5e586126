"""Figures of the line: drawn, as tables, as CSV, as PDF; the sheet for press and board; the grades of schools."""

from functools import partial
from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.insights.cube import DISTRICT
from reporting.insights.report import Report
from reporting.insights.topics import TOPICS
from reporting.model.measure import Band
from reporting.people.refused import Refused
from reporting.staff import insights_plots, insights_wording
from reporting.staff.figures_paper import place_name
from reporting.staff.gate import here
from reporting.staff.insights_csv import as_csv
from reporting.staff.insights_view import GradeBands, Reports
from reporting.staff.insights_wording import DONE, FUNNEL, SPEED, month_name, said, year_name
from reporting.staff.typed import typed


class InsightsPages:
    def __init__(self, reports: Reports, bands: GradeBands) -> None:
        self._reports = reports
        self._bands = bands

    def page(self) -> ResponseReturnValue:
        report = self._report()
        done = request.args.get("done")
        place = request.args.get("place", DISTRICT)
        if report is not None and place not in report.places():
            raise Refused("no_figures", "Choose a school of the list.")
        return render_template(
            "insights.html",
            report=report,
            place=place,
            referrals_at=_referrals_at(report, place) if report else None,
            may=here().principal.registrar,
            done=done if done in DONE else None,
            **_words(report),
        )

    def csv(self) -> ResponseReturnValue:
        report = self._known()
        answer = Response(as_csv(report, partial(place_name, report)), mimetype="text/csv")
        answer.headers["Content-Disposition"] = f'attachment; filename="figures-{report.year}.csv"'
        return answer

    def statement(self) -> ResponseReturnValue:
        report = self._known()
        return render_template("insights_statement.html", report=report, **_words(report))

    def bands(self) -> ResponseReturnValue:
        self._reports.of(here())
        return render_template(
            "insights_bands.html",
            schools=self._bands.all(),
            choices=list(Band),
            may=here().principal.registrar,
            insights_wording=insights_wording,
        )

    def put_bands(self) -> ResponseReturnValue:
        known = {band.value: band for band in Band}
        chosen = {
            school: known.get(typed(f"band_{school.hex()}"))
            for school, _, _ in self._bands.all()
            if f"band_{school.hex()}" in request.form
        }
        self._bands.put(here(), chosen)
        return redirect(url_for("insights.page", done="bands_kept"), HTTPStatus.SEE_OTHER)

    def _report(self) -> Report | None:
        asked = request.args.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None  # noqa: PLR2004  # digits
        report = self._reports.of(here(), year)
        if asked and report is None:
            raise Refused("no_figures", "Choose a school year of the list.")
        return report

    def _known(self) -> Report:
        report = self._report()
        if report is None:
            raise Refused("no_figures", "Nothing is decided yet.")
        return report


def _words(report: Report | None) -> dict[str, object]:
    return {
        "insights_wording": insights_wording,
        "plots": insights_plots,
        "name_of": partial(place_name, report) if report else None,
        "month_name": month_name,
        "year_name": year_name,
        "said": said,
        "topics": TOPICS,
        "funnel": FUNNEL,
        "speed": SPEED,
    }


def _referrals_at(report: Report, place: str) -> int | None:
    """The period whose referrals are shown: the year once it is decided; before that the newest month, which only the
    district has. None where nothing is said of this place.
    """
    newest = report.months[-1] if report.months else None
    asked = report.year if report.whole else newest if place == DISTRICT else None
    known = asked is not None and any(key[:2] == (asked, place) for key in (*report.shares, *report.tens))
    return asked if known else None


def insights_pages(reports: Reports, bands: GradeBands) -> Blueprint:
    views = InsightsPages(reports, bands)
    pages = Blueprint("insights", __name__, url_prefix="/insights")
    pages.get("")(views.page)
    pages.get("/figures.csv")(views.csv)
    pages.get("/statement")(views.statement)
    pages.get("/grades")(views.bands)
    pages.post("/grades")(views.put_bands)
    return pages
