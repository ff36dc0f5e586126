"""After the message is stored: questions, one at a time, each of which can be skipped. The page alone holds the answers
until they are sent together.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import request

from reporting.cases.refusals import EmptyText, NothingStored, TokenExpired, TooLong
from reporting.cases.tip import BODY_LIMIT
from reporting.web.fields import SUBMISSION_BYTES, TOKEN_LIMIT, ReplyForm, submission_number, text
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts

MOST = 5
_ANSWER_LIMIT = BODY_LIMIT // MOST
_log = logging.getLogger("reporting.web")


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """`at`: which question is asked, from 0; `answers`: those before it, empty where one was skipped."""

    submission: str
    token: str
    topic: str
    at: int
    answers: tuple[str, ...]

    def __repr__(self) -> str:
        return "QuestionForm(<sealed>)"


class Asking:
    def __init__(self, parts: PublicParts, pages: Pages) -> None:
        self._parts = parts
        self._pages = pages

    def ask(self) -> Answer:
        form = self._read()
        questions = tuple(self._parts.intake.questions(form.topic, self._pages.voice().code))[:MOST]
        act = request.form.get("act", "")
        if act and "answer" in request.form and form.at < len(questions):
            said = "" if act == "skip" else text(request.form, "answer", _ANSWER_LIMIT)
            form = QuestionForm(form.submission, form.token, form.topic, form.at + 1, (*form.answers, said))
        if act != "stop" and form.at < len(questions):
            return self._page(form, questions[form.at], len(questions)), HTTPStatus.OK
        return self._send(form, questions)

    def _send(self, form: QuestionForm, questions: Sequence[str]) -> Answer:
        asked = questions[: len(form.answers)]
        try:
            self._parts.visits.answer(form.token, bytes.fromhex(form.submission), asked, form.answers)
        except EmptyText:
            return self._done(sent=False)
        except TokenExpired as expired:
            # As any reply whose page stood too long: the answers are kept, and the words asked for.
            body = "\n\n".join(answer for answer in form.answers if answer.strip())
            again = ReplyForm("", bytes.fromhex(form.submission), body, "", damaged=False)
            page = self._pages.page(
                "again.html", self._pages.facts_if_known(), form=again, token="", problem=expired.code
            )
            return page, HTTPStatus.CONFLICT
        except (NothingStored, TooLong) as broken:
            _log.error("answers could not be kept", exc_info=broken)
            page = self._page(form, None, len(questions), problem="not_done")
            return page, HTTPStatus.SERVICE_UNAVAILABLE
        return self._done(sent=True)

    def _done(self, *, sent: bool) -> Answer:
        return self._pages.page("asked.html", self._pages.facts_if_known(), sent=sent), HTTPStatus.OK

    def _page(self, form: QuestionForm, question: str | None, of: int, problem: str | None = None) -> str:
        """`question` is None when all were asked, and sending did not work."""
        facts = self._pages.facts_if_known()
        return self._pages.page("questions.html", facts, form=form, question=question, of=of, problem=problem)

    def _read(self) -> QuestionForm:
        fields = request.form
        raw = text(fields, "at", 2)
        at = min(int(raw), MOST) if raw.isascii() and raw.isdigit() else 0
        return QuestionForm(
            submission_number(fields, self._parts.random(SUBMISSION_BYTES)).hex(),
            text(fields, "token", TOKEN_LIMIT),
            text(fields, "topic", 32),
            at,
            tuple(text(fields, f"answer_{number}", _ANSWER_LIMIT) for number in range(at)),
        )
