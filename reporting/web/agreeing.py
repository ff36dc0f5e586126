"""The question about an adult at home, on the student's page: read, answered, taken back."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from flask import request

from reporting.cases.refusals import NothingStored, TokenExpired
from reporting.families.answering import Answered, GuardianView, NoQuestion, StudentGuardians
from reporting.web.fields import SUBMISSION_BYTES, TOKEN_LIMIT, submission_number, text
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.returning import Returning

_log = logging.getLogger("reporting.web")


class Agreeing:
    def __init__(self, parts: PublicParts, pages: Pages, returning: Returning) -> None:
        self._parts = parts
        self._pages = pages
        self._returning = returning

    def adult_asked(self) -> Answer:
        """Shows it; nothing is said by looking."""
        return self._answered(lambda doors, token, _: doors.look(token))

    def adult_answered(self) -> Answer:
        """Whatever is not a clear yes is a no. The words name nobody at home: they are read like any other message."""
        say, act = self._pages.voice().say, request.form.get("act", "")
        if act == "back":
            if request.form.get("sure", "") != "1":
                return self._answered(lambda doors, token, _: doors.look(token), "not_sure")
            words = say("I take back my yes. Please don't write with them any more.")
            return self._answered(lambda doors, *form: doors.take_back(*form, words))
        yes = request.form.get("answer", "") == "yes"
        words = (
            say("Yes, a counselor may write with the adult that you asked me about.")
            if yes
            else say("No, please don't write with the adult that you asked me about.")
        )
        return self._answered(lambda doors, *form: doors.answer(*form, yes=yes, words=words))

    def _answered(
        self, act: Callable[[StudentGuardians, str, bytes], GuardianView], problem: str | None = None
    ) -> Answer:
        doors, token = self._parts.guardians, text(request.form, "token", TOKEN_LIMIT)
        submission = submission_number(request.form, self._parts.random(SUBMISSION_BYTES))
        if doors is None:
            return self._pages.error(HTTPStatus.NOT_FOUND), HTTPStatus.NOT_FOUND
        try:
            try:
                view = act(doors, token, submission)
            except Answered as refusal:
                return self._page(doors.look(token), refusal.code), HTTPStatus.CONFLICT
            except NothingStored as refusal:
                _log.error("an answer could not be kept", exc_info=refusal)
                return self._page(doors.look(token), refusal.code), HTTPStatus.SERVICE_UNAVAILABLE
        except TokenExpired:
            return self._returning.ask("", "page_old", HTTPStatus.CONFLICT)
        except NoQuestion:
            return self._returning.thread(self._parts.visits.resume(token)), HTTPStatus.NOT_FOUND
        return self._page(view, problem), HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK

    def _page(self, view: GuardianView, problem: str | None = None) -> str:
        return self._pages.page(
            "guardian.html",
            self._pages.facts_if_known(),
            zone=view.thread.zone,
            asking=view.asking,
            stage=view.stage.value,
            token=view.thread.token,
            submission=view.thread.submission,
            problem=problem,
        )
