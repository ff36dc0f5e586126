"""Hours in school, taken for a student whom nobody knows."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.refusals import NoSuchThread, Refused
from reporting.staff import hour_wording
from reporting.staff.gate import here
from reporting.staff.hour_view import HourDesks
from reporting.staff.refusal_pages import status_of
from reporting.staff.settings import StaffSettings
from reporting.staff.thread_page import submission_of
from reporting.staff.typed import typed


class HourPages:
    def __init__(self, desk: HourDesks, settings: StaffSettings) -> None:
        self._desk = desk
        self._random = settings.random

    def page(self, reference: str) -> ResponseReturnValue:
        done = request.args.get("done")
        return self._page(reference, done=done if done in hour_wording.DONE else None)

    def book(self, reference: str) -> ResponseReturnValue:
        submission = submission_of(typed("submission"), self._random)
        try:
            self._desk.book(here(), reference, submission, typed("hour"), typed("body"))
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._page(reference, code=refusal.code), status_of(refusal.code)
        return redirect(url_for("hours.page", reference=reference, done="hour_booked"), 303)

    def give_back(self, reference: str) -> ResponseReturnValue:
        submission = submission_of(typed("submission"), self._random)
        try:
            self._desk.give_back(here(), reference, submission, typed("id"))
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._page(reference, code=refusal.code), status_of(refusal.code)
        return redirect(url_for("hours.page", reference=reference, done="hour_given_back"), 303)

    def _page(self, reference: str, *, code: str | None = None, done: str | None = None) -> str:
        return render_template(
            "hours.html",
            desk=self._desk.desk(here(), reference),
            hour_wording=hour_wording,
            code=code,
            done=done,
            words=typed("body") if code else "",
            submission=self._random(16).hex(),
        )


def hour_pages(desk: HourDesks, settings: StaffSettings) -> Blueprint:
    views = HourPages(desk, settings)
    pages = Blueprint("hours", __name__, url_prefix="/threads/<reference>/hours")
    pages.get("")(views.page)
    pages.post("")(views.book)
    pages.post("/back")(views.give_back)
    return pages
