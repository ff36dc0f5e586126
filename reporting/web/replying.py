"""Writing back. A page that stood too long asks for the six words again, with the text kept."""

import logging
from dataclasses import replace
from http import HTTPStatus

from flask import request

from reporting.cases.refusals import (
    EmptyText,
    NothingOpens,
    NothingStored,
    TokenExpired,
    TooLong,
    UnknownWord,
)
from reporting.cases.tip import BODY_LIMIT
from reporting.web.fields import SUBMISSION_BYTES, ReplyForm
from reporting.web.pages import REPLY_PATH, Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.returning import MustWait, Returning, wrong_word

_log = logging.getLogger("reporting.web")


class Replying:
    def __init__(self, parts: PublicParts, pages: Pages, returning: Returning) -> None:
        self._parts = parts
        self._pages = pages
        self._returning = returning

    def reply(self) -> Answer:
        form = self._with_the_button(ReplyForm.of(request, self._parts.random(SUBMISSION_BYTES)))
        try:
            # One press does both: opens with the words, and sends.
            token = self._returning.open(form.receipt).token if form.receipt else form.token
            return self._send(token, form)
        except MustWait as must:
            fields = {
                "receipt": form.receipt,
                "phrase": form.phrase,
                "body": form.body,
                "submission": form.submission.hex(),
            }
            return self._returning.wait(must.wait, REPLY_PATH, fields)
        except (UnknownWord, NothingOpens) as wrong:
            return self._again(form, "", wrong.code, HTTPStatus.NOT_FOUND, word=wrong_word(wrong))
        except TokenExpired as expired:
            return self._again(form, "", expired.code, HTTPStatus.CONFLICT)
        except Exception as broken:  # noqa: BLE001 - whatever broke, the words must come back in the form
            _log.error("a reply could not be taken", exc_info=broken)
            return self._again(form, form.token, NothingStored.code, HTTPStatus.SERVICE_UNAVAILABLE)

    def _with_the_button(self, form: ReplyForm) -> ReplyForm:
        """What a button says is said in words: triage reads it, and so do staff."""
        if not form.wrong:
            return form
        said = (self._pages.voice().say("Something is still wrong."), form.body.strip())
        return replace(form, body="\n\n".join(part for part in said if part), wrong=False)

    def _send(self, token: str, form: ReplyForm) -> Answer:
        if form.damaged:
            return self._again(form, token, "damaged", HTTPStatus.BAD_REQUEST)
        try:
            view = self._parts.visits.reply(token, form.submission, form.body)
        except EmptyText as empty:
            view = self._parts.visits.resume(token)
            return self._returning.thread(view, problem=empty.code), HTTPStatus.BAD_REQUEST
        except TooLong as long:
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            return self._again(form, token, long.code, status, limit=long.limit)
        except NothingStored as nothing:
            return self._again(form, token, nothing.code, HTTPStatus.SERVICE_UNAVAILABLE)
        return self._returning.thread(view, sent=True), HTTPStatus.OK

    def _again(
        self,
        form: ReplyForm,
        token: str,
        problem: str,
        status: HTTPStatus,
        *,
        word: str = "",
        limit: int = BODY_LIMIT,
    ) -> Answer:
        facts = self._pages.facts_if_known()
        page = self._pages.page(
            "again.html", facts, form=form, token=token, problem=problem, word=word, limit=limit
        )
        return page, status
