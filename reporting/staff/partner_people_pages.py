"""People of an organization who sign in: invited here, the first one let in by telephone, removed."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from reporting.model.ids import OrganizationId
from reporting.people.refused import Refused
from reporting.referrals.directory.desk import HelpDesk
from reporting.referrals.partners.desk import PartnerDesk
from reporting.staff import partner_people_wording
from reporting.staff.gate import here
from reporting.staff.password_here import PasswordHere
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed

_FIELDS = frozenset({"name", "email", "email_taken", "no_record_contact"})


class PartnerPeoplePages:
    def __init__(self, desk: PartnerDesk, help_desk: HelpDesk, password: PasswordHere) -> None:
        self._desk = desk
        self._help = help_desk
        self._password = password

    def page(self, organization: str) -> ResponseReturnValue:
        return self._page(organization)

    def invite(self, organization: str) -> ResponseReturnValue:
        """Without a mail server the link is shown once, in the answer itself."""
        id_ = _id(organization)
        try:
            link = self._desk.invite(here(), id_, typed("name"), typed("email"))
        except Refused as refusal:
            if refusal.code not in _FIELDS:
                raise
            return self._page(organization, refusal.code), status_of(refusal.code)
        if link:
            return render_template("partner_people_link.html", link=link, organization=organization)
        return redirect(url_for("partner_people.page", organization=organization, done="invited"), 303)

    def let_in(self, organization: str) -> ResponseReturnValue:
        id_, person, words = _id(organization), typed("person"), typed("words")
        return self._password.around(
            lambda: self._desk.let_in(here(), id_, person, words),
            url_for("partner_people.page", organization=organization, done="let_in"),
            {"needed", "wrong", "locked"},
            lambda code: (self._page(organization, code), status_of(code)),
        )

    def remove(self, organization: str) -> ResponseReturnValue:
        self._desk.remove(here(), _id(organization), typed("person"))
        return redirect(url_for("partner_people.page", organization=organization, done="removed"), 303)

    def _page(self, organization: str, code: str | None = None) -> str:
        keeping, id_, done = self._help.keeping, _id(organization), request.args.get("done")
        keeping.must_change(here())
        try:
            found = keeping.known(id_)
        except Refused as refusal:
            raise NotFound from refusal
        return render_template(
            "partner_people.html",
            organization=found,
            people=self._desk.people(id_),
            contact=keeping.record_contact(id_),
            ask_password=self._password.wanted(),
            words=partner_people_wording,
            code=code,
            done=done if done in partner_people_wording.DONE else None,
            typed_name=typed("name") if code else "",
            typed_email=typed("email") if code else "",
        )


def partner_people_pages(desk: PartnerDesk, help_desk: HelpDesk, password: PasswordHere) -> Blueprint:
    views = PartnerPeoplePages(desk, help_desk, password)
    pages = Blueprint("partner_people", __name__, url_prefix="/directory/<organization>/people")
    pages.get("")(views.page)
    pages.post("")(views.invite)
    pages.post("/let-in")(views.let_in)
    pages.post("/remove")(views.remove)
    return pages


def _id(value: str) -> OrganizationId:
    try:
        return OrganizationId(bytes.fromhex(value))
    except ValueError as odd:
        raise NotFound from odd
