"""Ready answers: looked at by all, written by registrars and leads, in both languages at once."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.canned.reply import ANY, read_pair
from reporting.people.refused import Refused
from reporting.staff.canned_view import CannedDesk
from reporting.staff.gate import here
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed
from reporting.staff.wording import CATEGORY, DONE

ABOUT = (ANY, *CATEGORY)
NEW = "new"


class CannedPages:
    def __init__(self, canned: CannedDesk) -> None:
        self._canned = canned

    def page(self) -> ResponseReturnValue:
        return self._shown()

    def add(self) -> ResponseReturnValue:
        return self._act(NEW, "canned_kept", lambda: self._keep(None))

    def keep(self, value: str) -> ResponseReturnValue:
        return self._act(value, "canned_kept", lambda: self._keep(value))

    def hide(self, value: str) -> ResponseReturnValue:
        return self._act(value, "canned_hidden", lambda: self._canned.hide(here(), value))

    def ship(self, value: str) -> ResponseReturnValue:
        return self._act(value, "canned_shipped", lambda: self._canned.ship(here(), value))

    def _keep(self, value: str | None) -> None:
        about = typed("about")
        pair = read_pair(value or NEW, about if about in ABOUT else ANY, typed("en"), typed("es"))
        self._canned.keep(here(), value, pair)

    def _act(self, value: str, done: str, deed: Callable[[], None]) -> ResponseReturnValue:
        try:
            deed()
        except Refused as refusal:
            form = {name: typed(name) for name in ("about", "en", "es")}
            return self._shown(value, form, refusal), status_of(refusal.code)
        return redirect(url_for("canned.page", done=done) + f"#r-{value}", 303)

    def _shown(
        self, wrong: str | None = None, form: dict[str, str] | None = None, refusal: Refused | None = None
    ) -> str:
        done = request.args.get("done")
        replies = self._canned.all()
        return render_template(
            "canned.html",
            groups=[
                (about, [one for one in replies if one.pair.about == about])
                for about in dict.fromkeys((*ABOUT, *(one.pair.about for one in replies)))
                if any(one.pair.about == about for one in replies)
            ],
            abouts=ABOUT,
            may=self._canned.may_change(here()),
            wrong=wrong,
            form=form or {},
            code=refusal.code if refusal else None,
            word=refusal.facts.get("word") if refusal else None,
            done=done if done in DONE else None,
        )


def canned_pages(canned: CannedDesk) -> Blueprint:
    views = CannedPages(canned)
    pages = Blueprint("canned", __name__, url_prefix="/replies")
    pages.get("")(views.page)
    pages.post("")(views.add)
    pages.post("/<value>")(views.keep)
    pages.post("/<value>/hide")(views.hide)
    pages.post("/<value>/shipped")(views.ship)
    return pages
