"""What a student says by a button of their page: how it went, hide, delete; or adds: a phrase of their own."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from flask import request

from reporting.cases.refusals import NotDeletable, NothingStored, PhraseRefused, TokenExpired
from reporting.cases.reporter_view import ReporterView
from reporting.guard.kdf_slots import TooManyWaiting
from reporting.web.fields import PHRASE_LIMIT, SUBMISSION_BYTES, TOKEN_LIMIT, submission_number, text
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.returning import Returning

_log = logging.getLogger("reporting.web")


class Marking:
    def __init__(self, parts: PublicParts, pages: Pages, returning: Returning) -> None:
        self._parts = parts
        self._pages = pages
        self._returning = returning

    def rate(self) -> Answer:
        rating = text(request.form, "rating", 16)
        return self._pressed(lambda token, submission: self._parts.visits.rate(token, submission, rating))

    def phrase(self) -> Answer:
        phrase, again = (text(request.form, name, PHRASE_LIMIT) for name in ("phrase", "again"))
        visitors = self._parts.visitors

        def add(token: str, submission: bytes) -> ReporterView:
            # As dear as six words, and in the same slots.
            with visitors.derivation(visitors.key(request.remote_addr)):
                return self._parts.visits.add_phrase(token, submission, phrase, again)

        return self._pressed(add)

    def hide(self) -> Answer:
        return self._pressed(self._parts.visits.hide)

    def delete(self) -> Answer:
        """What cannot be undone is asked twice: the button and a tick."""
        if request.form.get("sure", "") != "1":
            return self._pressed(lambda token, _: self._parts.visits.resume(token), "not_sure")
        return self._pressed(self._deleted)

    def _deleted(self, token: str, submission: bytes) -> None:
        self._parts.visits.delete(token, submission)

    def _pressed(
        self, act: Callable[[str, bytes], ReporterView | None], problem: str | None = None
    ) -> Answer:
        """The page as it is afterwards, or what is said when nothing is left. Too old a page asks for the words again."""
        token = text(request.form, "token", TOKEN_LIMIT)
        submission = submission_number(request.form, self._parts.random(SUBMISSION_BYTES))
        try:
            view = act(token, submission)
            if view is None:
                return self._pages.page("deleted.html", self._pages.facts_if_known()), HTTPStatus.OK
            status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
            return self._returning.thread(view, problem=problem), status
        except (NotDeletable, PhraseRefused) as refusal:
            view = self._parts.visits.resume(token)
            status = HTTPStatus.CONFLICT if isinstance(refusal, NotDeletable) else HTTPStatus.BAD_REQUEST
            return self._returning.thread(view, problem=refusal.code), status
        except TokenExpired:
            return self._returning.ask("", "page_old", HTTPStatus.CONFLICT)
        except (NothingStored, TooManyWaiting) as nothing:
            _log.error("what was pressed could not be kept", exc_info=nothing)
            view = self._parts.visits.resume(token)
            return self._returning.thread(view, problem="not_done"), HTTPStatus.SERVICE_UNAVAILABLE
