"""The student's side thread with a partner, which the school cannot read."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from flask import request

from reporting.cases.refusals import (
    EmptyText,
    NothingOpens,
    NothingStored,
    Refused,
    TokenExpired,
    TooLong,
    UnknownWord,
)
from reporting.cases.tip import BODY_LIMIT
from reporting.guard.received_text import received_text
from reporting.referrals.deciding import Decided, NoSuchOffer
from reporting.referrals.side_student import SideView, StudentSides
from reporting.referrals.side_thread import (
    GIVEN_LIMIT,
    GivenName,
    NoSuchSide,
    NothingGiven,
    PartnerAbsent,
)
from reporting.web.fields import SUBMISSION_BYTES, TOKEN_LIMIT, ReplyForm, submission_number, text
from reporting.web.helping import hours_of
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.returning import MustWait, Returning, wrong_word
from reporting.web.side_words import given_label, given_words

_log = logging.getLogger("reporting.web")
_ID = 32
SAY_PATH = "/return/side/say"
_STATUS = {
    NothingStored.code: HTTPStatus.SERVICE_UNAVAILABLE,
    NoSuchSide.code: HTTPStatus.CONFLICT,
    PartnerAbsent.code: HTTPStatus.CONFLICT,
    TooLong.code: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}
_SURE = ("show", "end")
_REFUSED = (EmptyText, TooLong, NothingStored, NothingGiven, NoSuchSide, PartnerAbsent, Decided)


class Siding:
    def __init__(self, parts: PublicParts, pages: Pages, returning: Returning) -> None:
        self._parts = parts
        self._pages = pages
        self._returning = returning

    def side(self) -> Answer:
        return self._answered(lambda doors, token, _, offer: doors.look(token, offer))

    def say_there(self) -> Answer:
        voice, form, act = self._pages.voice(), request.form, request.form.get("act", "")
        if act == "open":
            words = voice.say("They may write to me here.")
            return self._answered(
                lambda doors, token, number, offer: self._open(doors, token, number, offer, words)
            )
        if act == "give":
            name, value = text(form, "name", 32), text(form, "value", GIVEN_LIMIT).strip()
            value = value if form.get("sure", "") == "1" else ""
            known = next((one for one in GivenName if one.value == name), None)
            words = given_words(voice, known, value) if known else ""
            return self._answered(lambda doors, *rest: doors.give(*rest, name, value, words))
        if act == "see":
            words, video = voice.say("I want to see the video link."), text(form, "video", _ID)
            return self._answered(lambda doors, *rest: doors.see_video(*rest, video, words))
        if act in _SURE:
            return self._if_sure(act, sure=form.get("sure", "") == "1")
        return self._write(ReplyForm.of(request, self._parts.random(SUBMISSION_BYTES)))

    def _write(self, form: ReplyForm) -> Answer:
        """A page that grew too old asks for the six words with what was typed kept; one press then opens and sends."""
        offer, token = text(request.form, "offer", _ID), form.token
        try:
            if form.receipt:
                token = self._returning.open(form.receipt).token
        except MustWait as must:
            fields = {
                "receipt": form.receipt,
                "phrase": form.phrase,
                "body": form.body,
                "offer": offer,
                "submission": form.submission.hex(),
            }
            return self._returning.wait(must.wait, SAY_PATH, fields)
        except (UnknownWord, NothingOpens) as wrong:
            return self._again(form, offer, wrong.code, HTTPStatus.NOT_FOUND, wrong_word(wrong))
        try:
            return self._doing(lambda doors, *rest: doors.write(*rest, form.body), token, sent=True)
        except TokenExpired as expired:
            return self._again(form, offer, expired.code, HTTPStatus.CONFLICT)

    def _again(self, form: ReplyForm, offer: str, problem: str, status: HTTPStatus, word: str = "") -> Answer:
        page = self._pages.page(
            "again.html",
            self._pages.facts_if_known(),
            form=form,
            token="",
            offer=offer,
            problem=problem,
            word=word,
            limit=BODY_LIMIT,
        )
        return page, status

    def _if_sure(self, act: str, *, sure: bool) -> Answer:
        """What cannot be undone needs its tick."""
        if not sure:
            return self._answered(lambda doors, token, _, offer: doors.look(token, offer), "not_sure")
        if act == "show":
            return self._answered(lambda doors, token, _, offer: doors.show_before(token, offer))
        return self._answered(lambda doors, token, _, offer: doors.end(token, offer))

    def _open(self, doors: StudentSides, token: str, submission: bytes, offer: str, words: str) -> SideView:
        if self._parts.referrals is not None:
            self._parts.referrals.open_side(token, submission, offer, words)
        return doors.look(token, offer)

    def _answered(
        self,
        act: Callable[[StudentSides, str, bytes, str], SideView],
        problem: str | None = None,
    ) -> Answer:
        try:
            return self._doing(act, text(request.form, "token", TOKEN_LIMIT), problem)
        except TokenExpired:
            return self._returning.ask("", "page_old", HTTPStatus.CONFLICT)

    def _doing(
        self,
        act: Callable[[StudentSides, str, bytes, str], SideView],
        token: str,
        problem: str | None = None,
        *,
        sent: bool = False,
    ) -> Answer:
        """Raises TokenExpired."""
        doors = self._parts.sides
        offer = text(request.form, "offer", _ID)
        submission = submission_number(request.form, self._parts.random(SUBMISSION_BYTES))
        if doors is None:
            return self._pages.error(HTTPStatus.NOT_FOUND), HTTPStatus.NOT_FOUND
        try:
            view = act(doors, token, submission, offer)
        except NoSuchOffer:
            return self._returning.thread(self._parts.visits.resume(token)), HTTPStatus.NOT_FOUND
        except _REFUSED as refusal:
            return self._refused(doors, token, offer, refusal)
        page = self._page(view, problem, sent=sent)
        return page, HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK

    def _refused(self, doors: StudentSides, token: str, offer: str, refusal: Refused) -> Answer:
        """With what was typed still in the field."""
        if isinstance(refusal, NothingStored):
            _log.error("a message to a partner could not be kept", exc_info=refusal)
        page = self._page(doors.look(token, offer), refusal.code)
        return page, _STATUS.get(refusal.code, HTTPStatus.BAD_REQUEST)

    def _page(self, view: SideView, problem: str | None = None, *, sent: bool = False) -> str:
        voice = self._pages.voice()
        return self._pages.page(
            "side.html",
            self._pages.facts_if_known(),
            zone=view.thread.zone,
            view=view,
            party=view.referral.offer.party,
            offer=view.referral.offer,
            hours=[view.hours.words] if view.hours.words else list(hours_of(voice, view.hours.schedules)),
            names=[(one.value, given_label(voice, one)) for one in GivenName],
            told=[(given_label(voice, name), value) for name, value in view.given.items()],
            problem=problem,
            sent=sent,
            typed=received_text(request.form.get("body", "")).text if problem else "",
            token=view.thread.token,
            submission=view.thread.submission,
        )
