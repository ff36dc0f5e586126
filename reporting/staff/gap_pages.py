"""A time at which nobody is on call, and the district knows it: said here, and taken back here."""

from collections.abc import Callable

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from reporting.staff.gate import here
from reporting.staff.password_here import PasswordHere
from reporting.staff.refusal_pages import status_of
from reporting.staff.rota_doors import GapDesk
from reporting.staff.rota_view import GapForm
from reporting.staff.typed import typed

# Which field a refusal belongs to, so that the page points at it.
FIELD_OF = {
    "rota_cause": "cause",
    "rota_date": "from",
    "rota_clock": "from",
    "rota_handoff_unsafe": "from",
    "rota_ends": "to",
    "rota_gap_over": "to",
    "wrong": "password",
    "locked": "password",
    "needed": "password",
}


class GapPages:
    """Whatever is refused, the form comes back as it was typed."""

    def __init__(self, desk: GapDesk, password: PasswordHere) -> None:
        self._desk = desk
        self._password = password

    def form(self, team: str) -> ResponseReturnValue:
        return self._form(team, GapForm())

    def declare(self, team: str) -> ResponseReturnValue:
        form = GapForm(
            typed("cause"),
            typed("from_day").strip(),
            typed("from_clock").strip(),
            typed("to_day").strip(),
            typed("to_clock").strip(),
        )
        return self._act(
            team,
            lambda: self._desk.declare(here(), team, form),
            "gap_declared",
            lambda code: self._form(team, form, code),
        )

    def undeclare(self, team: str) -> ResponseReturnValue:
        gap = typed("gap")
        return self._act(
            team,
            lambda: self._desk.undeclare(here(), team, gap),
            "gap_undeclared",
            lambda code: self._end(team, gap, code),
        )

    def _end(self, team: str, gap: str, code: str) -> ResponseReturnValue:
        page = render_template(
            "rota_gap_end.html",
            rota=self._desk.choices(here(), team),
            gap=gap,
            code=code,
            wrong=FIELD_OF.get(code),
            ask_password=self._password.wanted(),
        )
        return page, status_of(code)

    def _form(self, team: str, form: GapForm, code: str | None = None) -> ResponseReturnValue:
        page = render_template(
            "rota_gap.html",
            rota=self._desk.choices(here(), team),
            told=form,
            code=code,
            wrong=FIELD_OF.get(code or ""),
            ask_password=self._password.wanted(),
        )
        return page, status_of(code) if code else 200

    def _act(
        self,
        team: str,
        deed: Callable[[], None],
        done: str,
        again: Callable[[str], ResponseReturnValue],
    ) -> ResponseReturnValue:
        return self._password.around(deed, url_for("rota.page", team=team, done=done), FIELD_OF, again)


def gap_pages(desk: GapDesk, password: PasswordHere) -> Blueprint:
    views = GapPages(desk, password)
    pages = Blueprint("gap", __name__, url_prefix="/on-call/teams/<team>/gap")
    pages.get("")(views.form)
    pages.post("")(views.declare)
    pages.post("/end")(views.undeclare)
    return pages
