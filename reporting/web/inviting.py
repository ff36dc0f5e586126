"""A guardian's link: a page to write on, once. Opening it spends nothing, and what does not open says nothing of why."""

import logging
from http import HTTPStatus

from flask import request

from reporting.cases.refusals import EmptyText, LinkDead, NothingStored, NotOpenYet, TooLong
from reporting.cases.tip import BODY_LIMIT
from reporting.families.inviting import GuardianLinks
from reporting.guard.received_text import received_text
from reporting.web.fields import SUBMISSION_BYTES
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.telling import Telling
from reporting.web.voice import language_of

_log = logging.getLogger("reporting.web")
_STATUS = {
    EmptyText.code: HTTPStatus.BAD_REQUEST,
    "damaged": HTTPStatus.BAD_REQUEST,
    TooLong.code: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}


class Inviting:
    def __init__(self, parts: PublicParts, pages: Pages, telling: Telling) -> None:
        self._parts = parts
        self._pages = pages
        self._telling = telling

    def invited(self, token: str) -> Answer:
        try:
            return self._page(self._links(), token), HTTPStatus.OK
        except LinkDead:
            return self._nothing(""), HTTPStatus.NOT_FOUND

    def invited_writes(self, token: str) -> Answer:
        """Whatever comes in between, the words are on the page that answers."""
        body = received_text(request.form.get("body", ""))
        try:
            links = self._links()
            if body.damaged:
                return self._again(links, token, body.text, "damaged")
            try:
                return self._write(links, token, body.text)
            except (EmptyText, TooLong, NotOpenYet, NothingStored) as refusal:
                return self._again(links, token, body.text, refusal.code)
        except LinkDead:
            return self._nothing(body.text), HTTPStatus.NOT_FOUND
        except Exception as broken:  # noqa: BLE001 - whatever broke, the words must come back in the form
            _log.error("a guardian's message could not be taken", exc_info=broken)
            return self._nothing(body.text), HTTPStatus.SERVICE_UNAVAILABLE

    def _links(self) -> GuardianLinks:
        """Raises LinkDead before there is a district."""
        if self._parts.guardian_links is None:
            raise LinkDead
        return self._parts.guardian_links

    def _write(self, links: GuardianLinks, token: str, body: str) -> Answer:
        visitors = self._parts.visitors
        key = visitors.key(request.remote_addr)
        held = visitors.tip_is_held(key, request.form.get("altcha", ""))
        receipted = links.write(token, body, language_of(request), held=held, limiter_key=key)
        return self._telling.receipt(receipted, self._parts.intake.form_facts()), HTTPStatus.OK

    def _again(self, links: GuardianLinks, token: str, body: str, problem: str) -> Answer:
        page = self._page(links, token, body, problem)
        return page, _STATUS.get(problem, HTTPStatus.SERVICE_UNAVAILABLE)

    def _page(self, links: GuardianLinks, token: str, body: str = "", problem: str | None = None) -> str:
        found, visitors = links.look(token), self._parts.visitors
        return self._pages.page(
            "invited.html",
            self._pages.facts_if_known(),
            tell=found.tell,
            body=body,
            problem=problem,
            limit=BODY_LIMIT,
            here=request.path,
            challenge=visitors.tip_challenge(visitors.key(request.remote_addr)),
        )

    def _nothing(self, body: str) -> str:
        """With the words that were typed, as a new message that belongs to nothing."""
        number = self._parts.random(SUBMISSION_BYTES).hex()
        return self._pages.page("ended.html", self._pages.facts_if_known(), body=body, submission=number)
