"""Passkeys: signing in, unlocking and going on with one; one's own list of them."""

from collections.abc import Callable

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.passkeys import Answer
from reporting.people.refused import Refused, SignedOut, SignInRefused
from reporting.staff import session_cookie
from reporting.staff.doors import Passkeys, StaffDoors
from reporting.staff.gate import here
from reporting.staff.places import local_path, onward
from reporting.staff.refusal_pages import status_of
from reporting.staff.settings import StaffSettings
from reporting.staff.try_limit import Often
from reporting.staff.typed import typed
from reporting.staff.wording import DONE

WRONG, EXPIRED = 401, 403


class PasskeyPages:
    def __init__(self, passkeys: Passkeys, doors: StaffDoors, settings: StaffSettings) -> None:
        self._passkeys = passkeys
        self._sessions = doors.sessions
        self._settings = settings

    def sign_in(self) -> ResponseReturnValue:
        return self._enter(
            "sign_in.html", lambda: self._passkeys.sign_in(_answer()).cookie, self._passkeys.ask_sign_in
        )

    def unlock(self) -> ResponseReturnValue:
        cookie = session_cookie.read(request, self._settings) or ""
        try:
            name = self._sessions.locked(cookie).principal.name
            return self._enter(
                "locked.html",
                lambda: self._passkeys.unlock(cookie, _answer()),
                lambda: self._passkeys.ask_unlock(cookie),
                name=name,
            )
        except SignedOut:
            # Unlocked in another tab, or over: the page that unlocks knows which, and leads on.
            return onward(url_for("lock.page", next=local_path(typed("next"))))

    def step_up(self) -> ResponseReturnValue:
        session = here()
        return self._enter(
            "step_up.html",
            lambda: self._passkeys.step_up(session, _answer()),
            lambda: self._passkeys.ask_step_up(session),
        )

    def page(self) -> ResponseReturnValue:
        return self._own()

    def add(self) -> ResponseReturnValue:
        try:
            self._passkeys.enrol(here(), typed("password"), typed("label"), _answer())
        except Refused as refusal:
            return self._own("wrong_password" if refusal.code == "wrong" else refusal.code)
        return redirect(url_for("passkey.page", done="passkey_added"), 303)

    def remove(self, n: int) -> ResponseReturnValue:
        self._passkeys.remove(here(), n)
        return redirect(url_for("passkey.page", done="passkey_removed"), 303)

    def _enter(
        self, page: str, open_keys: Callable[[], str], ask: Callable[[], object], **more: str
    ) -> ResponseReturnValue:
        place = local_path(typed("next"))
        if g.get("form_expired"):
            return render_template(page, code="form", next=place, ask=ask(), email="", **more), EXPIRED
        try:
            cookie = open_keys()
        except SignInRefused as refusal:
            return render_template(page, code=refusal.code, next=place, ask=ask(), email="", **more), WRONG
        return session_cookie.keep(onward(place or url_for("inbox.page")), self._settings, cookie)

    def _own(self, code: str | None = None) -> ResponseReturnValue:
        done = request.args.get("done")
        page = render_template(
            "passkeys.html",
            passkeys=self._passkeys.of(here()),
            ask=self._passkeys.ask_new(here()),
            label=typed("label"),
            code=code,
            done=done if done in DONE else None,
        )
        return page, status_of(code) if code else 200


def _answer() -> Answer:
    return Answer(typed("said"), typed("prf"), typed("challenge"))


def passkey_pages(passkeys: Passkeys, doors: StaffDoors, settings: StaffSettings, often: Often) -> Blueprint:
    """`often` limits how many answers are tried from one place."""
    views = PasskeyPages(passkeys, doors, settings)
    pages = Blueprint("passkey", __name__)
    pages.post("/sign-in/passkey")(often(views.sign_in))
    pages.post("/locked/passkey")(often(views.unlock))
    pages.post("/step-up/passkey")(often(views.step_up))
    pages.get("/account/passkeys")(views.page)
    pages.post("/account/passkeys")(views.add)
    pages.post("/account/passkeys/<int:n>/remove")(views.remove)
    return pages
