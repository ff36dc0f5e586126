"""A team's rota: its coming weeks for everybody; its layers, overrides and days off for registrars."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.refused import Refused
from reporting.staff.gate import here
from reporting.staff.password_here import PasswordHere
from reporting.staff.refusal_pages import status_of
from reporting.staff.rota_doors import RotaDesk
from reporting.staff.rota_view import LayerForm, OverrideForm, Preview, WeeklyForm, WeeklyTurn, WeekOf
from reporting.staff.school_view import WEEKDAYS
from reporting.staff.typed import typed, typed_list
from reporting.staff.week import Lane, week_of
from reporting.staff.wording import DONE

PLACES, MOST_PLACES, SPARE = 4, 12, 2
OTHER = "other"
# Which field a refusal belongs to, so that the page points at it.
FIELD_OF = {
    "rota_handoff_unsafe": "handoff",
    "rota_overlap": "members",
    "rota_turn": "members",
    "rota_clock": "handoff",
    "rota_members": "members",
    "rota_days": "turn",
    "rota_date": "starts_on",
    "rota_ends_on": "ends_on",
    "rota_school": "school",
    "rota_school_hours": "school",
    "rota_position": "position",
    "rota_region": "region",
    "rota_person": "person",
    "rota_self": "person",
    "rota_ends": "to",
    "unknown": "members",
    "wrong": "password",
    "locked": "password",
    "needed": "password",
}


class RotaPages:
    """The views of a team's rota. Whatever is refused, the form comes back as it was typed."""

    def __init__(self, desk: RotaDesk, password: PasswordHere) -> None:
        self._desk = desk
        self._password = password

    # -- the team
    def page(self, team: str) -> ResponseReturnValue:
        return self._page(team)

    def _page(self, team: str, code: str | None = None) -> ResponseReturnValue:
        rota = self._desk.team(here(), team)
        done = request.args.get("done")
        page = render_template(
            "rota.html",
            rota=rota,
            weeks=_drawn(rota.weeks, rota.zone),
            region=typed("region") if code else rota.region,
            last_resort=typed("last_resort") if code else rota.last_resort,
            languages=typed_list("languages") if code else rota.languages,
            done=done if done in DONE else None,
            **self._refused(code),
        )
        return page, status_of(code) if code else 200

    def settle(self, team: str) -> ResponseReturnValue:
        def act() -> None:
            self._desk.settle(here(), team, typed("region"), typed("last_resort"), typed_list("languages"))

        return self._act(team, act, "rota_saved", lambda code: self._page(team, code))

    # -- a layer
    def layer(self, team: str, layer: str) -> ResponseReturnValue:
        return self._layer(team, layer, self._desk.layer(here(), team, layer))

    def layer_now(self, team: str, layer: str) -> ResponseReturnValue:
        form = _weekly_form() if typed("kind") == "weekly" else _layer_form()
        if typed("act") == "save":
            return self._act(
                team,
                lambda: self._desk.save_layer(here(), team, layer, form),
                "rota_saved",
                lambda code: self._layer(team, layer, form, code, look=True),
            )
        return self._layer(team, layer, form, look=True)

    def _layer(
        self,
        team: str,
        layer: str,
        form: LayerForm | WeeklyForm,
        code: str | None = None,
        *,
        look: bool = False,
    ) -> ResponseReturnValue:
        choices = self._desk.choices(here(), team)
        preview, seen = self._look(look, lambda: self._desk.look_at_layer(here(), team, layer, form))
        code = code or seen
        rows = len(form.turns if isinstance(form, WeeklyForm) else form.members) + SPARE
        page = render_template(
            "rota_weekly.html" if isinstance(form, WeeklyForm) else "rota_layer.html",
            rota=choices,
            layer=layer,
            told=form,
            places=rows if isinstance(form, WeeklyForm) else min(MOST_PLACES, max(PLACES, rows)),
            weekdays=WEEKDAYS,
            preview=preview,
            weeks=_drawn(preview.weeks, choices.zone) if preview else (),
            **self._refused(code),
        )
        return page, status_of(code) if code else 200

    def without(self, team: str, layer: str) -> ResponseReturnValue:
        return self._without(team, layer)

    def without_now(self, team: str, layer: str) -> ResponseReturnValue:
        return self._act(
            team,
            lambda: self._desk.remove_layer(here(), team, layer),
            "rota_removed",
            lambda code: self._without(team, layer, code),
        )

    def _without(self, team: str, layer: str, code: str | None = None) -> ResponseReturnValue:
        choices = self._desk.choices(here(), team)
        preview = self._desk.look_without(here(), team, layer)
        page = render_template(
            "rota_without.html",
            rota=choices,
            layer=layer,
            preview=preview,
            weeks=_drawn(preview.weeks, choices.zone),
            **self._refused(code),
        )
        return page, status_of(code) if code else 200

    # -- an override
    def override(self, team: str) -> ResponseReturnValue:
        return self._override(team, OverrideForm())

    def override_now(self, team: str) -> ResponseReturnValue:
        form = OverrideForm(
            **{
                field: typed(field).strip()
                for field in (
                    "person",
                    "instead_of",
                    "position",
                    "from_day",
                    "from_clock",
                    "to_day",
                    "to_clock",
                )
            }
        )
        if typed("act") == "save":
            return self._act(
                team,
                lambda: self._desk.save_override(here(), team, form),
                "rota_saved",
                lambda code: self._override(team, form, code, look=True),
            )
        return self._override(team, form, look=True)

    def _override(
        self, team: str, form: OverrideForm, code: str | None = None, *, look: bool = False
    ) -> ResponseReturnValue:
        choices = self._desk.choices(here(), team)
        preview, seen = self._look(look, lambda: self._desk.look_at_override(here(), team, form))
        code = code or seen
        page = render_template(
            "rota_override.html",
            rota=choices,
            told=form,
            preview=preview,
            weeks=_drawn(preview.weeks, choices.zone) if preview else (),
            **self._refused(code),
        )
        return page, status_of(code) if code else 200

    def end_override(self, team: str) -> ResponseReturnValue:
        return self._act(
            team,
            lambda: self._desk.remove_override(here(), team, typed("override")),
            "rota_removed",
            lambda code: self._page(team, code),
        )

    # -- what all share
    def _look(self, wanted: bool, look: Callable[[], Preview]) -> tuple[Preview | None, str | None]:  # noqa: FBT001 -- a passed-on wish
        """What it would change; or why it cannot be."""
        if not wanted:
            return None, None
        try:
            return look(), None
        except Refused as refusal:
            if refusal.code not in FIELD_OF:
                raise
            return None, refusal.code

    def _act(
        self,
        team: str,
        deed: Callable[[], None],
        done: str,
        again: Callable[[str], ResponseReturnValue],
    ) -> ResponseReturnValue:
        return self._password.around(deed, url_for("rota.page", team=team, done=done), FIELD_OF, again)

    def _refused(self, code: str | None) -> dict[str, Any]:
        return {"code": code, "wrong": FIELD_OF.get(code or ""), "ask_password": self._password.wanted()}


