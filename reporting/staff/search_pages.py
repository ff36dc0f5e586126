"""Search: what is asked travels in the body of a request, never in an address, and the answer comes slice by slice."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.refusals import NoSuchThread, Refused
from reporting.cases.search_view import Asked, States
from reporting.staff import wording
from reporting.staff.gate import here
from reporting.staff.language import LANGUAGES, chosen
from reporting.staff.refusal_pages import status_of
from reporting.staff.search_doors import Searches
from reporting.staff.thread_pages import day_of
from reporting.staff.typed import typed

STATES: tuple[States, ...] = ("all", "open", "closed")
WITHOUT_SCRIPTS_S = 0.5  # each press of a button looks further than a page that asks by itself
LONGEST_ASKED = 400  # what is given back into the field of a query that was refused as too long


class SearchPages:
    def __init__(self, searches: Searches) -> None:
        self._searches = searches

    def page(self) -> ResponseReturnValue:
        return self._page()

    def begin(self) -> ResponseReturnValue:
        asked = _asked()
        try:
            self._searches.begin(here(), asked, _names())
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._page(asked, refusal.code), status_of(refusal.code)
        return redirect(url_for("search.page"), 303)

    def further(self) -> ResponseReturnValue:
        """Asked by the page itself, and without scripts by a button."""
        number, by_itself = typed("search"), request.headers.get("HX-Request") == "true"
        if not by_itself:
            self._searches.further(here(), number, _names(), WITHOUT_SCRIPTS_S)
            return redirect(url_for("search.page"), 303)
        view = self._searches.further(here(), number, _names())
        shown = typed("shown")
        return render_template(
            "_found.html", view=view, shown=int(shown) if shown.isascii() and shown.isdigit() else 0
        )

    def stop(self) -> ResponseReturnValue:
        self._searches.stop(here())
        return redirect(url_for("search.page"), 303)

    def forget(self) -> ResponseReturnValue:
        """Query and finds leave the memory of the service now."""
        self._searches.forget(here())
        return redirect(url_for("search.page"), 303)

    def _page(self, asked: Asked | None = None, code: str | None = None) -> str:
        view = None if code else self._searches.standing(here())
        return render_template(
            "search.html",
            view=view,
            asked=asked or (view.asked if view else Asked("")),
            code=code,
            lists=self._searches.lists(here()),
            states=STATES,
            shown=0,
        )


def _asked() -> Asked:
    states = typed("state")
    return Asked(
        query=typed("query").strip()[:LONGEST_ASKED],
        queue=typed("queue") or None,
        states=next((one for one in STATES if one == states), STATES[0]),
        since=_day("since"),
        until=_day("until"),
    )


def _day(field: str) -> date | None:
    return day_of(typed(field))


def _names() -> Mapping[str, str]:
    return _names_in(chosen())


@lru_cache(maxsize=len(LANGUAGES))
def _names_in(lang: str) -> Mapping[str, str]:
    """Of the request's own language, `lang`: put into words once and not with each slice."""
    del lang
    return {code: str(name) for code, name in wording.CATEGORY.items()}


def search_pages(searches: Searches) -> Blueprint:
    views = SearchPages(searches)
    pages = Blueprint("search", __name__, url_prefix="/search")
    pages.get("")(views.page)
    pages.post("")(views.begin)
    pages.post("/further")(views.further)
    pages.post("/stop")(views.stop)
    pages.post("/forget")(views.forget)
    return pages
