"""First replies and steps by kind of danger: looked at by all, written by registrars and leads."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.model.danger import Danger
from reporting.people.guidance.counsel import REPLIES
from reporting.people.guidance.written import promise_in
from reporting.staff.gate import here
from reporting.staff.language import LANGUAGES
from reporting.staff.now_view import GuidanceForm, Guidances
from reporting.staff.password_here import PasswordHere
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed
from reporting.staff.wording import DONE

# Which part of the form a refusal belongs to, so that the page points at it.
PART_OF = {
    "guidance_replies": "replies",
    "guidance_long": "replies",
    "guidance_promise": "replies",
    "guidance_name": "replies",
    "guidance_steps": "steps",
    "guidance_many": "steps",
    "guidance_step_long": "steps",
    "guidance_questions": "questions",
    "guidance_asks_promise": "questions",
    "guidance_asks_name": "questions",
    "needed": "password",
    "wrong": "password",
    "locked": "password",
}


class GuidancePages:
    def __init__(self, guidances: Guidances, password: PasswordHere) -> None:
        self._guidances = guidances
        self._password = password

    def all(self) -> ResponseReturnValue:
        written = self._guidances.written(here())
        return render_template("guidance.html", dangers=list(Danger), languages=LANGUAGES, written=written)

    def page(self, danger: str, lang: str) -> ResponseReturnValue:
        return self._shown(danger, lang)

    def keep(self, danger: str, lang: str) -> ResponseReturnValue:
        form = GuidanceForm(
            tuple(typed(f"reply{at}") for at in range(REPLIES)), typed("steps"), typed("questions")
        )
        return self._password.around(
            lambda: self._guidances.keep(here(), danger, lang, form),
            url_for("guidance.page", danger=danger, lang=lang, done="guidance_kept"),
            PART_OF,
            lambda code: self._shown(danger, lang, form, code),
        )

    def ship(self, danger: str, lang: str) -> ResponseReturnValue:
        return self._password.around(
            lambda: self._guidances.ship(here(), danger, lang),
            url_for("guidance.page", danger=danger, lang=lang, done="guidance_shipped"),
            PART_OF,
            lambda code: self._shown(danger, lang, None, code),
        )

    def _shown(
        self,
        danger: str,
        lang: str,
        form: GuidanceForm | None = None,
        code: str | None = None,
    ) -> ResponseReturnValue:
        told = self._guidances.page(here(), danger, lang)
        shown = form or told.form
        done = request.args.get("done")
        page = render_template(
            "guidance_form.html",
            told=told,
            form=shown,
            code=code,
            # The word that promises too much, so that it is found among three sentences.
            word=next(filter(None, map(promise_in, (*shown.replies, shown.questions))), None),
            wrong=PART_OF.get(code or ""),
            password=self._password.wanted(),
            done=done if done in DONE else None,
        )
        return page, status_of(code) if code else 200


def guidance_pages(guidances: Guidances, password: PasswordHere) -> Blueprint:
    views = GuidancePages(guidances, password)
    pages = Blueprint("guidance", __name__, url_prefix="/guidance")
    pages.get("")(views.all)
    pages.get("/<danger>/<lang>")(views.page)
    pages.post("/<danger>/<lang>")(views.keep)
    pages.post("/<danger>/<lang>/shipped")(views.ship)
    return pages
