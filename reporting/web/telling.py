"""The first page: one field, and what a child should know before filling it."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import request

from reporting.cases.refusals import EmptyText, NothingStored, NotOpenYet, Refused, TooLong
from reporting.cases.tip import BODY_LIMIT, FormFacts, Receipted
from reporting.model.writer import Writer
from reporting.web.fields import SUBMISSION_BYTES, ReceiptForm, TipForm
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.traces import traces
from reporting.web.voice import language_of

_log = logging.getLogger("reporting.web")
_STATUS = {
    "damaged": HTTPStatus.BAD_REQUEST,
    EmptyText.code: HTTPStatus.BAD_REQUEST,
    TooLong.code: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NotOpenYet.code: HTTPStatus.SERVICE_UNAVAILABLE,
    NothingStored.code: HTTPStatus.SERVICE_UNAVAILABLE,
}
# Enough to show somebody's words again while the store is down.
_NOTHING_KNOWN = FormFacts(
    accepting=True, monitored=True, line_name="", schools=(), staff=(), due=None, zone="UTC", hotline=None
)


class Telling:
    """Shows the form, and takes what it brings. After the words are typed, nothing here loses them."""

    def __init__(self, parts: PublicParts, pages: Pages) -> None:
        self._parts = parts
        self._pages = pages

    def tell(self) -> Answer:
        facts = self._parts.intake.form_facts()
        if campaign := request.args.get("p"):
            self._parts.visited(campaign)
        if not facts.accepting:
            return self._pages.page("not_open.html", facts), HTTPStatus.OK
        return self._form(TipForm(self._fresh()), facts), HTTPStatus.OK

    def adult(self) -> Answer:
        """The same form, in words for an adult who is worried about a student."""
        facts = self._parts.intake.form_facts()
        if not facts.accepting:
            return self._pages.page("not_open.html", facts), HTTPStatus.OK
        return self._form(TipForm(self._fresh(), writer=Writer.ADULT), facts), HTTPStatus.OK

    def send(self) -> Answer:
        form = TipForm.of(request, self._fresh())
        if form.lost:
            return self._begin_anew(form), HTTPStatus.OK
        if form.damaged:
            return self._not_sent(form, "damaged")
        try:
            return self._look(form) if form.look else self._receive(form), HTTPStatus.OK
        except TooLong as refusal:
            return self._not_sent(form, refusal.code, refusal.limit)
        except Refused as refusal:
            return self._not_sent(form, refusal.code)
        except Exception as broken:  # noqa: BLE001 - whatever broke, the words must come back in the form
            _log.error("a message could not be taken", exc_info=broken)
            return self._not_sent(form, NothingStored.code)

    def _begin_anew(self, form: TipForm) -> str:
        """A new message that says so: new words never open an old thread, and only staff may guess which it was."""
        facts = self._parts.intake.form_facts()
        if not facts.accepting:
            return self._pages.page("not_open.html", facts)
        said = self._pages.voice().say("I wrote to you before and lost my six words.")
        return self._form(TipForm(form.submission, body=f"{said}\n", lost=True), facts)

    def _look(self, form: TipForm) -> str:
        """Without scripts, when asked: the form again with what shows who writes. Nothing is sent."""
        return self._form(form, self._parts.intake.form_facts(), traced=traces(form.body))

    def _receive(self, form: TipForm) -> str:
        parts = self._parts
        key = parts.visitors.key(request.remote_addr)
        facts = parts.intake.form_facts()
        held = parts.visitors.tip_is_held(key, request.form.get("altcha", ""))
        tip = form.tip(facts, language_of(request), held=held, limiter_key=key)
        return self.receipt(parts.intake.receive(tip), facts)

    def _form(
        self,
        form: TipForm,
        facts: FormFacts,
        problem: str | None = None,
        limit: int = BODY_LIMIT,
        traced: Mapping[str, Sequence[str]] | None = None,
    ) -> str:
        visitors = self._parts.visitors
        challenge = visitors.tip_challenge(visitors.key(request.remote_addr))
        return self._pages.page(
            form.page, facts, form=form, problem=problem, limit=limit, challenge=challenge, traced=traced
        )

    def _not_sent(self, form: TipForm, problem: str, limit: int = BODY_LIMIT) -> Answer:
        facts = self._pages.facts_if_known() or _NOTHING_KNOWN
        return self._form(form, facts, problem, limit), _STATUS.get(problem, HTTPStatus.SERVICE_UNAVAILABLE)

    def receipt(self, receipted: Receipted, facts: FormFacts) -> str:
        """The page with the six words."""
        if receipted.words is None:
            return self._pages.page("words_gone.html", facts)
        receipt = ReceiptForm(
            receipted.submission,
            receipted.words,
            receipted.gate,
            receipted.held,
            receipted.due,
            receipted.topic,
            receipted.token,
        )
        return self._pages.page(
            "receipt.html", facts, receipt=receipt, monitored=receipted.monitored, problem=None, typed=()
        )

    def _fresh(self) -> bytes:
        return self._parts.random(SUBMISSION_BYTES)
