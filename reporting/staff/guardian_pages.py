"""A guardian's thread beside a student's: propose it, say the second yes, give the link, end it."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.refusals import NoSuchThread, Refused
from reporting.families.guardian_desk import Proposing
from reporting.staff import guardian_wording
from reporting.staff.gate import here
from reporting.staff.guardian_view import GuardianDesks
from reporting.staff.refusal_pages import status_of
from reporting.staff.settings import StaffSettings
from reporting.staff.thread_page import submission_of
from reporting.staff.typed import typed


class GuardianPages:
    def __init__(self, desk: GuardianDesks, settings: StaffSettings) -> None:
        self._desk = desk
        self._random = settings.random

    def page(self, reference: str) -> ResponseReturnValue:
        done = request.args.get("done")
        return self._page(reference, done=done if done in guardian_wording.DONE else None)

    def propose(self, reference: str) -> ResponseReturnValue:
        said = Proposing(typed("body"), typed("adult"), typed("tell"))
        return self._act(
            reference,
            "guardian_proposed",
            lambda number: self._desk.propose(here(), reference, number, said),
        )

    def confirm(self, reference: str) -> ResponseReturnValue:
        asking = typed("asking")
        return self._act(
            reference,
            "guardian_confirmed",
            lambda number: self._desk.confirm(here(), reference, number, asking),
        )

    def end(self, reference: str) -> ResponseReturnValue:
        asking, reason = typed("asking"), typed("reason")
        return self._act(
            reference,
            "guardian_ended",
            lambda number: self._desk.end(here(), reference, number, asking, reason),
        )

    def link(self, reference: str) -> ResponseReturnValue:
        """Shows the address at once and never again: the house keeps none."""
        number, asking = submission_of(typed("submission"), self._random), typed("asking")
        try:
            link = self._desk.link(here(), reference, number, asking, handed=typed("way") == "student")
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._page(reference, code=refusal.code), status_of(refusal.code)
        return render_template("guardian_link.html", reference=reference, link=link)

    def _act(self, reference: str, done: str, deed: Callable[[bytes], None]) -> ResponseReturnValue:
        try:
            deed(submission_of(typed("submission"), self._random))
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._page(reference, code=refusal.code), status_of(refusal.code)
        return redirect(url_for("guardian.page", reference=reference, done=done), 303)

    def _page(self, reference: str, *, code: str | None = None, done: str | None = None) -> str:
        given = {name: typed(name) for name in ("body", "adult", "tell", "reason")} if code else {}
        return render_template(
            "guardian.html",
            desk=self._desk.desk(here(), reference),
            code=code,
            done=done,
            given=given,
            guardian_wording=guardian_wording,
            submission=self._random(16).hex(),
        )


def guardian_pages(desk: GuardianDesks, settings: StaffSettings) -> Blueprint:
    views = GuardianPages(desk, settings)
    pages = Blueprint("guardian", __name__, url_prefix="/threads/<reference>/guardian")
    pages.get("")(views.page)
    pages.post("")(views.propose)
    pages.post("/confirm")(views.confirm)
    pages.post("/end")(views.end)
    pages.post("/link")(views.link)
    return pages
