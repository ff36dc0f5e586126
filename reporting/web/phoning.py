"""A phone number that a student gives on their page: asked for, proved by a code, ended by a button."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from flask import request

from reporting.cases.nudge_form import For, NudgeForm
from reporting.cases.nudge_words import NudgeWordsRefused
from reporting.cases.refusals import CodeWrong, NothingStored, NotOffered, NumberRefused, TokenExpired
from reporting.cases.reporter_view import ReporterView
from reporting.store.errors import StoreError
from reporting.web.fields import SUBMISSION_BYTES, TOKEN_LIMIT, submission_number, text
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.returning import Returning

NUMBER_LIMIT, WORDS_LIMIT, CODE_LIMIT = 32, 200, 16
_log = logging.getLogger("reporting.web")


class Phoning:
    def __init__(self, parts: PublicParts, pages: Pages, returning: Returning) -> None:
        self._parts = parts
        self._pages = pages
        self._returning = returning

    def texts(self) -> Answer:
        number, lang = text(request.form, "phone", NUMBER_LIMIT), self._pages.voice().code
        return self._done(
            lambda token, _: self._parts.phones.give_number(token, number, lang), asked=For.TEXTS
        )

    def nudge(self) -> Answer:
        form = NudgeForm(
            text(request.form, "phone", NUMBER_LIMIT),
            text(request.form, "words", WORDS_LIMIT) or text(request.form, "suggested", WORDS_LIMIT),
            _hour("begins"),
            _hour("ends"),
        )
        lang = self._pages.voice().code
        return self._done(lambda token, _: self._parts.phones.give_nudge(token, form, lang), asked=For.NUDGE)

    def code(self) -> Answer:
        what, code = text(request.form, "what", 8), text(request.form, "code", CODE_LIMIT)
        try:
            return self._done(
                lambda token, submission: self._parts.phones.confirm(token, submission, what, code),
                said="nudge_on" if what == For.NUDGE else "texts_on",
            )
        except CodeWrong as wrong:
            view = self._parts.visits.resume(text(request.form, "token", TOKEN_LIMIT))
            return self._ask_code(view, what, wrong.code), HTTPStatus.BAD_REQUEST

    def end_texts(self) -> Answer:
        return self._done(self._parts.phones.end_texts, said="texts_off")

    def end_nudge(self) -> Answer:
        return self._done(self._parts.phones.end_nudge, said="nudge_off")

    def _done(
        self, act: Callable[[str, bytes], ReporterView], *, asked: For | None = None, said: str | None = None
    ) -> Answer:
        """`asked`: a code is asked for next; else `said` is told on the thread's page. Raises CodeWrong."""
        token = text(request.form, "token", TOKEN_LIMIT)
        submission = submission_number(request.form, self._parts.random(SUBMISSION_BYTES))
        try:
            view = act(token, submission)
            if asked is not None:
                return self._ask_code(view, asked, None), HTTPStatus.OK
            return self._returning.thread(view, said=said), HTTPStatus.OK
        except TokenExpired:
            return self._returning.ask("", "page_old", HTTPStatus.CONFLICT)
        except (NumberRefused, NudgeWordsRefused, NotOffered) as refusal:
            view = self._parts.visits.resume(token)
            return self._returning.thread(view, problem=refusal.code), HTTPStatus.BAD_REQUEST
        except (NothingStored, StoreError) as nothing:
            _log.error("a number could not be kept", exc_info=nothing)
            view = self._parts.visits.resume(token)
            return self._returning.thread(view, problem="not_done"), HTTPStatus.SERVICE_UNAVAILABLE

    def _ask_code(self, view: ReporterView, what: str, problem: str | None) -> str:
        return self._pages.page(
            "code.html", self._pages.facts_if_known(), view=view, what=what, problem=problem
        )


def _hour(name: str) -> int:
    """-1 for what is no hour, which the case refuses."""
    found = text(request.form, name, 2)
    return int(found) if found.isascii() and found.isdecimal() else -1
