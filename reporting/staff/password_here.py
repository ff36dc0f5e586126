"""The password again inside the form that needs it, so that nothing typed is lost on the way to another page."""

from collections.abc import Callable, Container

from flask import Response, after_this_request, redirect
from flask.typing import ResponseReturnValue

from reporting.people.refused import Refused
from reporting.staff import session_cookie
from reporting.staff.doors import Sessions
from reporting.staff.gate import here, stand_as, stepped_up
from reporting.staff.settings import StaffSettings
from reporting.staff.typed import typed


class PasswordHere:
    def __init__(self, sessions: Sessions, settings: StaffSettings) -> None:
        self._sessions = sessions
        self._settings = settings

    def wanted(self) -> bool:
        """Whether the form must ask for it."""
        return not stepped_up(here(), self._settings.clock())

    def around(
        self,
        deed: Callable[[], None],
        done: str,
        fields: Container[str],
        again: Callable[[str], ResponseReturnValue],
    ) -> ResponseReturnValue:
        """Do it, after the password that came along was checked, and go on to the address `done`. A refusal whose code
        is among `fields` brings the form back. The new session's cookie goes out with any answer.
        """
        try:
            self._enter()
            deed()
        except Refused as refusal:
            if refusal.code not in fields:
                raise
            return again(refusal.code)
        return redirect(done, 303)

    def _enter(self) -> None:
        """Raises StepUpRefused("wrong" | "locked")."""
        password = typed("password")
        if not password or not self.wanted():
            return
        cookie = self._sessions.step_up(here(), password)
        stand_as(self._sessions.resume(cookie, background=False))

        # Also with a refusal that follows: the old cookie opens nothing any more.
        @after_this_request
        def keep(response: Response) -> Response:
            return session_cookie.keep(response, self._settings, cookie)
