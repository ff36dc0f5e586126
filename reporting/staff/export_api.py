"""What the district's other systems read with a key: published figures and the printed directory, and nothing else."""

import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, request

from reporting.guard.limits import Allowance, ProcessCounters
from reporting.people.export_tokens import Scope
from reporting.staff.export_described import described
from reporting.staff.interface_view import Exports
from reporting.staff.settings import StaffSettings

_READS = Allowance("export", 600, 3600)
_AGAIN_S = "3600"
_BEARER = "Bearer "
_JSON = "application/json; charset=utf-8"
_YEAR_LETTERS = 4
_log = logging.getLogger("quietline.staff")


class ExportApi:
    def __init__(self, exports: Exports, settings: StaffSettings) -> None:
        self._exports = exports
        self._client = settings.client
        self._counters = ProcessCounters()

    def description(self) -> Response:
        """What answers where; it tells nothing of the district."""
        return self._limited(lambda: _json(described(self._exports.addresses)))

    def figures(self) -> Response:
        asked = request.args.get("year", "")
        if asked and not (asked.isascii() and asked.isdigit() and len(asked) == _YEAR_LETTERS):
            return self._for(Scope.FIGURES, lambda: _refused(HTTPStatus.BAD_REQUEST, "year: four digits."))
        return self._for(
            Scope.FIGURES, lambda: _json(dict(self._exports.figures(int(asked) if asked else None)))
        )

    def directory(self) -> Response:
        return self._for(Scope.DIRECTORY, lambda: Response(self._exports.directory(), content_type=_JSON))

    def _for(self, scope: Scope, answer: Callable[[], Response]) -> Response:
        def judged() -> Response:
            given = request.headers.get("Authorization", "")
            held = self._exports.scopes(given.removeprefix(_BEARER)) if given.startswith(_BEARER) else None
            if held is None:
                refused = _refused(
                    HTTPStatus.UNAUTHORIZED, "Send a key that holds: Authorization: Bearer KEY."
                )
                refused.headers["WWW-Authenticate"] = "Bearer"
                return refused
            if scope not in held:
                return _refused(HTTPStatus.FORBIDDEN, f"This key may not read: {scope.value}.")
            return answer()

        return self._limited(judged)

    def _limited(self, answer: Callable[[], Response]) -> Response:
        if not self._counters.spend(_READS, self._client().encode()):
            refused = _refused(HTTPStatus.TOO_MANY_REQUESTS, "Too many questions. Ask again in an hour.")
            refused.headers["Retry-After"] = _AGAIN_S
            return refused
        try:
            return answer()
        except Exception as error:  # noqa: BLE001 -- a machine gets JSON, never a page
            # Without its text, which may hold a value.
            _log.error("%s while answering %s", type(error).__name__, request.endpoint)
            return _refused(HTTPStatus.INTERNAL_SERVER_ERROR, "Something broke here. Try again.")


def export_api(exports: Exports, settings: StaffSettings) -> Blueprint:
    views = ExportApi(exports, settings)
    pages = Blueprint("export", __name__, url_prefix="/api/v1")
    pages.get("/openapi.json")(views.description)
    pages.get("/figures")(views.figures)
    pages.get("/directory")(views.directory)
    return pages


def _json(thing: dict[str, Any]) -> Response:
    return Response(json.dumps(thing, ensure_ascii=False), content_type=_JSON)


def _refused(status: HTTPStatus, why: str) -> Response:
    answer = _json({"error": why})
    answer.status_code = status
    return answer
