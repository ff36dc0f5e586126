"""Sums of attendance and discipline: shown, looked at before they are taken, and taken for good."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.refusals import NotAllowed
from reporting.guard.received_text import received_text
from reporting.insights.outcomes import COLUMNS, Looked, Outcome
from reporting.staff import outcome_wording
from reporting.staff.evidence_view import OutcomeDesk
from reporting.staff.figures_paper import outcome_place
from reporting.staff.gate import here
from reporting.staff.insights_wording import year_name
from reporting.staff.typed import typed


class OutcomePages:
    def __init__(self, desk: OutcomeDesk) -> None:
        self._desk = desk

    def page(self) -> ResponseReturnValue:
        done = request.args.get("done")
        return self._page(done=done if done in outcome_wording.DONE else None)

    def look(self) -> ResponseReturnValue:
        text = self._text()
        return self._page(self._desk.look(here(), text), text)

    def take(self) -> ResponseReturnValue:
        text = typed("text")
        looked = self._desk.take(here(), text)
        if looked.wrong:
            return self._page(looked, text)
        return redirect(url_for("outcome.page", done="outcomes_kept"), HTTPStatus.SEE_OTHER)

    def _text(self) -> str:
        """A file, or what was pasted. Without the right to change anything neither is read."""
        if not self._desk.may(here()):
            raise NotAllowed
        sent = request.files.get("file")
        if sent is not None and sent.filename:
            return received_text(sent.read().decode("utf-8", errors="replace")).text
        return typed("text")

    def _page(
        self, looked: Looked | None = None, text: str = "", done: str | None = None
    ) -> ResponseReturnValue:
        page = render_template(
            "outcomes.html",
            sums=self._desk.all(here()),
            place_name=outcome_place(self._desk.names()),
            may=self._desk.may(here()),
            looked=looked,
            # Rows about single students are not sent back either.
            text=text if looked and not any(one.code == "of_one" for one in looked.wrong) else "",
            columns=COLUMNS,
            outcomes=list(Outcome),
            year_name=year_name,
            done=done,
            outcome_wording=outcome_wording,
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if looked and looked.wrong else HTTPStatus.OK


def outcome_pages(desk: OutcomeDesk) -> Blueprint:
    views = OutcomePages(desk)
    pages = Blueprint("outcome", __name__, url_prefix="/insights/outcomes")
    pages.get("")(views.page)
    pages.post("/look")(views.look)
    pages.post("/take")(views.take)
    return pages
