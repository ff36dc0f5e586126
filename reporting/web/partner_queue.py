"""Pages of a partner's people who sign in: joining, signing in, the list, and each packet on the page that links show.

No cookie: the page carries the session, as pages of students carry their token. Looking by GET changes nothing.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import request

from reporting.cases.refusals import NothingOpens, TokenExpired
from reporting.guard.kdf_slots import TooManyWaiting
from reporting.model.help.words import Capacity
from reporting.printed.qr import inline
from reporting.referrals.partners.entering import (
    InvitationOver,
    NewPasswordRefused,
    NotLetIn,
    PartnerEntering,
    PartnerOut,
    PartnerSession,
    WrongEntry,
)
from reporting.referrals.partners.inbox import PartnerInbox
from reporting.store.errors import StoreError
from reporting.web.fields import text
from reporting.web.kept_words import kept_words
from reporting.web.pages import Answer, Pages
from reporting.web.partnering import QUEUE_PACKET, Partnering, states
from reporting.web.parts import PublicParts
from reporting.web.side_partnering import SidePartnering

PASSWORD_LIMIT = 1100
LINE = 200
PICTURE = 4  # pixels a square
_LATER = (NothingOpens, TokenExpired)


class PartnerQueuePages:
    def __init__(
        self, parts: PublicParts, pages: Pages, partnering: Partnering, beside: SidePartnering
    ) -> None:
        self._parts = parts
        self._pages = pages
        self._partnering = partnering
        self._beside = beside

    # -- joining

    def partner_join(self, token: str) -> Answer:
        """Mail scanners open links first: looking changes nothing."""
        return self._joining(token)

    def partner_joined(self, token: str) -> Answer:
        entering, visitors = self._parts.entering, self._parts.visitors
        form = request.form
        password, secret = text(form, "password", PASSWORD_LIMIT), text(form, "secret", 64)
        if entering is None:
            return self._joining(token)
        try:
            with visitors.derivation(visitors.key(request.remote_addr)):
                words = entering.join(token, password, secret, text(form, "code", 16))
        except NewPasswordRefused as refusal:
            return self._joining(token, secret, refusal.code)
        except (InvitationOver, TooManyWaiting):
            return self._joining(token)
        return self._render("partner_join.html", words=words, welcome=None, problem=None), HTTPStatus.OK

    def _joining(self, token: str, secret: str = "", problem: str | None = None) -> Answer:
        entering = self._parts.entering
        try:
            welcome = entering.welcome(token, secret) if entering else None
        except InvitationOver:
            welcome = None
        page = self._render(
            "partner_join.html",
            words=(),
            welcome=welcome,
            picture=inline(welcome.two_step.uri, scale=PICTURE) if welcome else "",
            problem=problem,
        )
        if welcome is None:
            return page, HTTPStatus.NOT_FOUND
        return page, HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK

    # -- signing in, and the list

    def partner_sign_in(self) -> Answer:
        return self._door(), HTTPStatus.OK

    def partner_list(self) -> Answer:
        """The list, and what is pressed on it."""
        entering, inbox, form = self._parts.entering, self._parts.inbox, request.form
        if entering is None or inbox is None:
            return self._door(), HTTPStatus.NOT_FOUND
        if not form.get("session"):
            return self._signed_in(entering, inbox)
        return self._with(entering, lambda session: self._pressed(entering, inbox, session))

    def _signed_in(self, entering: PartnerEntering, inbox: PartnerInbox) -> Answer:
        form, visitors = request.form, self._parts.visitors
        given = (text(form, "email", LINE), text(form, "password", PASSWORD_LIMIT), text(form, "code", 16))
        try:
            with visitors.derivation(visitors.key(request.remote_addr)):
                session = entering.sign_in(*given)
        except (WrongEntry, TooManyWaiting):
            return self._door("wrong"), HTTPStatus.FORBIDDEN
        except NotLetIn:
            return self._door("not_let_in"), HTTPStatus.FORBIDDEN
        except StoreError:
            return self._door("away"), HTTPStatus.SERVICE_UNAVAILABLE
        if not kept_words():
            return self._list(inbox, session), HTTPStatus.OK
        try:
            # Back to whom they were writing, with their words.
            found = inbox.open(session, text(form, "packet", 64))
        except _LATER:
            return self._list(inbox, session, "gone"), HTTPStatus.NOT_FOUND
        return self._partnering.opened(found, session.token)

    def _pressed(self, entering: PartnerEntering, inbox: PartnerInbox, session: PartnerSession) -> Answer:
        form = request.form
        act, one = form.get("act", ""), text(form, "one", 64)
        done = None
        try:
            if act == "out":
                entering.sign_out(session.row)
                return self._door("out"), HTTPStatus.OK
            if act == "leave" and form.get("sure"):
                inbox.leave(session)
                return self._door("left"), HTTPStatus.OK
            if act == "let_in":
                inbox.let_in(session, one, text(form, "words", LINE))
                done = "let_in"
            if act == "room":
                inbox.set_room(session, one, text(form, "capacity", 16))
                done = "room"
        except NothingOpens:
            return self._list(inbox, session, "gone"), HTTPStatus.BAD_REQUEST
        return self._list(inbox, session, done), HTTPStatus.OK

    # -- one packet

    def partner_packet(self) -> Answer:
        """Opened from the list, or answered."""

        def shown(session: PartnerSession, inbox: PartnerInbox) -> Answer:
            if request.form.get("token"):
                return self._partnering.said(inbox.visits, session.token)
            return self._partnering.opened(
                inbox.open(session, text(request.form, "packet", 64)), session.token
            )

        return self._of_packet(shown)

    def partner_packet_side(self) -> Answer:
        return self._of_packet(
            lambda session, inbox: self._beside.at(inbox.visits.sides, QUEUE_PACKET, session.token)
        )

    def partner_packet_fhir(self) -> Answer:
        return self._of_packet(lambda _, inbox: self._partnering.file(inbox.visits))

    def _of_packet(self, shown: Callable[[PartnerSession, PartnerInbox], Answer]) -> Answer:
        entering, inbox = self._parts.entering, self._parts.inbox
        if entering is None or inbox is None:
            return self._door(), HTTPStatus.NOT_FOUND

        def act(session: PartnerSession) -> Answer:
            try:
                return shown(session, inbox)
            except _LATER:
                return self._list(inbox, session, "gone"), HTTPStatus.NOT_FOUND

        return self._with(entering, act)

    def _with(self, entering: PartnerEntering, act: Callable[[PartnerSession], Answer]) -> Answer:
        """Each request asks anew whether the person is still in."""
        try:
            session = entering.resume(text(request.form, "session", 64))
        except (PartnerOut, NotLetIn):
            return self._door("over"), HTTPStatus.FORBIDDEN
        return act(session)

    def _door(self, said: str | None = None) -> str:
        packet = text(request.form, "packet", 64)
        return self._render("partner_sign_in.html", said=said, words=kept_words(), packet=packet)

    def _list(self, inbox: PartnerInbox, session: PartnerSession, said: str | None = None) -> str:
        say = self._pages.voice().say
        return self._render(
            "partner_list.html",
            found=inbox.look(session),
            session=session.token,
            said=said,
            words=kept_words(),
            states=states(self._pages.voice()),
            capacities={
                Capacity.OPEN.value: say("has room"),
                Capacity.WAITLIST.value: say("waiting list"),
                Capacity.FULL.value: say("full"),
                Capacity.UNKNOWN.value: say("not said"),
            },
        )

    def _render(self, template: str, **context: Any) -> str:
        return self._pages.page(template, self._pages.facts_if_known(), **context)
