"""The first start, behind a one-time link on loopback: a few questions a page, nothing stored until the last one."""

import hashlib
import threading
from collections.abc import Sequence

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from reporting.guard.csrf import FIELD
from reporting.people.phones import e164
from reporting.people.refused import Refused
from reporting.staff import set_up_fields, texting_wording
from reporting.staff.doors import SetUps
from reporting.staff.refusal_pages import status_of
from reporting.staff.set_up_draft import STEPS, SetUpDraft
from reporting.staff.set_up_form import carrier, founding
from reporting.staff.texting_view import FindingRow
from reporting.staff.typed import all_typed, typed
from reporting.staff.wording import DAY, say
from reporting.staff.zones import zones

ROWS_AT_FIRST, ROWS_MORE, ROWS_MOST = 4, 4, 60


class Drafts:
    """One draft a link; only the newest link's is kept, since only that one works."""

    def __init__(self) -> None:
        self._held: tuple[bytes, SetUpDraft] | None = None
        self._lock = threading.Lock()

    def of(self, token: str) -> SetUpDraft:
        name = hashlib.sha256(token.encode()).digest()
        with self._lock:
            if self._held is None or self._held[0] != name:
                self._held = (name, SetUpDraft())
            return self._held[1]

    def forget(self) -> None:
        with self._lock:
            self._held = None


class SetUpPages:
    """The views of the first start."""

    def __init__(self, doors: SetUps) -> None:
        self._doors = doors
        self._drafts = Drafts()

    def _peer(self) -> str:
        return request.remote_addr or ""

    def _show(
        self,
        token: str,
        step: str,
        errors: dict[str, str] | None = None,
        *,
        said: str | None = None,
        refused: str | None = None,
        found: tuple[FindingRow, ...] | None = None,
    ) -> ResponseReturnValue:
        draft = self._drafts.of(token)
        values = draft.shown(step)
        status = 422 if errors else status_of(refused) if refused else 200
        return render_template(
            "set_up.html",
            token=token,
            step=step,
            steps=STEPS,
            draft=draft,
            values=values,
            secrets=draft.kept_secrets(step),
            errors=errors or {},
            said=said,
            refused_code=refused,
            found=found,
            texting_words=texting_wording,
            zones=zones(),
            schools=[("", gettext("The whole district")), *_pairs(draft.schools)],
            teams_only=_pairs([name for name, _ in draft.teams]),
            emails=[("", gettext("Nobody")), *_pairs(list(draft.phones))],
            day_names=[(day, say(DAY, day)) for day in set_up_fields.DAYS],
            people_rows=_rows(values, "p"),
            team_rows=_rows(values, "m"),
            turn_rows=_rows(values, "t"),
            unfinished=draft.unfinished(),
        ), status

    def look(self, token: str, step: str = STEPS[0]) -> ResponseReturnValue:
        self._doors.check(token, self._peer())
        return self._show(token, step if step in STEPS else STEPS[0])

    def keep(self, token: str, step: str) -> ResponseReturnValue:
        self._doors.check(token, self._peer())
        if step not in STEPS[:-1]:
            return redirect(url_for("set_up.look", token=token), 303)
        draft = self._drafts.of(token)
        draft.keep(step, _typed())
        if g.get("form_expired"):
            return self._show(token, step, refused="form")
        errors = draft.errors(step)
        if errors:
            return self._show(token, step, errors)
        if typed("more") == "rows":
            return redirect(url_for("set_up.look", token=token, step=step, _anchor="more"), 303)
        following = STEPS[STEPS.index(step) + 1]
        return redirect(url_for("set_up.look", token=token, step=following), 303)

    def send_test(self, token: str) -> ResponseReturnValue:
        """Sends one text with what was typed, before anything is stored."""
        self._doors.check(token, self._peer())
        draft = self._drafts.of(token)
        draft.keep("hotline", _typed())
        if g.get("form_expired"):
            return self._show(token, "hotline", refused="form")
        errors = draft.errors("hotline") or set_up_fields.refused((("test_to", e164),), all_typed())
        hotline, account = (None, None) if errors else carrier(draft.values("hotline"))
        if hotline is None or account is None:
            return self._show(token, "hotline", errors or {"account": "twilio_account"})
        try:
            self._doors.send_test(token, self._peer(), hotline, account, e164(typed("test_to")))
        except Refused as refusal:
            return self._show(token, "hotline", refused=refusal.code)
        return self._show(token, "hotline", said="test_sent")

    def check_account(self, token: str) -> ResponseReturnValue:
        """Looks at the account that was typed, before anything is stored."""
        self._doors.check(token, self._peer())
        draft = self._drafts.of(token)
        draft.keep("hotline", _typed())
        if g.get("form_expired"):
            return self._show(token, "hotline", refused="form")
        errors = draft.errors("hotline")
        hotline, account = (None, None) if errors else carrier(draft.values("hotline"))
        if hotline is None or account is None:
            return self._show(token, "hotline", errors or {"account": "twilio_account"})
        try:
            found = self._doors.check_account(token, self._peer(), hotline, account)
        except Refused as refusal:
            return self._show(token, "hotline", refused=refusal.code)
        return self._show(token, "hotline", found=found)

    def create(self, token: str) -> ResponseReturnValue:
        self._doors.check(token, self._peer())
        draft = self._drafts.of(token)
        if g.get("form_expired"):
            return self._show(token, "review", refused="form")
        if typed("understood") != "yes":
            return self._show(token, "review", {"understood": "understood"})
        try:
            made = self._doors.create(token, self._peer(), founding(draft))
        except Refused as refusal:
            step = str(refusal.facts.get("step", "review"))
            return self._show(token, step, draft.errors(step), refused=refusal.code)
        self._drafts.forget()
        return render_template("set_up_done.html", made=made)


def set_up_pages(doors: SetUps) -> Blueprint:
    views = SetUpPages(doors)
    pages = Blueprint("set_up", __name__, url_prefix="/set-up/<token>")
    pages.get("")(views.look)
    pages.get("/<step>")(views.look)
    pages.post("/<step>")(views.keep)
    pages.post("/hotline/test")(views.send_test)
    pages.post("/hotline/check")(views.check_account)
    pages.post("/review")(views.create)
    return pages


def _pairs(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def _typed() -> dict[str, str]:
    return {field: text for field, text in all_typed().items() if field not in {FIELD, "more"}}


def _rows(values: dict[str, str], letter: str) -> range:
    """How many rows a form shows: the typed ones and a few empty ones."""
    numbers = [
        int(key[1 : key.index("_")])
        for key in values
        if key[0] == letter and key[1:2].isdigit() and "_" in key
    ]
    shown = max(numbers, default=0)
    return range(1, min(ROWS_MOST, max(ROWS_AT_FIRST, shown + (ROWS_MORE if numbers else 0))) + 1)
