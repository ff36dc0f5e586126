"""The calendar of trainings, for staff: look, add, take out, read along in a calendar program."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.refused import Refused
from reporting.referrals.trainings import TrainingForm
from reporting.staff import training_wording
from reporting.staff.gate import here
from reporting.staff.refusal_pages import status_of
from reporting.staff.training_view import TrainingDesk
from reporting.staff.typed import typed


class TrainingPages:
    def __init__(self, desk: TrainingDesk) -> None:
        self._desk = desk

    def page(self) -> ResponseReturnValue:
        done = request.args.get("done")
        return self._page(done=done if done in training_wording.DONE else None)

    def add(self) -> ResponseReturnValue:
        form = form_of()
        try:
            self._desk.add(here(), form)
        except Refused as refusal:
            return self._page(code=refusal.code, form=form), status_of(refusal.code)
        return redirect(url_for("training.page", done="training_added"), 303)

    def drop(self, value: str) -> ResponseReturnValue:
        self._desk.drop(here(), value)
        return redirect(url_for("training.page", done="training_dropped"), 303)

    def make_address(self) -> ResponseReturnValue:
        # Shown in this answer and nowhere else.
        return self._page(secret=self._desk.make_address(here().member))

    def download(self) -> Response:
        return as_file(self._desk.calendar())

    def feed(self, token: str) -> Response:
        text = self._desk.behind(token)
        if text is None:
            abort(404)
        return Response(text, mimetype="text/calendar")

    def _page(
        self,
        *,
        done: str | None = None,
        code: str | None = None,
        form: TrainingForm | None = None,
        secret: str | None = None,
    ) -> str:
        principal = here().principal
        return render_template(
            "trainings.html",
            trainings=self._desk.coming(),
            may=principal.registrar or bool(principal.leads),
            training_wording=training_wording,
            done=done,
            code=code,
            form=form or TrainingForm(),
            address=url_for("training.feed", token=secret, _external=True) if secret else None,
        )


def training_pages(desk: TrainingDesk) -> Blueprint:
    views = TrainingPages(desk)
    pages = Blueprint("training", __name__, url_prefix="/trainings")
    pages.get("")(views.page)
    pages.post("")(views.add)
    pages.post("/<value>/drop")(views.drop)
    pages.post("/calendar")(views.make_address)
    pages.get("/trainings.ics")(views.download)
    pages.get("/feed/<token>.ics")(views.feed)
    return pages


def form_of() -> TrainingForm:
    return TrainingForm(
        typed("title"), typed("place"), typed("about"), typed("day"), typed("begins"), typed("ends")
    )


def as_file(text: str) -> Response:
    answer = Response(text, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="trainings.ics"'
    return answer
