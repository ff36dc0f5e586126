"""Entering what a student said in person, and the card with six words that they take along."""

from typing import get_args

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.hallway import How
from reporting.cases.refusals import Refused
from reporting.staff.gate import here
from reporting.staff.hallway_view import HallwayDesk, HallwayForm
from reporting.staff.language import LANGUAGES, chosen
from reporting.staff.refusal_pages import status_of
from reporting.staff.settings import StaffSettings
from reporting.staff.thread_page import submission_of
from reporting.staff.typed import typed

HOWS: tuple[How, ...] = get_args(How)


class HallwayPages:
    def __init__(self, hallway: HallwayDesk, settings: StaffSettings) -> None:
        self._hallway = hallway
        self._random = settings.random

    def form(self) -> ResponseReturnValue:
        return self._form()

    def enter(self) -> ResponseReturnValue:
        lang, how = typed("student_lang"), typed("how")
        form = HallwayForm(
            submission_of(typed("submission"), self._random),
            typed("body"),
            typed("school"),
            lang if lang in LANGUAGES else chosen(),
            next((one for one in HOWS if one == how), HOWS[0]),
        )
        try:
            receipted = self._hallway.enter(here(), form)
        except Refused as refusal:
            return self._form(form, refusal.code), status_of(refusal.code)
        return render_template(
            "hallway_card.html", receipted=receipted, lang_of_words=form.lang, address=self._hallway.address
        )

    def done(self) -> ResponseReturnValue:
        """Given away: nothing here opens the thread by its words any more."""
        self._hallway.handed_over(submission_of(typed("submission"), self._random))
        return redirect(url_for("inbox.page"), 303)

    def _form(self, form: HallwayForm | None = None, code: str | None = None) -> str:
        return render_template(
            "hallway.html",
            form=form,
            code=code,
            hows=HOWS,
            schools=self._hallway.schools(),
            submission=(form.submission if form else self._random(16)).hex(),
        )


def hallway_pages(hallway: HallwayDesk, settings: StaffSettings) -> Blueprint:
    views = HallwayPages(hallway, settings)
    pages = Blueprint("hallway", __name__, url_prefix="/hallway")
    pages.get("")(views.form)
    pages.post("")(views.enter)
    pages.post("/done")(views.done)
    return pages
