"""Who may ask what. Closed unless written here: a new route without an entry refuses everybody without a session."""

from collections.abc import Mapping
from datetime import datetime

from flask import Flask, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.guard.csrf import CsrfRefused, check_csrf, token_of
from reporting.guard.csrf import csrf_token as token_for
from reporting.guard.origin import READING
from reporting.model.principal import Principal
from reporting.people.refused import SignedOut
from reporting.people.staff_session import StaffSession
from reporting.staff import session_cookie
from reporting.staff.doors import StaffDoors
from reporting.staff.places import local_path, onward, place_of
from reporting.staff.settings import StaffSettings
from reporting.staff.typed import kept_words, words_typed

# Open to anyone who reaches the port, each with its reason.
PUBLIC: Mapping[str, str] = {
    "static": "styles, scripts and shapes; nothing of anyone",
    "entry.sign_in": "the door itself",
    "entry.sign_in_now": "the door itself",
    "entry.code": "the second step; the pending session in the cookie is the right",
    "entry.code_now": "the second step; the pending session in the cookie is the right",
    "entry.language": "keeps two letters in a cookie",
    "passkey.sign_in": "the door itself, opened by a device",
    "passkey.unlock": "the locked session in the cookie is the right, and a device of its owner opens it",
    "lock.page": "the locked session in the cookie is the right; it shows a name",
    "lock.unlock": "the locked session in the cookie is the right, and the password opens it",
    "lock.leave": "the locked session in the cookie is the right; it ends",
    "joining.look": "the one-time token in the path is the right",
    "joining.join": "the one-time token in the path is the right",
    "shifts.calendar": "the secret in the path is the right, for calendar programs; times and team names alone",
    "answering.look": "the random token in the path, sent by e-mail, is the right; it shows a reference and opens nothing",
    "answering.take": "the random token in the path, sent by e-mail, is the right; it stops a call and opens nothing",
    "partner.look": "the random token in the path, sent to an organization, is the right; it shows what is printed for everybody",
    "partner.confirm": "the same token; it says that a public entry holds",
    "partner.correct": "the same token; what it wants waits for staff",
    "partner.again": "the same token, ended; a new one goes to the contact on record alone",
    "export.description": "what answers where; it tells nothing of the district",
    "export.figures": "the key in the header is the right; figures that are published, withheld where they are withheld",
    "export.directory": "the same key; what is printed for everybody",
    "training.feed": "the secret in the path is the right, for calendar programs; trainings of adults alone",
    "shared.page": "the random token in the path, sent to an organization, is the right; trainings and sheets that hang on walls",
    "shared.add": "the same token; a training that everybody sees and leads take out",
    "shared.make_address": "the same token; an address that shows the same trainings",
    "shared.download": "the same token; the same trainings",
    "shared.sheet": "the same token; a sheet that hangs on walls",
    "push.worker": "a script that shows notifications; nothing of anyone",
    "push.seen": "the random reference, sent encrypted to one browser, is the right; it marks a notification as shown",
    "set_up.look": "the one-time token in the path is the right, on loopback only",
    "set_up.keep": "the one-time token in the path is the right, on loopback only",
    "set_up.send_test": "the one-time token in the path is the right, on loopback only",
    "set_up.check_account": "the one-time token in the path is the right, on loopback only",
    "set_up.create": "the one-time token in the path is the right, on loopback only",
}
# In the demo's root only, on loopback only; they check Host and Sec-Fetch-Site themselves and hold no session.
SIMULATOR = frozenset(
    {
        "simulator.page",
        "simulator.phones",
        "simulator.messages",
        "simulator.text",
        "simulator.press",
        "simulator.voicemail",
        "simulator.decline",
        "simulator.behaviour",
        "simulator.behave",
    }
)
# Asked by a script on its own: never a sign that a person is still there.
BACKGROUND = frozenset(
    {
        "inbox.changes",
        "inbox.rows",
        "incidents.further",
        "lock.keep",
        "search.further",
        "stalled.further",
        "stalled.line",
        "thread.presence",
        "together.alike",
    }
)
# Of these, what carries no words: it must not stand in the way of those that are kept.
WORDLESS = frozenset(
    {"incidents.further", "search.begin", "search.further", "search.stop", "thread.presence"}
)
# Asked every 1.5 s by each open inbox: answered from RAM, so no key is opened and no table is read for it.
GLANCED = frozenset({"inbox.changes"})
# What changes who may read, or what pages, needs the password again, at most five minutes ago.
STEPPED_UP = frozenset(
    {
        "people.invite",
        "people.invite_now",
        "people.admit",
        "people.confirm",
        "people.member",
        "people.remove",
        "people.renew",
        "people.declare_phone",
        "passkey.remove",
        "account.phone",
        "account.phone_now",
        "account.phone_code",
        "account.phone_proof",
        "people.leave_queue",
        "ready.make_keys",
        "ready.open_line",
        "ready.make_registrar",
        "rules.promote",
        "rules.roll_back",
    }
)

