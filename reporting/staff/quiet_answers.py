"""The commonest question of all, whether anything is new, answered before Flask where nothing is: two hundred open inboxes
ask it a hundred times a second. Whatever is not plainly that goes the way of every other request.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from reporting.guard.headers import STAFF
from reporting.guard.origin import Provenance, judge
from reporting.guard.request_body import RequestInRam
from reporting.staff import session_cookie
from reporting.staff.doors import StaffDoors
from reporting.staff.settings import StaffSettings
from reporting.staff.since import since_of

PATH = "/inbox/changes"

Start = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], Start], Iterable[bytes]]


class QuietAnswers:
    """Around the staff site. Same guards in the same order as there: host and origin, then whose session it is."""

    def __init__(self, app: Wsgi, doors: StaffDoors, settings: StaffSettings) -> None:
        self._app = app
        self._doors = doors
        self._settings = settings

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        asks = environ.get("PATH_INFO") == PATH and environ.get("REQUEST_METHOD") == "GET"
        answer = self._quiet(RequestInRam(environ, populate_request=False)) if asks else None
        if answer is None:
            return self._app(environ, start)
        length = ("Content-Length", str(len(answer)))
        start("200 OK", [("Content-Type", "application/json"), length, *STAFF.items()])
        return [answer]

    def _quiet(self, asked: RequestInRam) -> bytes | None:
        """None where it is for the site to answer: something is new, or something is wrong."""
        if judge(Provenance.of(asked), self._settings.hosts) != "fine":
            return None
        try:
            principal = self._doors.sessions.glance(session_cookie.read(asked, self._settings) or "")
            news = self._doors.inboxes.changes(principal, since_of(asked))
        except Exception:  # noqa: BLE001 -- the site meets it again, answers it with a page and logs it without words
            return None
        if news.changed:
            return None
        return json.dumps(asdict(news)).encode()
