"""After sending: two of the six words are asked for again, so that they are not lost with the page."""

from http import HTTPStatus

from flask import request
from werkzeug.exceptions import BadRequest

from reporting.web.fields import ReceiptForm, text
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts

_WORD_LIMIT = 64


class Keeping:
    """Check or Skip. Nothing waits behind this page, and it never stands before the exit."""

    def __init__(self, parts: PublicParts, pages: Pages) -> None:
        self._intake = parts.intake
        self._pages = pages

    def keep(self) -> Answer:
        receipt = ReceiptForm.of(request)
        if receipt is None:
            raise BadRequest
        if request.form.get("act") == "skip":
            return self._kept(receipt, checked=False)
        answers = [text(request.form, f"word_{position}", _WORD_LIMIT) for position in receipt.gate]
        right = self._intake.check_gate(receipt.submission, answers)
        if right:
            return self._kept(receipt, checked=True)
        if right is None:
            return self._once_more(receipt, answers, "gate_gone"), HTTPStatus.OK
        return self._once_more(receipt, answers, "gate_wrong"), HTTPStatus.BAD_REQUEST

    def _kept(self, receipt: ReceiptForm, *, checked: bool) -> Answer:
        self._intake.words_confirmed(receipt.submission)
        return self._pages.page(
            "kept.html", self._pages.facts_if_known(), checked=checked, token=receipt.token, receipt=receipt
        ), HTTPStatus.OK

    def _once_more(self, receipt: ReceiptForm, typed: list[str], problem: str) -> str:
        facts = self._pages.facts_if_known()
        monitored = facts.monitored if facts else False
        return self._pages.page(
            "receipt.html", facts, receipt=receipt, monitored=monitored, problem=problem, typed=typed
        )
