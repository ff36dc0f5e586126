"""The partner's side thread with a student, behind link and PIN, or after signing in."""

from collections.abc import Callable
from http import HTTPStatus

from flask import request

from reporting.cases.refusals import EmptyText, NothingOpens, NothingStored, TokenExpired, TooLong
from reporting.referrals.side_partner import PartnerSide, PartnerSides
from reporting.referrals.side_thread import ADDRESS_LIMIT, LinkInWords, NoSuchSide, NoVideoAddress
from reporting.web.fields import SUBMISSION_BYTES, TOKEN_LIMIT, submission_number, text
from reporting.web.kept_words import kept_words
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.side_words import given_label

_TYPED = (EmptyText, TooLong, LinkInWords, NoVideoAddress, NothingStored)


class SidePartnering:
    def __init__(self, parts: PublicParts, pages: Pages) -> None:
        self._parts = parts
        self._pages = pages

    def partner_side(self, token: str) -> Answer:
        doors = self._parts.partners
        return self.at(doors.sides if doors else None, f"/partner/{token}")

    def at(self, doors: PartnerSides | None, path: str, session: str = "") -> Answer:
        """`path`: of the packet's page; `session`: of somebody who signed in."""
        if doors is None:
            return self._gone(path, session)
        known, side = (text(request.form, name, TOKEN_LIMIT) for name in ("token", "side"))
        try:
            try:
                return self._page(path, session, self._act(doors)(known, side)), HTTPStatus.OK
            except _TYPED as refusal:
                view = doors.look(known, side)
                return self._page(path, session, view, refusal.code), HTTPStatus.BAD_REQUEST
        except (NothingOpens, TokenExpired, NoSuchSide):
            return self._gone(path, session)

    def _act(self, doors: PartnerSides) -> Callable[[str, str], PartnerSide]:
        form, act = request.form, request.form.get("act", "")
        number = submission_number(form, self._parts.random(SUBMISSION_BYTES))
        if act == "write":
            body = kept_words()
            return lambda known, side: doors.write(known, side, number, body)
        if act == "video":
            address = text(form, "address", ADDRESS_LIMIT + 1)
            return lambda known, side: doors.offer_video(known, side, number, address)
        return doors.take if act == "take" else doors.look

    def _page(self, path: str, session: str, view: PartnerSide, problem: str | None = None) -> str:
        voice, form = self._pages.voice(), request.form
        return self._pages.page(
            "partner_side.html",
            self._pages.facts_if_known(),
            path=path,
            session=session,
            view=view,
            told=[(given_label(voice, name), value) for name, value in view.given.items()],
            problem=problem,
            packet=text(form, "packet", TOKEN_LIMIT),
            # What was written before the page grew too old comes along, and is sent by a press alone.
            typed=kept_words() if problem or form.get("act") != "write" else "",
            address=text(form, "address", ADDRESS_LIMIT) if problem else "",
        )

    def _gone(self, path: str, session: str) -> Answer:
        page = self._pages.page(
            "partner_side.html",
            self._pages.facts_if_known(),
            path=path,
            session=session,
            view=None,
            problem=None,
            packet=text(request.form, "packet", TOKEN_LIMIT),
            words=kept_words(),
        )
        return page, HTTPStatus.NOT_FOUND
