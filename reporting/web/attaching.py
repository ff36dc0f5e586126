"""Adding a file, once the words are safe: one a request, and the page that it was sent from comes back."""

import logging
from dataclasses import replace
from http import HTTPStatus

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from reporting.cases.refusals import NothingOpens, NothingStored, TokenExpired, UnknownWord
from reporting.cases.reporter_view import ReporterView
from reporting.files.refusals import FileRefused
from reporting.web.fields import SUBMISSION_BYTES, FileForm, ReceiptForm
from reporting.web.pages import Answer, FileState, Pages
from reporting.web.parts import PublicParts
from reporting.web.returning import MustWait, Returning

_log = logging.getLogger("reporting.web")

_STATUS = {
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "unknown_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "file_limit": HTTPStatus.TOO_MANY_REQUESTS,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "no_room": HTTPStatus.SERVICE_UNAVAILABLE,
    "nothing_stored": HTTPStatus.SERVICE_UNAVAILABLE,
}


class Attaching:
    def __init__(self, parts: PublicParts, pages: Pages, returning: Returning) -> None:
        self._parts = parts
        self._pages = pages
        self._returning = returning

    def attach(self) -> Answer:
        visitors = self._parts.visitors
        try:
            form = FileForm.of(request, self._fresh())
        except RequestEntityTooLarge:
            # The form is not read: which page it came from is not known. The words are safe, and are on that page.
            return self._come_back("file_too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not visitors.may_send_file(visitors.key(request.remote_addr)):
            return self._again(form, "file_limit")
        try:
            view = self._attach(form)
        except (FileRefused, NothingStored) as refused:
            return self._again(form, refused.code)
        except (TokenExpired, NothingOpens, UnknownWord, MustWait):
            return self._come_back("file_expired", HTTPStatus.CONFLICT)
        except Exception as broken:  # noqa: BLE001 - whatever broke, the page with the words must come back
            _log.error("a file could not be taken", exc_info=broken)
            return self._again(form, NothingStored.code)
        return self._page(form, view.token, FileState(self._fresh().hex(), done=True), view), HTTPStatus.OK

    def _attach(self, form: FileForm) -> ReporterView:
        """A page that stood too long carries its words, if it is the one that shows them."""
        files = self._parts.files
        try:
            return files.attach(form.token, form.number, form.data)
        except TokenExpired:
            if not form.words:
                raise
        return files.attach(self._returning.open(form.words).token, form.number, form.data)

    def _again(self, form: FileForm, problem: str) -> Answer:
        """The same number: what could not be taken now may be taken in a minute, and only once."""
        status = _STATUS.get(problem, HTTPStatus.BAD_REQUEST)
        try:
            view = self._parts.visits.resume(form.token) if form.at == "thread" else None
        except TokenExpired:
            return self._come_back("file_expired", HTTPStatus.CONFLICT)
        return self._page(form, form.token, FileState(form.number.hex(), problem=problem), view), status

    def _page(self, form: FileForm, token: str, state: FileState, view: ReporterView | None) -> str:
        receipt = ReceiptForm.of(request) if form.at == "receipt" else None
        facts = self._pages.facts_if_known()
        if receipt is not None:
            return self._pages.page(
                "receipt.html",
                facts,
                receipt=replace(receipt, token=token),
                monitored=facts.monitored if facts else False,
                problem=None,
                typed=(),
                file=state,
            )
        if form.at == "thread" and view is not None:
            return self._returning.thread(view, file=state)
        return self._pages.page("kept.html", facts, checked=True, token=token, file=state)

    def _come_back(self, problem: str, status: HTTPStatus) -> Answer:
        return self._returning.ask("", problem, status)

    def _fresh(self) -> bytes:
        return self._parts.random(SUBMISSION_BYTES)
