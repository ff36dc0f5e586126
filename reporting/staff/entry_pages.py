"""Signing in and out, the second step, and asking for the password again."""

from flask import Blueprint, Flask, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.errors import RateLimitExceeded

from reporting.people.passkeys import Ask
from reporting.people.refused import SignInRefused, StepUpRefused
from reporting.people.sign_in import CodeNeeded
from reporting.staff import language, session_cookie
from reporting.staff.doors import StaffDoors
from reporting.staff.gate import here
from reporting.staff.places import local_path
from reporting.staff.refusal_pages import refusal
from reporting.staff.settings import StaffSettings
from reporting.staff.try_limit import Often
from reporting.staff.typed import typed

YEAR = 365 * 24 * 3600
TOO_MANY, WRONG = 429, 401


class EntryPages:
    """The views before and around a session."""

    def __init__(self, doors: StaffDoors, settings: StaffSettings) -> None:
        self._doors = doors
        self._settings = settings

    def _form(self, page: str, code: str | None = None, status: int = 200) -> ResponseReturnValue:
        # The address comes back after a mistake; a password never does.
        return render_template(
            page,
            code=code,
            email=typed("email"),
            next=local_path(request.values.get("next")),
            ask=self._ask(page),
        ), status

    def _ask(self, page: str) -> Ask | None:
        """What a passkey is asked on this page; None where none can help."""
        passkeys = self._doors.passkeys
        if passkeys is None:
            return None
        if page == "sign_in.html":
            return passkeys.ask_sign_in()
        return passkeys.ask_step_up(here()) if page == "step_up.html" else None

    def home(self) -> ResponseReturnValue:
        return redirect(url_for("inbox.page"), 303)

    def sign_in(self) -> ResponseReturnValue:
        why = request.args.get("why")
        return self._form("sign_in.html", why if why in {"too_old", "gone"} else None)

    def sign_in_now(self) -> ResponseReturnValue:
        if g.get("form_expired"):
            return self._form("sign_in.html", "form", 403)
        try:
            entered = self._doors.sign_ins.password(typed("email"), typed("password"))
        except SignInRefused as refusal:
            return self._form("sign_in.html", refusal.code, WRONG)
        onward = local_path(typed("next"))
        if isinstance(entered, CodeNeeded):
            target = url_for("entry.code", next=onward)
        else:
            target = onward or url_for("inbox.page")
        return session_cookie.keep(_to(target), self._settings, entered.cookie)

    def code(self) -> ResponseReturnValue:
        return self._form("code.html")

    def code_now(self) -> ResponseReturnValue:
        if g.get("form_expired"):
            return self._form("code.html", "form", 403)
        try:
            granted = self._doors.sign_ins.code(
                session_cookie.read(request, self._settings) or "",
                "".join(typed("code").split()),
            )
        except SignInRefused as refusal:
            page = "code.html" if refusal.code.startswith("code_") else "sign_in.html"
            return self._form(page, refusal.code, WRONG)
        onward = local_path(typed("next")) or url_for("inbox.page")
        return session_cookie.keep(_to(onward), self._settings, granted.cookie)

    def sign_out(self) -> ResponseReturnValue:
        self._doors.sessions.sign_out(here())
        return session_cookie.drop(_to(url_for("entry.sign_in")), self._settings)

    def step_up(self) -> ResponseReturnValue:
        return self._form("step_up.html")

    def step_up_now(self) -> ResponseReturnValue:
        try:
            cookie = self._doors.sessions.step_up(here(), typed("password"))
        except StepUpRefused as refusal:
            return self._form("step_up.html", refusal.code, WRONG)
        onward = local_path(typed("next")) or url_for("inbox.page")
        return session_cookie.keep(_to(onward), self._settings, cookie)

    def language(self, wish: str) -> ResponseReturnValue:
        response = _to(local_path(request.args.get("next")) or url_for("entry.sign_in"))
        return remember_language(response, self._settings, wish)

    def too_often(self, _error: RateLimitExceeded) -> ResponseReturnValue:
        if request.endpoint in {"lock.unlock", "passkey.sign_in", "passkey.unlock", "passkey.step_up"}:
            return refusal("too_many", TOO_MANY)
        return self._form(
            "step_up.html" if request.endpoint == "entry.step_up_now" else "sign_in.html",
            "too_many",
            TOO_MANY,
        )


def entry_pages(app: Flask, doors: StaffDoors, settings: StaffSettings, often: Often) -> Blueprint:
    """`often` limits how many passwords are tried from one place."""
    views = EntryPages(doors, settings)
    pages = Blueprint("entry", __name__)
    pages.get("/")(views.home)
    pages.get("/sign-in")(views.sign_in)
    pages.post("/sign-in")(often(views.sign_in_now))
    pages.get("/sign-in/code")(views.code)
    pages.post("/sign-in/code")(often(views.code_now))
    pages.post("/sign-out")(views.sign_out)
    pages.get("/step-up")(views.step_up)
    pages.post("/step-up")(often(views.step_up_now))
    pages.get("/language/<wish>")(views.language)
    app.register_error_handler(RateLimitExceeded, views.too_often)
    return pages


def remember_language(response: Response, settings: StaffSettings, wish: str) -> Response:
    if wish in language.LANGUAGES:
        response.set_cookie(
            language.COOKIE,
            wish,
            max_age=YEAR,
            path="/",
            secure=settings.https,
            httponly=True,
            samesite="Strict",
        )
    return response


def _to(target: str) -> Response:
    return Response(status=303, headers={"Location": target})
