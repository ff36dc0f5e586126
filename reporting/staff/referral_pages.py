"""Referrals of one thread: propose, see what the student said, send, and the PIN that is told by telephone."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.refusals import NoSuchThread, Refused
from reporting.model.help.words import Barrier, SharedField
from reporting.referrals.offer import Offer
from reporting.referrals.referral_desk import Proposal, ReferralDesk
from reporting.referrals.taking_back import TakingBack
from reporting.referrals.text_consent import LookFirst, Texts
from reporting.staff import referral_wording, stalled_wording
from reporting.staff.gate import here
from reporting.staff.referral_view import ReferralDesks
from reporting.staff.refusal_pages import status_of
from reporting.staff.settings import StaffSettings
from reporting.staff.thread_page import submission_of
from reporting.staff.typed import typed, typed_list

_TYPED = ("service", "body", "purpose", "about", "basis", "offer", "how", "back_reason", "asked")


class ReferralPages:
    def __init__(self, desk: ReferralDesks, settings: StaffSettings) -> None:
        self._desk = desk
        self._random = settings.random

    def page(self, reference: str) -> ResponseReturnValue:
        done = request.args.get("done")
        return self._page(reference, done=done if done in referral_wording.DONE else None)

    def propose(self, reference: str) -> ResponseReturnValue:
        ticked = set(typed_list("field"))
        said = Proposal(
            typed("service"),
            typed("body"),
            typed("purpose"),
            typed("about"),
            tuple(name for name in SharedField if name.value in ticked),
            tuple(one for one in Barrier if one.value in set(typed_list("barrier"))),
            typed("how"),
            typed("seen"),
        )
        if not said.service:
            return self._page(reference, code="no_service"), 422
        submission = submission_of(typed("submission"), self._random)
        try:
            if typed("act") == "look":
                return self._page(reference, texts=self._desk.texts(here(), reference, said))
            self._desk.propose(here(), reference, submission, said)
        except NoSuchThread:
            raise
        except LookFirst as refusal:
            texts = self._desk.texts(here(), reference, said)
            return self._page(reference, code=refusal.code, texts=texts), status_of(refusal.code)
        except Refused as refusal:
            return self._page(reference, code=refusal.code), status_of(refusal.code)
        done = "referral_asked" if said.how else "referral_proposed"
        return redirect(url_for("referral.page", reference=reference, done=done), 303)

    def send(self, reference: str) -> ResponseReturnValue:
        """Shows the PIN at once and never again: it is kept nowhere."""
        submission = submission_of(typed("submission"), self._random)
        offer, basis = typed("offer"), typed("basis")
        try:
            slip = self._desk.send(here(), reference, submission, offer, basis)
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._page(reference, code=refusal.code), status_of(refusal.code)
        return render_template("referral_slip.html", reference=reference, slip=slip)

    def new_link(self, reference: str) -> ResponseReturnValue:
        offer = typed("offer")
        try:
            slip = self._desk.new_link(here(), reference, offer)
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._page(reference, code=refusal.code), status_of(refusal.code)
        return render_template("referral_slip.html", reference=reference, slip=slip)

    def take_back(self, reference: str) -> ResponseReturnValue:
        submission = submission_of(typed("submission"), self._random)
        said = TakingBack(typed("offer"), typed("back_reason"), typed("asked") == "yes")
        try:
            self._desk.take_back(here(), reference, submission, said)
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._page(reference, code=refusal.code), status_of(refusal.code)
        return redirect(url_for("referral.page", reference=reference, done="referral_taken_back"), 303)

    def ask_met(self, reference: str) -> ResponseReturnValue:
        submission = submission_of(typed("submission"), self._random)
        try:
            self._desk.ask_met(here(), reference, submission, typed("offer"))
        except NoSuchThread:
            raise
        except Refused as refusal:
            return self._page(reference, code=refusal.code), status_of(refusal.code)
        return redirect(url_for("referral.page", reference=reference, done="referral_asked_met"), 303)

    def _page(
        self,
        reference: str,
        *,
        code: str | None = None,
        done: str | None = None,
        texts: Texts | None = None,
    ) -> str:
        """`texts`: those that would go to a phone; the form keeps what was typed."""
        desk = self._desk.desk(here(), reference)
        kept = code is not None or texts is not None
        asked = set(typed_list("field")) if kept else {"first_name", "language", "contact", "about"}
        hard = set(typed_list("barrier"))
        given = {name: typed(name) for name in _TYPED}
        former = self._former(desk) if not kept else None
        if former is not None:
            # A proposal to somebody else in the words of the one before: nothing is sent by it, the student is asked anew.
            given = {
                "service": request.args.get("service", ""),
                "body": former.words,
                "purpose": former.purpose,
                "about": former.about,
            }
            asked, hard = {one.value for one in former.fields}, {one.value for one in former.barriers}
        return render_template(
            "referral.html",
            desk=desk,
            code=code,
            done=done,
            referral_wording=referral_wording,
            stalled_wording=stalled_wording,
            fields=[name.value for name in SharedField],
            barriers=[one.value for one in Barrier],
            asked=asked,
            hard=hard,
            former=former,
            given=given if kept or former else {},
            texts=texts,
            submission=self._random(16).hex(),
        )

    def _former(self, desk: ReferralDesk) -> Offer | None:
        """The proposal that another one takes the place of."""
        asked = request.args.get("after", "")
        offers = (one.standing.referral.offer for one in desk.referrals)
        return next((one for one in offers if one.id == asked), None)


def referral_pages(desk: ReferralDesks, settings: StaffSettings) -> Blueprint:
    views = ReferralPages(desk, settings)
    pages = Blueprint("referral", __name__, url_prefix="/threads/<reference>/referral")
    pages.get("")(views.page)
    pages.post("")(views.propose)
    pages.post("/send")(views.send)
    pages.post("/link")(views.new_link)
    pages.post("/back")(views.take_back)
    pages.post("/met")(views.ask_met)
    return pages
