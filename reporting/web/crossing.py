"""From a text to a page: the link shows nothing and spends nothing until a button is pressed."""

import logging
from http import HTTPStatus

from flask import request

from reporting.cases.refusals import LinkDead, Refused
from reporting.cases.tip import Receipted
from reporting.web.fields import SUBMISSION_BYTES, ReceiptForm, submission_number
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts

TOKEN_LETTERS = 22
_log = logging.getLogger("reporting.web")


class Crossing:
    def __init__(self, parts: PublicParts, pages: Pages) -> None:
        self._parts = parts
        self._pages = pages

    def behind_link(self, token: str) -> Answer:
        """The same page for every token: who previews a link learns nothing by it, and uses up nothing."""
        del token
        return self._page(None), HTTPStatus.OK

    def go_on(self, token: str) -> Answer:
        submission = submission_number(request.form, self._parts.random(SUBMISSION_BYTES))
        try:
            receipted = self._parts.going_on.go_on(
                token[:TOKEN_LETTERS], submission, self._pages.voice().code
            )
        except LinkDead as dead:
            return self._again(dead.code, HTTPStatus.NOT_FOUND)
        except Refused:
            return self._again("not_done", HTTPStatus.SERVICE_UNAVAILABLE)
        except Exception as broken:  # noqa: BLE001 - whatever broke, the page must say so and keep the button
            _log.error("a thread could not go on by web", exc_info=broken)
            return self._again("not_done", HTTPStatus.SERVICE_UNAVAILABLE)
        return self._shown(receipted), HTTPStatus.OK

    def _shown(self, receipted: Receipted | None) -> str:
        facts = self._pages.facts_if_known()
        if receipted is None:
            return self._page("nothing_here")
        if receipted.words is None:
            return self._pages.page("words_gone.html", facts)
        receipt = ReceiptForm(
            receipted.submission,
            receipted.words,
            receipted.gate,
            held=False,
            due=receipted.due,
            token=receipted.token,
        )
        return self._pages.page(
            "receipt.html",
            facts,
            receipt=receipt,
            monitored=receipted.monitored,
            problem=None,
            typed=(),
            crossed=True,
        )

    def _again(self, problem: str, status: HTTPStatus) -> Answer:
        return self._page(problem), status

    def _page(self, problem: str | None) -> str:
        facts = self._pages.facts_if_known()
        return self._pages.page("go.html", facts, problem=problem, here=request.path)
