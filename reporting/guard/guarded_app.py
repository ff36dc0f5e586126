"""A Flask application that tells nobody what went wrong with whom."""

import logging
from types import TracebackType

from flask import Flask, request

from reporting.guard.request_body import RequestInRam

_log = logging.getLogger("reporting.guard")


class GuardedFlask(Flask):
    """Bodies in RAM; an unexpected error is logged by route and place in the code alone."""

    request_class = RequestInRam

    def log_exception(
        self,
        exc_info: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> None:
        _log.error("unexpected error in %s", request.endpoint or "no route", exc_info=exc_info)
