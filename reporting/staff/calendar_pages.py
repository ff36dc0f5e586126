"""A rota from a calendar that the district keeps elsewhere: by its address or a file, looked at before it counts."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.guard.received_text import received_text
from reporting.people.refused import Refused
from reporting.staff.gate import here
from reporting.staff.password_here import PasswordHere
from reporting.staff.refusal_pages import status_of
from reporting.staff.rota_doors import CalendarDesk, RotaDesk
from reporting.staff.rota_view import CalendarForm, CalendarLook
from reporting.staff.typed import typed
from reporting.staff.week import week_of

PASSWORD = frozenset({"wrong", "locked", "needed"})


class CalendarPages:
    """Whatever is refused, the form comes back as it was typed, an uploaded file as its text."""

    def __init__(self, desk: CalendarDesk, rota: RotaDesk, password: PasswordHere) -> None:
        self._desk = desk
        self._rota = rota
        self._password = password

    def form(self, team: str) -> ResponseReturnValue:
        return self._form(team, CalendarForm())

    def form_now(self, team: str) -> ResponseReturnValue:
        form = _typed_form()
        if typed("act") == "save":
            return self._password.around(
                lambda: self._desk.save(here(), team, form),
                url_for("rota.page", team=team, done="rota_saved"),
                PASSWORD,
                lambda code: self._looked(team, form, code),
            )
        return self._looked(team, form)

    def end(self, team: str) -> ResponseReturnValue:
        return self._password.around(
            lambda: self._desk.remove(here(), team, typed("layer")),
            url_for("rota.page", team=team, done="rota_removed"),
            PASSWORD,
            lambda code: self._form(team, CalendarForm(), code),
        )

    def _looked(self, team: str, form: CalendarForm, code: str | None = None) -> ResponseReturnValue:
        try:
            looked = self._desk.look(here(), team, form)
        except Refused as refusal:
            if not refusal.code.startswith(("calendar_", "rota_")):
                raise
            line = refusal.facts.get("line")
            return self._form(team, form, refusal.code, line=line if isinstance(line, int) else 0)
        return self._form(team, form, code, looked)

    def _form(
        self,
        team: str,
        form: CalendarForm,
        code: str | None = None,
        looked: CalendarLook | None = None,
        *,
        line: int = 0,
    ) -> ResponseReturnValue:
        choices = self._rota.choices(here(), team)
        weeks = looked.preview.weeks if looked and looked.preview else ()
        page = render_template(
            "rota_calendar.html",
            rota=choices,
            sources=self._desk.sources(here(), team),
            told=form,
            looked=looked,
            weeks=[(week, week_of(week.stretches, week.first, choices.zone)) for week in weeks],
            code=code,
            line=line,
            ask_password=self._password.wanted(),
        )
        return page, status_of(code) if code else 200


def _typed_form() -> CalendarForm:
    uploaded = request.files.get("file")
    raw = uploaded.read() if uploaded else b""
    text = received_text(raw.decode("utf-8", "replace")).text if raw else typed("text")
    return CalendarForm(typed("purpose"), typed("address").strip(), text, typed("position"))


def calendar_pages(desk: CalendarDesk, rota: RotaDesk, password: PasswordHere) -> Blueprint:
    views = CalendarPages(desk, rota, password)
    pages = Blueprint("calendar", __name__, url_prefix="/on-call/teams/<team>/calendar")
    pages.get("")(views.form)
    pages.post("")(views.form_now)
    pages.post("/end")(views.end)
    return pages
