"""One's own shifts: what comes, what is offered, and an address for one's calendar program."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.refused import Refused
from reporting.staff.gate import here
from reporting.staff.refusal_pages import status_of
from reporting.staff.rota_doors import ShiftDesk
from reporting.staff.rota_view import OfferForm
from reporting.staff.typed import typed
from reporting.staff.wording import DONE

SHOWN_HERE = ("rota_", "unknown")


class ShiftPages:
    def __init__(self, desk: ShiftDesk) -> None:
        self._desk = desk

    def page(self) -> ResponseReturnValue:
        return self._page()

    def _page(
        self, code: str | None = None, address: str | None = None, told: OfferForm | None = None
    ) -> ResponseReturnValue:
        done = request.args.get("done")
        page = render_template(
            "shifts.html",
            mine=self._desk.mine(here()),
            code=code,
            address=address,
            told=told,
            done=done if done in DONE else None,
        )
        return page, status_of(code) if code else 200

    def offer(self) -> ResponseReturnValue:
        form = OfferForm(
            *(typed(field).strip() for field in ("team", "position", "starts", "ends")),
            *(typed(field).strip() for field in ("from_day", "from_clock", "to_day", "to_clock")),
        )
        return self._act(lambda: self._desk.offer(here(), form), "shift_offered", form)

    def take(self, team: str, offer: str) -> ResponseReturnValue:
        return self._act(lambda: self._desk.take(here(), team, offer), "shift_taken")

    def withdraw(self, team: str, offer: str) -> ResponseReturnValue:
        return self._act(lambda: self._desk.withdraw(here(), team, offer), "shift_withdrawn")

    def take_over(self) -> ResponseReturnValue:
        return self._act(
            lambda: self._desk.take_over(here(), typed("team"), typed("position")), "shift_taken"
        )

    def make_calendar(self) -> ResponseReturnValue:
        # Shown in this answer and nowhere else.
        return self._page(address=self._desk.make_calendar(here()))

    def end_calendar(self) -> ResponseReturnValue:
        return self._act(lambda: self._desk.end_calendar(here()), "calendar_ended")

    def calendar(self, token: str) -> ResponseReturnValue:
        text = self._desk.calendar(token)
        if text is None:
            abort(404)
        return Response(text, mimetype="text/calendar")

    def _act(self, deed: Callable[[], None], done: str, told: OfferForm | None = None) -> ResponseReturnValue:
        try:
            deed()
        except Refused as refusal:
            if not refusal.code.startswith(SHOWN_HERE):
                raise
            return self._page(refusal.code, told=told)
        return redirect(url_for("shifts.page", done=done), 303)


def shift_pages(desk: ShiftDesk) -> Blueprint:
    views = ShiftPages(desk)
    pages = Blueprint("shifts", __name__)
    pages.get("/on-call/mine")(views.page)
    pages.post("/on-call/offers")(views.offer)
    pages.post("/on-call/offers/<team>/<offer>/take")(views.take)
    pages.post("/on-call/offers/<team>/<offer>/withdraw")(views.withdraw)
    pages.post("/on-call/take-over")(views.take_over)
    pages.post("/on-call/calendar")(views.make_calendar)
    pages.post("/on-call/calendar/end")(views.end_calendar)
    pages.get("/calendar/<token>.ics")(views.calendar)
    return pages
