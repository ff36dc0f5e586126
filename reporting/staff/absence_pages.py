"""Somebody is away: told by themselves beside their shifts, or by a registrar or lead beside the team's weeks."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from reporting.people.refused import Refused
from reporting.staff.gate import here
from reporting.staff.password_here import PasswordHere
from reporting.staff.refusal_pages import status_of
from reporting.staff.rota_doors import AbsenceDesk, RotaDesk
from reporting.staff.rota_view import AbsenceForm
from reporting.staff.typed import typed

# Which field a refusal belongs to, so that the page points at it.
FIELD_OF = {
    "rota_date": "first",
    "rota_ends": "last",
    "rota_absence_over": "last",
    "unknown": "person",
    "not_lead": "person",
    "wrong": "password",
    "locked": "password",
    "needed": "password",
}


class AbsencePages:
    """Whatever is refused, the form comes back as it was typed."""

    def __init__(self, desk: AbsenceDesk, rota: RotaDesk, password: PasswordHere) -> None:
        self._desk = desk
        self._rota = rota
        self._password = password

    def own(self) -> ResponseReturnValue:
        form = AbsenceForm("", typed("first").strip(), typed("last").strip(), typed("deputy"))
        try:
            self._desk.put_in(here(), form)
        except Refused as refusal:
            if refusal.code not in FIELD_OF:
                raise
            return self._own(form, refusal.code)
        return redirect(url_for("shifts.page", done="absence_kept"), 303)

    def end_own(self) -> ResponseReturnValue:
        try:
            self._desk.take_out(here(), "", typed("absence"))
        except Refused as refusal:
            if refusal.code not in FIELD_OF:
                raise
            return self._own(AbsenceForm(), refusal.code)
        return redirect(url_for("shifts.page", done="absence_ended"), 303)

    def of_team(self, team: str) -> ResponseReturnValue:
        return self._of_team(team, AbsenceForm())

    def put_in(self, team: str) -> ResponseReturnValue:
        form = AbsenceForm(typed("person"), typed("first").strip(), typed("last").strip())

        def act() -> None:
            if not form.person:
                raise Refused("unknown", "Choose somebody.")
            self._desk.put_in(here(), form)

        done = url_for("rota.page", team=team, done="absence_kept")
        return self._password.around(act, done, FIELD_OF, lambda code: self._of_team(team, form, code))

    def take_out(self, team: str) -> ResponseReturnValue:
        person, absence = typed("person"), typed("absence")
        return self._password.around(
            lambda: self._desk.take_out(here(), person, absence),
            url_for("rota.page", team=team, done="absence_ended"),
            FIELD_OF,
            lambda code: self._of_team(team, AbsenceForm(person), code, ending=absence),
        )

    def _own(self, form: AbsenceForm, code: str) -> ResponseReturnValue:
        page = render_template("absence.html", told=form, code=code, wrong=FIELD_OF[code])
        return page, status_of(code)

    def _of_team(
        self, team: str, form: AbsenceForm, code: str | None = None, ending: str = ""
    ) -> ResponseReturnValue:
        page = render_template(
            "absence.html",
            rota=self._rota.team(here(), team),
            told=form,
            ending=ending,
            code=code,
            wrong=FIELD_OF.get(code or ""),
            ask_password=self._password.wanted(),
        )
        return page, status_of(code) if code else 200


def absence_pages(desk: AbsenceDesk, rota: RotaDesk, password: PasswordHere) -> Blueprint:
    views = AbsencePages(desk, rota, password)
    pages = Blueprint("absence", __name__, url_prefix="/on-call")
    pages.post("/absences")(views.own)
    pages.post("/absences/end")(views.end_own)
    pages.get("/teams/<team>/absences")(views.of_team)
    pages.post("/teams/<team>/absences")(views.put_in)
    pages.post("/teams/<team>/absences/end")(views.take_out)
    return pages
