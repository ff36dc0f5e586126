"""A person's own page: codes at sign-in, the password, the language."""

import threading
from collections import OrderedDict

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.phone_proof import By
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.people.two_step import TwoStepSecret
from reporting.printed.qr import picture
from reporting.staff import session_cookie
from reporting.staff.doors import StaffDoors
from reporting.staff.entry_pages import remember_language
from reporting.staff.gate import here
from reporting.staff.language import LANGUAGES
from reporting.staff.refusal_pages import status_of
from reporting.staff.settings import StaffSettings
from reporting.staff.typed import typed, typed_list
from reporting.staff.wording import DONE

PROPOSALS_KEPT = 256
# What is said beside the code of a phone, not beside its number.
PHONE_CODES = frozenset({"phone_codes", "phone_none", "phone_line", "phone_code_wrong", "phone_code_over"})


class Proposals:
    """Secrets that wait for their first code, in RAM: the picture and the form of one page must name the same one."""

    def __init__(self) -> None:
        self._held: OrderedDict[bytes, TwoStepSecret] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, session: StaffSession, secret: TwoStepSecret) -> None:
        with self._lock:
            self._held[session.cookie_id] = secret
            self._held.move_to_end(session.cookie_id)
            while len(self._held) > PROPOSALS_KEPT:
                self._held.popitem(last=False)

    def get(self, session: StaffSession) -> TwoStepSecret | None:
        with self._lock:
            return self._held.get(session.cookie_id)

    def drop(self, session: StaffSession) -> None:
        with self._lock:
            self._held.pop(session.cookie_id, None)


class AccountPages:
    """The views of one's own account."""

    def __init__(self, doors: StaffDoors, settings: StaffSettings) -> None:
        self._accounts = doors.accounts
        self._settings = settings
        self._proposals = Proposals()

    def _account(self, code: str | None = None, wrong: str | None = None) -> ResponseReturnValue:
        done = request.args.get("done")
        page = render_template(
            "account.html",
            account=self._accounts.view(here()),
            code=code,
            wrong=wrong,
            done=done if done in DONE else None,
        )
        return page, status_of(code) if code else 200

    def _enrolment(self, code: str | None = None) -> ResponseReturnValue:
        secret = self._proposals.get(here())
        if secret is None:
            secret = self._accounts.propose(here())
            self._proposals.put(here(), secret)
        return render_template("totp.html", secret=secret, code=code), status_of(code) if code else 200

    def page(self) -> ResponseReturnValue:
        return self._account()

    def totp(self) -> ResponseReturnValue:
        return self._enrolment()

    def totp_picture(self) -> Response:
        secret = self._proposals.get(here())
        if secret is None:
            abort(404)
        return Response(picture(secret.uri), mimetype="image/svg+xml")

    def totp_now(self) -> ResponseReturnValue:
        secret = self._proposals.get(here())
        if secret is None:
            return self._enrolment("form")
        try:
            code = "".join(typed("code").split())
            self._accounts.enrol(here(), typed("password"), secret.secret, code)
        except Refused as refusal:
            return self._enrolment(refusal.code)
        self._proposals.drop(here())
        return redirect(url_for("account.page", done="totp_on"), 303)

    def totp_end(self) -> ResponseReturnValue:
        try:
            self._accounts.end(here(), typed("password"))
        except Refused as refusal:
            return self._account(refusal.code, "codes")
        return redirect(url_for("account.page", done="totp_off"), 303)

    def password(self) -> ResponseReturnValue:
        new = typed("new")
        if new != typed("again"):
            return self._account("password_differs", "password")
        try:
            cookie = self._accounts.change_password(here(), typed("old"), new)
        except Refused as refusal:
            return self._account(refusal.code, "password")
        answer = Response(status=303, headers={"Location": url_for("account.page", done="password")})
        return session_cookie.keep(answer, self._settings, cookie)

    def phone(self) -> ResponseReturnValue:
        return self._phone()

    def _phone(self, code: str | None = None, number: str | None = None) -> ResponseReturnValue:
        account = self._accounts.view(here())
        done = request.args.get("done")
        page = render_template(
            "phone.html",
            account=account,
            code=code,
            proving=code in PHONE_CODES,
            number=account.phone or "" if number is None else number,
            done=done if done in DONE else None,
        )
        return page, status_of(code) if code else 200

    def phone_now(self) -> ResponseReturnValue:
        number = typed("phone").strip()
        try:
            self._accounts.set_phone(here(), number or None)
        except Refused as refusal:
            if refusal.code != "phone":
                raise
            return self._phone(refusal.code, number)
        if not number:
            return redirect(url_for("account.page", done="phone_gone"), 303)
        return redirect(url_for("account.phone", done="phone_kept"), 303)

    def phone_code(self) -> ResponseReturnValue:
        by: By = "voice" if typed("by") == "voice" else "sms"
        try:
            self._accounts.send_phone_code(here(), by)
        except Refused as refusal:
            if refusal.code not in PHONE_CODES:
                raise
            return self._phone(refusal.code)
        return redirect(
            url_for("account.phone", done="phone_called" if by == "voice" else "phone_texted"), 303
        )

    def phone_proof(self) -> ResponseReturnValue:
        try:
            self._accounts.prove_phone(here(), "".join(typed("code").split()))
        except Refused as refusal:
            if refusal.code not in PHONE_CODES:
                raise
            return self._phone(refusal.code)
        return redirect(url_for("account.page", done="phone_proved"), 303)

    def spoken(self) -> ResponseReturnValue:
        try:
            self._accounts.set_spoken(here(), typed_list("languages"))
        except Refused as refusal:
            return self._account(refusal.code, "languages")
        return redirect(url_for("account.page", done="languages"), 303)

    def language(self) -> ResponseReturnValue:
        wish = typed("lang")
        if wish in LANGUAGES:
            self._accounts.set_language(here(), wish)
        answer = Response(status=303, headers={"Location": url_for("account.page")})
        return remember_language(answer, self._settings, wish)


def account_pages(doors: StaffDoors, settings: StaffSettings) -> Blueprint:
    views = AccountPages(doors, settings)
    pages = Blueprint("account", __name__, url_prefix="/account")
    pages.get("")(views.page)
    pages.get("/codes")(views.totp)
    pages.get("/codes.svg")(views.totp_picture)
    pages.post("/codes")(views.totp_now)
    pages.post("/codes/end")(views.totp_end)
    pages.post("/password")(views.password)
    pages.get("/phone")(views.phone)
    pages.post("/phone")(views.phone_now)
    pages.post("/phone/code")(views.phone_code)
    pages.post("/phone/proof")(views.phone_proof)
    pages.post("/languages")(views.spoken)
    pages.post("/language")(views.language)
    return pages
