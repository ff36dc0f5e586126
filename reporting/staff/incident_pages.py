"""Threads that may belong together, one incident of several, and one answer to all of them."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.incident_view import AlikeView
from reporting.cases.refusals import EmptyText, NoSuchThread, Refused
from reporting.staff.doors import StaffDoors
from reporting.staff.gate import here
from reporting.staff.incident_doors import Incidents
from reporting.staff.incident_wording import DONE
from reporting.staff.kept import kept_rest
from reporting.staff.refusal_pages import status_of
from reporting.staff.settings import StaffSettings
from reporting.staff.thread_page import submission_of
from reporting.staff.typed import all_typed, typed, typed_list


class IncidentPages:
    def __init__(self, incidents: Incidents, doors: StaffDoors, settings: StaffSettings) -> None:
        self._incidents = incidents
        self._drafts = doors.drafts
        self._random = settings.random

    def alike(self, reference: str) -> ResponseReturnValue:
        """For the page of the thread, which asks for it by itself."""
        return render_template("_alike.html", together=self._incidents.view(here(), reference))

    def page(self, reference: str) -> ResponseReturnValue:
        done = request.args.get("done")
        kept = self._drafts.of(here(), url_for("together.page", reference=reference))
        return self._shown(
            self._incidents.view(here(), reference), typed=dict(kept), done=done if done in DONE else None
        )

    def merge(self, reference: str) -> ResponseReturnValue:
        others, name = typed_list("with"), typed("name")
        try:
            self._incidents.merge(here(), reference, self._submission(), others, name)
        except NoSuchThread:
            raise
        except EmptyText:
            return self._refused(reference, "together_none", 422)
        except Refused as refusal:
            return self._refused(reference, refusal.code, status_of(refusal.code))
        return self._done(reference, "merged")

    def take_out(self, reference: str) -> ResponseReturnValue:
        """`which` of the incident's threads; the page of this one stays."""
        self._incidents.take_out(here(), typed("which"), self._submission())
        return self._done(reference, "taken_out")

    def corroborate(self, reference: str) -> ResponseReturnValue:
        how, everywhere = typed("how"), typed("everywhere") == "1"
        try:
            self._incidents.corroborate(here(), reference, self._submission(), how, everywhere=everywhere)
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._refused(reference, refusal.code, status_of(refusal.code))
        return self._done(reference, "corroborated")

    def reply(self, reference: str) -> ResponseReturnValue:
        """What became of it is said for each thread; sent again, the same form stores nothing twice."""
        seen = {one: typed(f"seen-{one}") for one in typed_list("to")}
        submission = self._submission()
        try:
            sent = self._incidents.reply(here(), reference, submission, typed("body"), seen)
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._refused(reference, refusal.code, status_of(refusal.code))
        whole = all(outcome == "sent" for outcome in sent.values())
        if whole:
            kept_rest(self._drafts, url_for("together.page", reference=reference), all_typed())
        view = self._incidents.view(here(), reference)
        return self._shown(
            view,
            sent=sent,
            typed={} if whole else {"body": typed("body")},
            number=None if whole else submission,
        )

    def _submission(self) -> bytes:
        return submission_of(typed("submission"), self._random)

    def _done(self, reference: str, done: str) -> ResponseReturnValue:
        kept_rest(self._drafts, url_for("together.page", reference=reference), all_typed())
        return redirect(url_for("together.page", reference=reference, done=done), 303)

    def _refused(self, reference: str, code: str, status: int) -> ResponseReturnValue:
        given = {field: typed(field) for field in ("name", "how", "body") if typed(field)}
        return self._shown(self._incidents.view(here(), reference), typed=given, code=code), status

    def _shown(
        self,
        view: AlikeView,
        *,
        typed: dict[str, str],
        done: str | None = None,
        code: str | None = None,
        sent: object = None,
        number: bytes | None = None,
    ) -> str:
        return render_template(
            "together.html",
            together=view,
            typed=typed,
            done=done,
            code=code,
            sent=sent,
            submission=(number or self._random(16)).hex(),
            submissions=[self._random(16).hex() for _ in range(3)],
        )


def incident_pages(incidents: Incidents, doors: StaffDoors, settings: StaffSettings) -> Blueprint:
    views = IncidentPages(incidents, doors, settings)
    pages = Blueprint("together", __name__, url_prefix="/threads/<reference>")
    pages.get("/alike")(views.alike)
    pages.get("/together")(views.page)
    pages.post("/together")(views.merge)
    pages.post("/together/out")(views.take_out)
    pages.post("/together/corroborate")(views.corroborate)
    pages.post("/together/reply")(views.reply)
    return pages
