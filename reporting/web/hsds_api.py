"""The directory for machines: HSDS 3, read only. Nothing of who asks is kept, and nothing but the printed directory answers."""

import hashlib
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Response, request

from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.directory.hsds.described import described
from reporting.referrals.directory.hsds.serving import (
    ORGANIZATIONS,
    PROFILE,
    SERVICES,
    VERSION,
    Question,
    WrongQuestion,
    one_organization,
    one_service,
    organizations,
    services,
)
from reporting.web.parts import PublicParts

HSDS_ROUTES = tuple(
    f"public.hsds_{name}"
    for name in ("about", "description", "services", "service", "organizations", "organization")
)
_TAG_LETTERS = 32
_AGAIN_S = "3600"
Json = dict[str, Any]


class HsdsApi:
    def __init__(self, parts: PublicParts) -> None:
        self._parts = parts

    def hsds_about(self) -> Response:
        """Which version it speaks, and where it is described."""
        return self._answer(
            lambda _: {
                "version": VERSION,
                "profile": PROFILE,
                "openapi_url": f"{request.host_url}hsds/openapi.json",
            }
        )

    def hsds_description(self) -> Response:
        return self._answer(lambda _: described(f"{request.host_url}hsds"))

    def hsds_services(self) -> Response:
        return self._answer(lambda directory: services(directory, Question.read(_asked(), SERVICES)))

    def hsds_service(self, id_: str) -> Response:
        return self._answer(lambda directory: one_service(directory, id_))

    def hsds_organizations(self) -> Response:
        return self._answer(
            lambda directory: organizations(directory, Question.read(_asked(), ORGANIZATIONS))
        )

    def hsds_organization(self, id_: str) -> Response:
        return self._answer(lambda directory: one_organization(directory, id_))

    def _answer(self, said: Callable[[HelpDirectory], Json | None]) -> Response:
        visitors = self._parts.visitors
        if not visitors.may_read(visitors.key(request.remote_addr)):
            answer = _json({"error": "Too many questions. Ask again in an hour."})
            answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
            answer.headers["Retry-After"] = _AGAIN_S
            return answer
        try:
            found = said(self._parts.directory())
        except WrongQuestion as wrong:
            answer = _json({"error": str(wrong)})
            answer.status_code = HTTPStatus.BAD_REQUEST
            return answer
        if found is None:
            answer = _json({"error": "There is no such entry."})
            answer.status_code = HTTPStatus.NOT_FOUND
            return answer
        answer = _json(found)
        # The same for everybody who asks, so that it marks nobody.
        answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:_TAG_LETTERS])
        answer.make_conditional(request)
        return answer


def _asked() -> Mapping[str, str]:
    return request.args.to_dict()


def _json(thing: Json) -> Response:
    return Response(json.dumps(thing, ensure_ascii=False), content_type="application/json; charset=utf-8")