# Where an act that needs the password again is offered, by the first part of its name.
_OFFERED_AT = {
    "ready": "ready.page",
    "account": "account.page",
    "passkey": "passkey.page",
    "rules": "rules.page",
}


def here() -> StaffSession:
    """The session of this request; only behind the gate."""
    session: StaffSession = g.staff_session
    return session


def stand_as(session: StaffSession) -> None:
    """From here on this request is that session's: it entered its password again in the middle of a view."""
    g.staff_session = session


def glanced() -> Principal:
    """Who asks, where a glance is enough; only behind the gate."""
    principal: Principal = g.staff_principal
    return principal


def stepped_up(session: StaffSession, now: datetime) -> bool:
    return session.stepped_up_until is not None and session.stepped_up_until > now


class Gate:
    """Runs before each view."""

    def __init__(self, doors: StaffDoors, settings: StaffSettings) -> None:
        self._doors = doors
        self._settings = settings

    def stand_before(self, app: Flask) -> None:
        app.before_request(self.check)
        app.context_processor(lambda: {"csrf_token": self.token})

    def token(self) -> str:
        """The value of `csrf_token` for the page that is being made: the session's, or the open forms'. One for all forms
        of the page.
        """
        session = g.get("staff_session")
        secret = self._settings.form_key if session is None else session.csrf_secret
        made: dict[bytes, str] = g.setdefault("csrf_tokens", {})
        if secret not in made:
            made[secret] = token_for(secret)
        return made[secret]

    def check(self) -> ResponseReturnValue | None:
        endpoint = request.endpoint
        if endpoint is None or endpoint in SIMULATOR:
            return None
        changes = request.method not in READING
        if endpoint in PUBLIC:
            # The view shows the form again with what was typed: the page stood too long, or the service restarted.
            g.form_expired = changes and not _holds(self._settings.form_key)
            return None
        return self._glance(endpoint) if endpoint in GLANCED else self._enter(endpoint, changes=changes)

    def _glance(self, endpoint: str) -> ResponseReturnValue | None:
        cookie = session_cookie.read(request, self._settings)
        try:
            g.staff_principal = self._doors.sessions.glance(cookie or "")
        except SignedOut as refusal:
            return self._signed_out(endpoint, refusal.code)
        return None

    def _enter(self, endpoint: str, *, changes: bool) -> ResponseReturnValue | None:
        cookie = session_cookie.read(request, self._settings)
        if cookie is None:
            return self._stranger(endpoint)
        try:
            session = self._doors.sessions.resume(cookie, background=endpoint in BACKGROUND)
        except SignedOut as refusal:
            if refusal.code == "locked":
                return self._locked(endpoint, cookie, changes=changes)
            return self._signed_out(endpoint, refusal.code)
        g.staff_session = session
        if changes and not _holds(session.csrf_secret):
            return render_template("refusal.html", code="form", kept=kept_words()), 403
        if endpoint in STEPPED_UP and not stepped_up(session, self._settings.clock()):
            back = local_path(request.path) if request.method == "GET" else _page_before(endpoint)
            return redirect(url_for("entry.step_up", next=back), 303)
        return None

    def _stranger(self, endpoint: str) -> ResponseReturnValue:
        """A link from a mail comes without the cookie, which is for this site's own pages alone."""
        if request.method == "GET" and request.headers.get("Sec-Fetch-Site") == "cross-site":
            return render_template("onward.html", onward=request.full_path.rstrip("?"))
        return self._signed_out(endpoint, "none")

    def _locked(self, endpoint: str, cookie: str, *, changes: bool) -> ResponseReturnValue:
        """What was typed is kept for its writer; then the way leads over the page that unlocks, and back."""
        back = place_of(endpoint)
        if changes and endpoint not in WORDLESS:
            try:
                locked = self._doors.sessions.locked(cookie)
            except SignedOut as refusal:
                return self._signed_out(endpoint, refusal.code)
            if not _holds(locked.csrf_secret):
                return render_template("refusal.html", code="form", kept=kept_words()), 403
            self._doors.drafts.keep(locked.member, back, words_typed())
        if endpoint in BACKGROUND:
            return Response(status=401)
        return onward(url_for("lock.page", next=back))

    def _signed_out(self, endpoint: str, code: str) -> ResponseReturnValue:
        if endpoint in BACKGROUND:
            return Response(status=401)
        if code == "pending":
            return redirect(url_for("entry.code"), 303)
        if request.method == "GET":
            return redirect(url_for("entry.sign_in", next=local_path(request.path), why=code), 303)
        # What was typed comes back with the refusal: an answer to a child is not lost to a closed session.
        page = render_template("refusal.html", code="signed_out", kept=kept_words())
        return session_cookie.drop(Response(page, status=401), self._settings)


def _page_before(endpoint: str) -> str:
    """Where an act that needed the password again was offered."""
    return url_for(_OFFERED_AT.get(endpoint.partition(".")[0], "people.page"))


def _holds(secret: bytes) -> bool:
    try:
        check_csrf(secret, token_of(request))
    except CsrfRefused:
        return False
    return True
