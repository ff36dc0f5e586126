"""Two people open together what nobody of a queue can: one asks with a reason, the other one agrees."""

from collections.abc import Callable

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.staff.gate import here
from reporting.staff.glass_view import Glass, GlassForm
from reporting.staff.password_here import PasswordHere
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed
from reporting.staff.wording import DONE

SHOWN_HERE = frozenset(
    {
        "glass_reason",
        "glass_hours",
        "glass_nobody",
        "glass_gone",
        "glass_own",
        "glass_halves",
        "wrong",
        "locked",
        "needed",
    }
)


class GlassPages:
    def __init__(self, glass: Glass, password: PasswordHere) -> None:
        self._glass = glass
        self._password = password

    def page(self) -> ResponseReturnValue:
        return self._page(GlassForm())

    def ask(self) -> ResponseReturnValue:
        form = GlassForm(typed("queue"), typed("reason"), typed("thread").strip(), typed("hours"))
        return self._act(lambda: self._glass.ask(here(), form), "glass_asked", form)

    def withdraw(self, value: str) -> ResponseReturnValue:
        return self._act(lambda: self._glass.withdraw(here(), value), "glass_withdrawn")

    def agree(self, value: str) -> ResponseReturnValue:
        return self._act(lambda: self._glass.agree(here(), value), "glass_opened")

    def end(self, value: str) -> ResponseReturnValue:
        return self._act(lambda: self._glass.end(here(), value), "glass_ended")

    def _act(self, deed: Callable[[], None], done: str, form: GlassForm | None = None) -> ResponseReturnValue:
        return self._password.around(
            deed,
            url_for("glass.page", done=done),
            SHOWN_HERE,
            lambda code: self._page(form or GlassForm(), code),
        )

    def _page(self, form: GlassForm, code: str | None = None) -> ResponseReturnValue:
        done = request.args.get("done")
        page = render_template(
            "glass.html",
            view=self._glass.view(here()),
            typed=form,
            code=code,
            ask_password=self._password.wanted(),
            done=done if done in DONE else None,
        )
        return page, status_of(code) if code else 200


def glass_pages(glass: Glass, password: PasswordHere) -> Blueprint:
    views = GlassPages(glass, password)
    pages = Blueprint("glass", __name__, url_prefix="/break-glass")
    pages.get("")(views.page)
    pages.post("")(views.ask)
    pages.post("/<value>/withdraw")(views.withdraw)
    pages.post("/<value>/agree")(views.agree)
    pages.post("/<value>/end")(views.end)
    return pages
