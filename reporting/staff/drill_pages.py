"""Drills: asked for and read by registrars and leads; taken and answered, in practice, by whoever they ring."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.refused import Refused
from reporting.staff.drill_view import DrillDesk, HabitForm, StartForm
from reporting.staff.gate import here
from reporting.staff.password_here import PasswordHere
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed
from reporting.staff.wording import DONE

# Which part of the page a refusal belongs to.
PASSWORD = {"wrong": "password", "locked": "password", "needed": "password"}
START = {
    "rota_date": "when",
    "rota_clock": "when",
    "rota_handoff_unsafe": "when",
    "drill_soon": "when",
    "drill_far": "when",
    "drill_night": "when",
    "drill_planned": "when",
    "drill_not_now": "when",
    **PASSWORD,
}
HABIT = {"drill_window": "hours", "rota_clock": "hours", "drill_months": "months", **PASSWORD}


class DrillPages:
    def __init__(self, desk: DrillDesk, password: PasswordHere) -> None:
        self._desk = desk
        self._password = password

    def overview(self) -> ResponseReturnValue:
        return render_template("drills.html", teams=self._desk.teams(here()))

    def team(self, team: str) -> ResponseReturnValue:
        return self._team(team)

    def start(self, team: str) -> ResponseReturnValue:
        form = (
            StartForm() if typed("when") == "now" else StartForm(typed("day").strip(), typed("clock").strip())
        )
        return self._password.around(
            lambda: self._desk.start(here(), team, form),
            url_for("drill.team", team=team, done="drill_announced"),
            START,
            lambda code: self._team(team, start=form, code=code, part="start"),
        )

    def keep(self, team: str) -> ResponseReturnValue:
        form = HabitForm(
            typed("months"),
            typed("opens").strip(),
            typed("closes").strip(),
            typed("weekdays") == "yes",
            typed("nights") == "yes",
        )
        return self._password.around(
            lambda: self._desk.keep(here(), team, form),
            url_for("drill.team", team=team, done="drill_habit_kept"),
            HABIT,
            lambda code: self._team(team, habit=form, code=code, part="habit"),
        )

    def call_off(self, team: str) -> ResponseReturnValue:
        try:
            self._desk.call_off(here(), team)
        except Refused as refusal:
            if refusal.code != "drill_none":
                raise
            return self._team(team, code=refusal.code)
        return redirect(url_for("drill.team", team=team, done="drill_called_off"), 303)

    def screen(self, reference: str) -> ResponseReturnValue:
        return self._screen(reference)

    def take(self, reference: str) -> ResponseReturnValue:
        self._desk.take(here(), reference)
        return redirect(url_for("drill.screen", reference=reference), 303)

    def reply(self, reference: str) -> ResponseReturnValue:
        try:
            self._desk.reply(here(), reference, typed("body"))
        except Refused as refusal:
            if refusal.code not in {"empty_text", "drill_over"}:
                raise
            return self._screen(reference, refusal.code)
        return redirect(url_for("drill.screen", reference=reference), 303)

    def _team(
        self,
        team: str,
        *,
        start: StartForm | None = None,
        habit: HabitForm | None = None,
        code: str | None = None,
        part: str = "",
    ) -> ResponseReturnValue:
        shown = self._desk.team(here(), team)
        done = request.args.get("done")
        page = render_template(
            "drill_team.html",
            team=shown,
            start=start or StartForm(),
            at_a_time=start is not None and bool(start.day or start.clock),
            habit=habit or shown.habit,
            code=code,
            part=part,
            wrong=(START if part == "start" else HABIT).get(code or ""),
            ask_password=self._password.wanted(),
            done=done if done in DONE and not code else None,
        )
        return page, status_of(code) if code else 200

    def _screen(self, reference: str, code: str | None = None) -> ResponseReturnValue:
        shown = self._desk.screen(here(), reference)
        page = render_template("drill.html", drill=shown, code=code, typed=typed("body") if code else "")
        return page, status_of(code) if code else 200


def drill_pages(desk: DrillDesk, password: PasswordHere) -> Blueprint:
    views = DrillPages(desk, password)
    pages = Blueprint("drill", __name__, url_prefix="/on-call/drills")
    pages.get("")(views.overview)
    pages.get("/teams/<team>")(views.team)
    pages.post("/teams/<team>/start")(views.start)
    pages.post("/teams/<team>/habit")(views.keep)
    pages.post("/teams/<team>/off")(views.call_off)
    pages.get("/<reference>")(views.screen)
    pages.post("/<reference>/take")(views.take)
    pages.post("/<reference>/reply")(views.reply)
    return pages
