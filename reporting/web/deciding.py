"""A referral on the student's page: what would be shared, field by field, and what becomes of it."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from flask import request

from reporting.cases.refusals import NothingStored, TokenExpired, TooLong
from reporting.model.help.words import Barrier, SharedField
from reporting.referrals.deciding import (
    LONGEST,
    Decided,
    Decision,
    FieldEmpty,
    NoSuchOffer,
    ReferralView,
    StudentReferrals,
)
from reporting.referrals.offer import Age, Consent
from reporting.web.fields import SUBMISSION_BYTES, TOKEN_LIMIT, submission_number, text
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.referral_words import AGES, GRADES, agreed_words, barrier_name, field_name
from reporting.web.returning import Returning

_log = logging.getLogger("reporting.web")
_ID = 32
_STATUS = {FieldEmpty.code: HTTPStatus.BAD_REQUEST, Decided.code: HTTPStatus.CONFLICT}


class Deciding:
    def __init__(self, parts: PublicParts, pages: Pages, returning: Returning) -> None:
        self._parts = parts
        self._pages = pages
        self._returning = returning

    def referral(self) -> Answer:
        """Shows it; nothing is said by looking."""
        return self._answered(lambda doors, token, _, offer: doors.look(token, offer))

    def decide(self) -> Answer:
        voice, act = self._pages.voice(), request.form.get("act", "")
        if act == "yes":
            return self._answered(self._agree)
        if act == "no":
            words = voice.say("No, thank you. Please don't send anything to them.")
            return self._answered(lambda doors, *form: doors.refuse(*form, words))
        if act == "withdraw":
            if request.form.get("sure", "") != "1":
                return self._answered(lambda doors, token, _, offer: doors.look(token, offer), "not_sure")
            words = voice.say("I take back my yes. They must not read it any more.")
            return self._answered(lambda doors, *form: doors.withdraw(*form, words))
        return self._met(act)

    def _met(self, act: str) -> Answer:
        voice = self._pages.voice()
        said = {
            "yes": voice.say("Yes, I was seen there."),
            "not_yet": voice.say("I was not seen there yet."),
            "no": voice.say("I was not seen there, and it does not work out."),
        }
        met = act.removeprefix("met_")
        if met not in said:
            return self._answered(lambda doors, token, _, offer: doors.look(token, offer))
        return self._answered(lambda doors, *form: doors.met(*form, met, said[met]))

    def _agree(self, doors: StudentReferrals, token: str, submission: bytes, offer: str) -> ReferralView:
        form, voice = request.form, self._pages.voice()
        ticked = set(form.getlist("field"))
        values = {name: text(form, name, LONGEST.get(name)) for name in SharedField if name.value in ticked}
        said = form.get("age", "")
        age: Age = "yes" if said == "yes" else "no" if said == "no" else "unsaid"
        party = doors.look(token, offer).standing.referral.offer.party
        hard = set(form.getlist("barrier"))
        barriers = tuple(one for one in Barrier if one.value in hard)

        def words(consent: Consent) -> str:
            return agreed_words(voice, party, consent)

        side = form.get("side", "") == "1"
        return doors.agree(token, submission, offer, Decision(values, age, side, barriers), words)

    def _answered(
        self,
        act: Callable[[StudentReferrals, str, bytes, str], ReferralView],
        problem: str | None = None,
    ) -> Answer:
        doors = self._parts.referrals
        token = text(request.form, "token", TOKEN_LIMIT)
        offer = text(request.form, "offer", _ID)
        submission = submission_number(request.form, self._parts.random(SUBMISSION_BYTES))
        if doors is None:
            return self._pages.error(HTTPStatus.NOT_FOUND), HTTPStatus.NOT_FOUND
        try:
            view = act(doors, token, submission, offer)
        except TokenExpired:
            return self._returning.ask("", "page_old", HTTPStatus.CONFLICT)
        except NoSuchOffer:
            return self._returning.thread(self._parts.visits.resume(token)), HTTPStatus.NOT_FOUND
        except (FieldEmpty, Decided, NothingStored, TooLong) as refusal:
            if isinstance(refusal, NothingStored | TooLong):
                _log.error("a decision could not be kept", exc_info=refusal)
            empty = refusal.name if isinstance(refusal, FieldEmpty) else None
            page = self._page(doors.look(token, offer), refusal.code, empty)
            return page, _STATUS.get(refusal.code, HTTPStatus.SERVICE_UNAVAILABLE)
        return self._page(view, problem), HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK

    def _page(self, view: ReferralView, problem: str | None = None, empty: SharedField | None = None) -> str:
        form, voice = request.form, self._pages.voice()
        typed = {name.value: text(form, name, LONGEST.get(name)) for name in SharedField}
        return self._pages.page(
            "referral.html",
            self._pages.facts_if_known(),
            zone=view.thread.zone,
            view=view,
            standing=view.standing,
            referral=view.standing.referral,
            offer=view.standing.referral.offer,
            token=view.thread.token,
            submission=view.thread.submission,
            problem=problem,
            empty=empty.value if empty else "",
            barriers=[(one.value, barrier_name(voice, one)) for one in Barrier],
            hard=set(form.getlist("barrier")) if problem else set(),
            ticked=set(form.getlist("field")) if problem else set(),
            typed=typed if problem else dict.fromkeys(typed, ""),
            age_said=form.get("age", "") if problem else "",
            side_said=bool(problem) and form.get("side", "") == "1",
            ages=[(one, voice.say(one)) for one in AGES],
            grades=GRADES,
            field_name=lambda name: field_name(voice, SharedField(name)),
        )
