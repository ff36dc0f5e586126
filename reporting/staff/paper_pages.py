"""Documents of figures: as a page, as a PDF, as a table. Each is made once, so the three say the same."""

import csv
import io
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from reporting.people.refused import Refused
from reporting.printed.document import Document
from reporting.printed.order import Paper
from reporting.staff import language
from reporting.staff.annual_paper import State, annual
from reporting.staff.evidence_view import OutcomeDesk, PilotDesk, Printing
from reporting.staff.figures_paper import Given, figures
from reporting.staff.gate import here
from reporting.staff.insights_csv import harmless
from reporting.staff.insights_view import Reports
from reporting.staff.pack_paper import outcomes as brought
from reporting.staff.pack_paper import pack
from reporting.staff.people_view import HouseFacts
from reporting.staff.pilot_paper import summary

HEAD = ("section", "row", "column", "value")
_YEAR_DIGITS = 4


class PaperPages:
    def __init__(
        self,
        reports: Reports,
        printing: Printing,
        house: Callable[[], HouseFacts],
        *,
        pilots: PilotDesk | None,
        outcomes: OutcomeDesk | None,
    ) -> None:
        self._reports = reports
        self._printing = printing
        self._house = house
        self._pilots = pilots
        self._outcomes = outcomes

    def figures_pdf(self) -> ResponseReturnValue:
        return self._pdf(figures(self._given()), "figures")

    def pack(self) -> ResponseReturnValue:
        return self._page(self._pack(), "paper.pack_pdf", "paper.pack_csv")

    def pack_pdf(self) -> ResponseReturnValue:
        return self._pdf(self._pack(), "pack")

    def pack_csv(self) -> ResponseReturnValue:
        return as_csv(self._pack(), "pack")

    def _pack(self) -> Document:
        given = self._given()
        tried = summary(self._pilots.all(here()), given.report) if self._pilots is not None else ()
        beside = (
            brought(self._outcomes.all(here()), self._outcomes.names(), given.report.year)
            if self._outcomes is not None
            else ()
        )
        return pack(given, tuple(tried), tuple(beside))

    def annual(self, state: str) -> ResponseReturnValue:
        return self._page(
            annual(self._given(), _state(state)), "paper.annual_pdf", "paper.annual_csv", state=state
        )

    def annual_pdf(self, state: str) -> ResponseReturnValue:
        return self._pdf(annual(self._given(), _state(state)), f"annual-{_state(state)}")

    def annual_csv(self, state: str) -> ResponseReturnValue:
        return as_csv(annual(self._given(), _state(state)), f"annual-{_state(state)}")

    def _page(self, document: Document, pdf: str, table: str, **values: str) -> ResponseReturnValue:
        year = request.args.get("year", "")
        asked: dict[str, Any] = {**values, **({"year": year} if year else {})}
        return render_template(
            "paper.html",
            document=document,
            back=url_for("insights.page", year=year or None),
            papers=ways(pdf, **asked),
            table=url_for(table, **asked),
        )

    def _pdf(self, document: Document, name: str) -> Response:
        return as_pdf(self._printing, document, name)

    def _given(self) -> Given:
        asked = request.args.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == _YEAR_DIGITS else None
        report = self._reports.of(here(), year)
        if report is None or not report.months:
            raise Refused("no_figures", "Choose a school year of the list.")
        return Given(report, self._house().name, language.chosen(), asked_paper())


def ways(pdf: str, **asked: Any) -> list[tuple[str, Paper, str]]:
    """Language, paper and address of each PDF of a document."""
    return [
        (lang, paper, url_for(pdf, lang=lang, paper=paper, **asked))
        for lang in language.LANGUAGES
        for paper in Paper
    ]


def asked_paper() -> Paper:
    """Letter where nothing is said."""
    try:
        return Paper(request.args.get("paper", Paper.LETTER))
    except ValueError:
        raise NotFound from None


def as_pdf(printing: Printing, document: Document, name: str) -> Response:
    answer = Response(printing.printed(document), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{document.lang}.pdf"'
    return answer


def as_csv(document: Document, name: str) -> Response:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(tuple(harmless(cell) for cell in row) for row in document.rows())
    answer = Response(out.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{document.lang}.csv"'
    return answer


def _state(state: str) -> State:
    try:
        return State(state)
    except ValueError:
        raise NotFound from None


def paper_pages(
    reports: Reports,
    printing: Printing,
    house: Callable[[], HouseFacts],
    *,
    pilots: PilotDesk | None,
    outcomes: OutcomeDesk | None,
) -> Blueprint:
    views = PaperPages(reports, printing, house, pilots=pilots, outcomes=outcomes)
    pages = Blueprint("paper", __name__, url_prefix="/insights")
    pages.get("/figures.pdf")(views.figures_pdf)
    pages.get("/pack")(views.pack)
    pages.get("/pack.pdf")(views.pack_pdf)
    pages.get("/pack.csv")(views.pack_csv)
    pages.get("/annual/<state>")(views.annual)
    pages.get("/annual/<state>/pdf")(views.annual_pdf)
    pages.get("/annual/<state>/csv")(views.annual_csv)
    return pages
