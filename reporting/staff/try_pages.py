"""Who would get this? Staff try a sentence of their own. It comes by POST, is answered, and is kept nowhere."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from reporting.cases import refusals as cases
from reporting.people import refused as people
from reporting.staff.doors import Previews
from reporting.staff.gate import here
from reporting.staff.refusal_pages import status_of
from reporting.staff.try_view import LONGEST_TRIED, Tried, TryForm
from reporting.staff.typed import typed


def try_pages(previews: Previews) -> Blueprint:
    pages = Blueprint("preview", __name__, url_prefix="/rules/try")

    def shown(form: TryForm, tried: Tried | None = None, code: str | None = None) -> ResponseReturnValue:
        page = render_template(
            "try.html",
            view=previews.page(here()),
            asked=form,
            tried=tried,
            code=code,
            longest=LONGEST_TRIED,
        )
        return page, status_of(code) if code else 200

    @pages.get("")
    def page() -> ResponseReturnValue:
        return shown(TryForm())

    @pages.post("")
    def judge() -> ResponseReturnValue:
        form = TryForm(
            body=typed("body"), school=typed("school"), channel=typed("channel"), hours=typed("hours")
        )
        try:
            tried = previews.judge(here(), form)
        except (cases.Refused, people.Refused) as refusal:
            return shown(form, code=refusal.code)
        return shown(form, tried)

    return pages
