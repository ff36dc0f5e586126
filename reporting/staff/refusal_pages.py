"""What a page says when something was refused or broke. Nothing a person wrote reaches a log."""

import logging
import traceback

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from reporting.cases import refusals as cases
from reporting.people import refused as people
from reporting.staff.typed import kept_words

log = logging.getLogger("quietline.staff")

STATUS = {
    "no_such_thread": 404,
    "file_unreadable": 404,
    "no_campaign": 404,
    "no_pilot": 404,
    "not_allowed": 403,
    "nothing_stored": 503,
    "too_long": 413,
}
HTTP_CODES = {403: "not_allowed", 404: "no_such_page", 405: "method", 413: "too_large", 429: "too_many"}


def refusal(code: str, status: int) -> ResponseReturnValue:
    """A page that says what was refused and gives back the words that were typed."""
    return render_template("refusal.html", code=code, kept=kept_words()), status


def status_of(code: str) -> int:
    return STATUS.get(code, 422)


def answer_refusals(app: Flask) -> None:
    @app.errorhandler(cases.Refused)
    @app.errorhandler(people.Refused)
    def refused(error: cases.Refused | people.Refused) -> ResponseReturnValue:
        return refusal(error.code, status_of(error.code))

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if status == 413:  # noqa: PLR2004 -- reading the form again would raise again
            return render_template("refusal.html", code="too_large", kept=None), status
        return refusal(HTTP_CODES.get(status, "refused"), status)

    @app.errorhandler(Exception)
    def broken(error: Exception) -> ResponseReturnValue:
        # The text of an exception may hold a value: only its kind and the place are logged.
        place = traceback.extract_tb(error.__traceback__)[-1:]
        where = f"{place[0].filename}:{place[0].lineno}" if place else "?"
        log.error("%s at %s while answering %s", type(error).__name__, where, request.endpoint)
        return render_template("refusal.html", code="broken", kept=kept_words()), 500
