"""One page for every error: what to do next, never what happened inside."""

import logging
from collections.abc import Callable

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response

_log = logging.getLogger("reporting.guard")
_UNEXPECTED = 500

RenderError = Callable[[int], str]


def install_error_pages(app: Flask, render: RenderError) -> None:
    """`render(status)` gives the page. It must not read the form: the form may be the error."""

    @app.errorhandler(HTTPException)
    def _refused(error: HTTPException) -> Response | tuple[str, int]:
        if error.response is not None:  # a redirect, or an answer that was made on purpose
            return error.response
        return render(error.code or _UNEXPECTED), error.code or _UNEXPECTED

    @app.errorhandler(Exception)
    def _broke(error: Exception) -> tuple[str, int]:
        _log.error("unexpected error in %s", request.endpoint or "no route", exc_info=error)
        return render(_UNEXPECTED), _UNEXPECTED
