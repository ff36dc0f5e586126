"""Coming back with six words: the door to the thread, and the page that waits five seconds."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, make_response, request

from reporting.cases.refusals import NothingOpens, UnknownWord
from reporting.cases.reporter_view import ReporterView
from reporting.guard.kdf_slots import TooManyWaiting
from reporting.guard.visitors import Wait
from reporting.guard.wait_gate import WAIT
from reporting.model.ids import PacketId
from reporting.referrals.offer import SENT
from reporting.web.fields import PHRASE_LIMIT, WORDS_LIMIT, text
from reporting.web.pages import RETURN_PATH, Answer, FileState, Pages
from reporting.web.parts import PublicParts
from reporting.web.thread_page import ThreadPage

_WORD_SHOWN = 40


class MustWait(Exception):
    """Over the limit: this visit costs a second of computing or five of waiting. It is never refused."""

    def __init__(self, wait: Wait) -> None:
        super().__init__("over the limit of visits")
        self.wait = wait


class Returning:
    def __init__(self, parts: PublicParts, pages: Pages) -> None:
        self._parts = parts
        self._pages = pages

    def come_back(self) -> Answer:
        return self.ask("", None, HTTPStatus.OK)

    def open_thread(self) -> Answer:
        words = text(request.form, "receipt", WORDS_LIMIT).strip()
        if not words:
            return self.ask("", "no_words", HTTPStatus.BAD_REQUEST)
        try:
            return self.thread(self.open(words)), HTTPStatus.OK
        except MustWait as must:
            fields = {"receipt": words, "phrase": text(request.form, "phrase", PHRASE_LIMIT)}
            return self.wait(must.wait, RETURN_PATH, fields)
        except (UnknownWord, NothingOpens) as wrong:
            return self.ask(words, wrong.code, HTTPStatus.NOT_FOUND, wrong_word(wrong))

    def open(self, words: str) -> ReporterView:
        """Raises MustWait, UnknownWord, NothingOpens."""
        visitors = self._parts.visitors
        key = visitors.key(request.remote_addr)
        wait = visitors.may_return(key, request.form.get("altcha", ""), request.form.get("wait", ""))
        if wait is not None:
            raise MustWait(wait)
        try:
            with visitors.derivation(key):
                return self._parts.visits.open(words, text(request.form, "phrase", PHRASE_LIMIT))
        except TooManyWaiting:
            raise MustWait(visitors.wait()) from None

    def thread(
        self,
        view: ReporterView,
        *,
        sent: bool = False,
        problem: str | None = None,
        said: str | None = None,
        file: FileState | None = None,
    ) -> str:
        """`said`: what a button did; `file`: what became of a file that was sent from here."""
        if view.ended:
            # As for a link that opens nothing: it says nothing of a student's decision.
            return self._pages.page("ended.html", self._pages.facts_if_known(), body="")
        return self._pages.page(
            "thread.html",
            self._pages.facts_if_known(),
            zone=view.zone,
            thread=ThreadPage.of(view, self._parts.clock()),
            sent=sent,
            problem=problem,
            said=said,
            token=view.token,
            file=file,
            side_news=self._side_news(view),
        )

    def _side_news(self, view: ReporterView) -> frozenset[str]:
        """The referrals whose partner wrote something that the student has not looked at."""
        sent = {
            one.params.get("offer", ""): PacketId(bytes.fromhex(one.params.get("packet", "")))
            for one in view.messages
            if one.code == SENT and one.author == "system" and one.verified
        }
        return self._parts.sides.new_for(sent) if sent and self._parts.sides else frozenset()

    def wait(self, wait: Wait, action: str, fields: Mapping[str, str]) -> Response:
        """`fields` are posted again to `action`; words are never put into an address."""
        facts = self._pages.facts_if_known()
        answer = make_response(self._pages.page("wait.html", facts, wait=wait, action=action, fields=fields))
        answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
        answer.headers["Retry-After"] = str(int(WAIT.total_seconds()))
        return answer

    def ask(self, words: str, problem: str | None, status: HTTPStatus, word: str = "") -> Answer:
        facts = self._pages.facts_if_known()
        return self._pages.page("return.html", facts, words=words, problem=problem, word=word), status


def wrong_word(wrong: UnknownWord | NothingOpens) -> str:
    """The word to name on the page; empty when it is not one word that is wrong."""
    return wrong.word[:_WORD_SHOWN] if isinstance(wrong, UnknownWord) else ""