def _weekly_form() -> WeeklyForm:
    columns = [typed_list(field) for field in ("person", "from_day", "from_clock", "to_day", "to_clock")]
    rows = (WeeklyTurn(*(one.strip() for one in row)) for row in zip(*columns, strict=False))
    return WeeklyForm(tuple(row for row in rows if row.person), typed("position"))


def _layer_form() -> LayerForm:
    turn = typed("turn")
    return LayerForm(
        members=tuple(value for value in typed_list("members") if value),
        turn=typed("turn_days").strip() if turn == OTHER else turn,
        handoff=typed("handoff").strip(),
        starts_on=typed("starts_on").strip(),
        ends_on=typed("ends_on").strip(),
        position=typed("position"),
        hours=typed("hours"),
        school=typed("school"),
    )


def _drawn(weeks: tuple[WeekOf, ...], zone: str) -> tuple[tuple[WeekOf, tuple[Lane, ...]], ...]:
    return tuple((week, week_of(week.stretches, week.first, zone)) for week in weeks)


def rota_pages(desk: RotaDesk, password: PasswordHere) -> Blueprint:
    views = RotaPages(desk, password)
    pages = Blueprint("rota", __name__, url_prefix="/on-call/teams/<team>")
    pages.get("")(views.page)
    pages.post("/settings")(views.settle)
    pages.get("/layers/<layer>")(views.layer)
    pages.post("/layers/<layer>")(views.layer_now)
    pages.get("/layers/<layer>/without")(views.without)
    pages.post("/layers/<layer>/without")(views.without_now)
    pages.get("/override")(views.override)
    pages.post("/override")(views.override_now)
    pages.post("/override/end")(views.end_override)
    return pages
