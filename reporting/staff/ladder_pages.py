"""What a team does when nobody answers: in words, drawn, and for registrars as a form."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.ladder_form import LadderForm, StepForm
from reporting.people.refused import Refused
from reporting.staff.gate import here
from reporting.staff.ladder_view import ROWS, Ladders, Rehearsed
from reporting.staff.password_here import PasswordHere
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed
from reporting.staff.wording import DONE

# Which part of the form a refusal belongs to, so that the page points at it.
PART_OF = {
    "ladder_wait": "steps",
    "ladder_steps": "steps",
    "ladder_repeats": "steps",
    "ladder_long": "steps",
    "everyone_wait": "everyone",
    "everyone_steps": "everyone",
    "agency_name": "agency",
    "agency_number": "agency",
    "agency_colleague": "agency",
    "agency_wait": "agency",
    "agency_steps": "agency",
    "lang": "agency",
    "after_wait": "after",
    "needed": "password",
    "wrong": "password",
    "locked": "password",
}


class LadderPages:
    def __init__(self, ladders: Ladders, password: PasswordHere) -> None:
        self._ladders = ladders
        self._password = password

    def _shown(
        self,
        value: str,
        form: LadderForm | None = None,
        rehearsed: Rehearsed | None = None,
        code: str | None = None,
    ) -> ResponseReturnValue:
        ladder = self._ladders.page(here(), value)
        done = request.args.get("done")
        page = render_template(
            "ladder.html",
            ladder=ladder,
            told=form or ladder.form,
            rehearsed=rehearsed or ladder.rehearsed,
            typed=form is not None,
            looked=rehearsed is not None,
            code=code,
            wrong=PART_OF.get(code or ""),
            password=self._password.wanted(),
            done=done if done in DONE else None,
        )
        return page, status_of(code) if code else 200

    def page(self, value: str) -> ResponseReturnValue:
        return self._shown(value)

    def look(self, value: str) -> ResponseReturnValue:
        """What the form would do. Nothing is kept, so no password is asked."""
        form = _form()
        try:
            rehearsed = self._ladders.rehearse(here(), value, form)
        except Refused as refusal:
            return self._refused(value, form, refusal)
        return self._shown(value, form, rehearsed)

    def keep(self, value: str) -> ResponseReturnValue:
        form = _form()
        try:
            self._ladders.rehearse(here(), value, form)  # said before a password is asked
        except Refused as refusal:
            return self._refused(value, form, refusal)
        return self._password.around(
            lambda: self._ladders.keep(here(), value, form),
            url_for("ladder.page", value=value, done="ladder_kept"),
            PART_OF,
            lambda code: self._shown(value, form, code=code),
        )

    def _refused(self, value: str, form: LadderForm, refusal: Refused) -> ResponseReturnValue:
        if refusal.code not in PART_OF:
            raise refusal
        return self._shown(value, form, code=refusal.code)


def _form() -> LadderForm:
    steps, everyone, agency = ROWS
    return LadderForm(
        steps=_steps("step", steps),
        repeats=typed("repeats"),
        everyone=_steps("everyone", everyone),
        agency_name=typed("agency_name"),
        agency_number=typed("agency_number"),
        agency_lang=typed("agency_lang"),
        agency=_steps("agency", agency),
        everywhere=typed("everywhere") == "yes",
        tell=typed("tell"),
        reply=typed("reply"),
        again=typed("again"),
    )


def _steps(name: str, rows: int) -> tuple[StepForm, ...]:
    return tuple(StepForm(typed(f"{name}{row}_channel"), typed(f"{name}{row}_wait")) for row in range(rows))


def ladder_pages(ladders: Ladders, password: PasswordHere) -> Blueprint:
    views = LadderPages(ladders, password)
    pages = Blueprint("ladder", __name__, url_prefix="/on-call/policy/<value>")
    pages.get("")(views.page)
    pages.post("")(views.keep)
    pages.post("/look")(views.look)
    return pages
