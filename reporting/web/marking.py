"""What a student says by a button of their page: how it went."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from flask import request

from reporting.cases.refusals import NothingStored, TokenExpired
from reporting.cases.reporter_view import ReporterView
from reporting.web.fields import SUBMISSION_BYTES, submission_number, text
from reporting.web.pages import Answer
from reporting.web.parts import PublicParts
from reporting.web.returning import Returning

_TOKEN_LIMIT = 1024
_log = logging.getLogger("reporting.web")


class Marking:
    def __init__(self, parts: PublicParts, returning: Returning) -> None:
        self._parts = parts
        self._returning = returning

    def rate(self) -> Answer:
        rating = text(request.form, "rating", 16)
        return self._pressed(lambda token, submission: self._parts.visits.rate(token, submission, rating))

    def _pressed(self, act: Callable[[str, bytes], ReporterView]) -> Answer:
        """The page as it is afterwards. Too old a page asks for the words again."""
        token = text(request.form, "token", _TOKEN_LIMIT)
        submission = submission_number(request.form, self._parts.random(SUBMISSION_BYTES))
        try:
            return self._returning.thread(act(token, submission)), HTTPStatus.OK
        except TokenExpired:
            return self._returning.ask("", "page_old", HTTPStatus.CONFLICT)
        except NothingStored as nothing:
            _log.error("what was pressed could not be kept", exc_info=nothing)
            view = self._parts.visits.resume(token)
            return self._returning.thread(view, problem="not_done"), HTTPStatus.SERVICE_UNAVAILABLE
