"""The partner's page: what was agreed and what they answer, behind link and PIN, or after signing in."""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, request

from reporting.cases.refusals import NothingOpens, TokenExpired
from reporting.guard.kdf_slots import TooManyWaiting
from reporting.model.help.words import Barrier, SharedField
from reporting.referrals import answer
from reporting.referrals.fhir import MEDIA_TYPE, bundle
from reporting.referrals.partner_visit import LinkTooOld, PacketView, PartnerVisits
from reporting.referrals.side_thread import LinkInWords
from reporting.store.errors import StoreError
from reporting.web.fields import TOKEN_LIMIT, text
from reporting.web.kept_words import kept_words
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.referral_words import barrier_name, field_name
from reporting.web.voice import Voice

_log = logging.getLogger("reporting.web")
# Where somebody who signed in has a packet open.
QUEUE_PACKET = "/partners/packet"


class Partnering:
    def __init__(self, parts: PublicParts, pages: Pages) -> None:
        self._parts = parts
        self._pages = pages

    def partner(self, token: str) -> Answer:
        """Mail scanners open links first: looking changes nothing and says nothing."""
        del token
        return self._page(None), HTTPStatus.OK

    def partner_open(self, token: str) -> Answer:
        doors = self._parts.partners
        if doors is None:
            return self._page(None, "nothing"), HTTPStatus.NOT_FOUND
        try:
            return self.said(doors) if request.form.get("token") else self._by_pin(doors, token)
        except (NothingOpens, TokenExpired, TooManyWaiting):
            return self._page(None, "nothing"), HTTPStatus.NOT_FOUND

    def _by_pin(self, doors: PartnerVisits, token: str) -> Answer:
        """Raises NothingOpens, TooManyWaiting."""
        visitors = self._parts.visitors
        pin = "".join(one for one in text(request.form, "pin", 32) if one in "0123456789")
        try:
            with visitors.derivation(visitors.key(request.remote_addr)):
                if request.form.get("renew"):
                    doors.renew(token, pin)
                    return self._page(None, "renewed"), HTTPStatus.OK
                return self._page(doors.open(token, pin)), HTTPStatus.OK
        except LinkTooOld:
            return self._page(None, "old"), HTTPStatus.OK
        except StoreError as away:
            # The PIN is typed again, for no page holds one.
            _log.error("a partner's link waits for the service or its store", exc_info=away)
            return self._page(None, "away"), HTTPStatus.SERVICE_UNAVAILABLE

    def partner_fhir(self, token: str) -> Answer:
        del token
        doors = self._parts.partners
        if doors is None:
            return self._page(None, "nothing"), HTTPStatus.NOT_FOUND
        try:
            return self.file(doors)
        except (NothingOpens, TokenExpired):
            return self._page(None, "nothing"), HTTPStatus.NOT_FOUND

    def file(self, doors: PartnerVisits) -> Response:
        """What the page shows, for the partner's own records. Raises TokenExpired, NothingOpens."""
        shared = doors.shared(text(request.form, "token", TOKEN_LIMIT))
        answer = Response(json.dumps(bundle(shared), ensure_ascii=False), content_type=MEDIA_TYPE)
        answer.headers["Content-Disposition"] = 'attachment; filename="referral.fhir.json"'
        return answer

    def said(self, doors: PartnerVisits, session: str = "") -> Answer:
        """An answer, by the page's token. Raises TokenExpired, NothingOpens."""
        form = request.form
        said = answer.Answer(
            text(form, "when", answer.LONGEST),
            text(form, "words", answer.LONGEST),
            text(form, "day", answer.DAY_LENGTH),
        )
        known, side = (text(form, name, TOKEN_LIMIT) for name in ("token", "side"))
        try:
            view = doors.say(known, text(form, "step", 16), text(form, "declined", 32), said, side)
        except LinkInWords as refusal:
            before = doors.say(known, "", "", answer.Answer(), side)
            return self._page(before, refusal.code, session), HTTPStatus.BAD_REQUEST
        return self._page(view, "kept", session), HTTPStatus.OK

    def opened(self, view: PacketView, session: str) -> Answer:
        """The same page for somebody who signed in."""
        return self._page(view, session=session), HTTPStatus.OK

    def _page(self, view: PacketView | None, problem: str | None = None, session: str = "") -> str:
        voice = self._pages.voice()
        fields = view.more.get("fields", {}) if view else {}
        shown = [(field_name(voice, name), str(fields[name])) for name in SharedField if name in fields]
        if view and view.more.get("barriers"):
            named = set(str(view.more["barriers"]).split())
            hard = ", ".join(barrier_name(voice, one) for one in Barrier if one in named)
            shown.append((voice.say("What would make it hard"), hard))
        say = voice.say
        whys = {
            "no_capacity": say("no room"),
            "not_eligible": say("not for us"),
            "no_contact": say("could not reach them"),
            "family_declined": say("the family said no"),
        }
        link = (request.view_args or {}).get("token", "")
        return self._pages.page(
            "partner.html",
            self._pages.facts_if_known(),
            view=view,
            shown=shown,
            problem=problem,
            states=states(voice),
            whys=whys,
            hours=self._parts.hours_of(view.organization) if view else (),
            path=QUEUE_PACKET if session else f"/partner/{link}",
            session=session,
            packet=text(request.form, "packet", TOKEN_LIMIT) if session else "",
            words=kept_words(),
        )


def states(voice: Voice) -> Mapping[str, str]:
    """How far a referral is, in words for the partner."""
    say = voice.say
    return {
        "sent": say("new"),
        "viewed": say("not answered yet"),
        "accepted": say("accepted"),
        "waitlisted": say("on the waiting list"),
        "declined": say("declined"),
        "scheduled": say("a time is set"),
        "attended": say("came"),
        "no_show": say("did not come"),
        "closed": say("ended"),
    }
