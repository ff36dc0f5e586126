"""The lock of an idle session: it covers the page, keeps the words, and leads back to them."""

from flask import Blueprint, Response, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.refused import SignedOut, SignInRefused
from reporting.staff import session_cookie
from reporting.staff.doors import StaffDoors
from reporting.staff.gate import here
from reporting.staff.places import local_path, onward, place_of
from reporting.staff.settings import StaffSettings
from reporting.staff.try_limit import Often
from reporting.staff.typed import typed, words_typed

WRONG = 401


class LockPages:
    def __init__(self, doors: StaffDoors, settings: StaffSettings) -> None:
        self._sessions = doors.sessions
        self._drafts = doors.drafts
        self._passkeys = doors.passkeys
        self._settings = settings

    def now(self) -> ResponseReturnValue:
        """By the person, or by the page when nobody touched it for the minutes of the setting."""
        place, words = place_of("lock.now"), words_typed()
        self._drafts.keep(here().member, place, words)
        self._sessions.lock(here())
        # Without words the way back is the page itself, whether or not it could give any back.
        return onward(url_for("lock.page", next=place if words else local_path(typed("next"))))

    def keep(self) -> ResponseReturnValue:
        """A page goes out of sight with words on it: the browser of a phone may forget it."""
        self._drafts.keep(here().member, place_of("lock.keep"), words_typed())
        return Response(status=204)

    def stay(self) -> ResponseReturnValue:
        """Somebody types or reads: the gate has noted it."""
        return Response(status=204)

    def page(self) -> ResponseReturnValue:
        return self._page()

    def unlock(self) -> ResponseReturnValue:
        if g.get("form_expired"):
            return self._page("form", 403)
        try:
            cookie = self._sessions.unlock(self._cookie(), typed("password"))
        except SignedOut as refusal:
            return self._signed_out(refusal.code)
        except SignInRefused as refusal:
            return self._page("wrong_password" if refusal.code == "wrong" else refusal.code, WRONG)
        target = local_path(typed("next")) or url_for("inbox.page")
        return session_cookie.keep(onward(target), self._settings, cookie)

    def leave(self) -> ResponseReturnValue:
        if g.get("form_expired"):
            return self._page("form", 403)
        self._sessions.leave_locked(self._cookie())
        return self._signed_out("none")

    def kept(self) -> ResponseReturnValue:
        """Words of a form that has no page of its own to give them back: to be copied from here."""
        return render_template("kept.html", kept=self._drafts.of(here(), url_for("lock.kept")))

    def drop(self) -> ResponseReturnValue:
        place = local_path(typed("place")) or url_for("lock.kept")
        self._drafts.drop(here(), place)
        home = url_for("inbox.page") if place == url_for("lock.kept") else place
        return onward(home)

    def _page(self, code: str | None = None, status: int = 200) -> ResponseReturnValue:
        try:
            locked = self._sessions.locked(self._cookie())
        except SignedOut as refusal:
            return self._signed_out(refusal.code)
        ask = self._passkeys.ask_unlock(self._cookie()) if self._passkeys else None
        place = local_path(request.values.get("next"))
        page = render_template("locked.html", name=locked.principal.name, next=place, code=code, ask=ask)
        return page, status

    def _signed_out(self, code: str) -> ResponseReturnValue:
        place = local_path(request.values.get("next"))
        if code == "none" and self._works():
            return onward(place or url_for("inbox.page"))
        why = code if code in {"too_old", "gone"} else None
        answer = onward(url_for("entry.sign_in", next=place, why=why))
        return session_cookie.drop(answer, self._settings)

    def _works(self) -> bool:
        """A session that is not locked at all: somebody unlocked it in another tab."""
        try:
            self._sessions.resume(self._cookie(), background=True)
        except SignedOut:
            return False
        return True

    def _cookie(self) -> str:
        return session_cookie.read(request, self._settings) or ""


def lock_pages(doors: StaffDoors, settings: StaffSettings, often: Often) -> Blueprint:
    """`often` limits how many passwords are tried from one place."""
    views = LockPages(doors, settings)
    pages = Blueprint("lock", __name__)
    pages.post("/lock")(views.now)
    pages.post("/draft")(views.keep)
    pages.post("/still-here")(views.stay)
    pages.get("/locked")(views.page)
    pages.post("/locked")(often(views.unlock))
    pages.post("/locked/leave")(views.leave)
    pages.get("/kept")(views.kept)
    pages.post("/kept/drop")(views.drop)
    return pages
