"""Agreements with organizations: who does what, for whom, how fast; on paper the annex of a memorandum."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from reporting.model.clock import date_of
from reporting.model.help.organization import Organization
from reporting.model.help.partnership import Partnership
from reporting.model.help.words import AgreementState, SharedField, Side
from reporting.model.ids import OrganizationId, PartnershipId, SchoolId
from reporting.people.refused import Refused
from reporting.referrals.directory.entry_form import Problem
from reporting.referrals.partnerships.form import EPOCH, iso, values_of
from reporting.referrals.partnerships.keeping import REMIND_BEFORE, Agreement
from reporting.staff import help_wording, partnership_wording
from reporting.staff.gate import here
from reporting.staff.partnership_view import PartnershipDesk
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import all_typed, typed, typed_list

NEW = "new"
_WRONG = 422
_YEAR = 365


class PartnershipPages:
    def __init__(self, desk: PartnershipDesk, schools: Callable[[], Mapping[SchoolId, str]]) -> None:
        self._desk = desk
        self._schools = schools

    def page(self) -> ResponseReturnValue:
        return self._shown("partnerships.html", agreements=self._desk.all(), soon=self._soon)

    def one(self, value: str) -> ResponseReturnValue:
        return self._one(value)

    def _one(self, value: str, code: str | None = None) -> ResponseReturnValue:
        found = self._known(value)
        page = self._shown(
            "partnership.html",
            agreement=found,
            soon=self._soon,
            code=code,
            next_review=iso(self._desk.today() + _YEAR),
        )
        return (page, status_of(code)) if code else page

    def form(self, value: str) -> ResponseReturnValue:
        self._must()
        if value != NEW:
            found = self._known(value)
            return self._form(value, found.organization, values_of(found.terms))
        organization = self._chosen(request.args.get("organization", ""))
        return self._form(value, organization, self._proposed())

    def keep(self, value: str) -> ResponseReturnValue:
        self._must()
        found = None if value == NEW else self._known(value)
        organization = found.organization if found else self._chosen(typed("organization"))
        given = all_typed() | {"shared": ";".join(typed_list("shared"))}
        if organization is None:
            return self._form(value, None, given, (Problem("organization", "missing"),))
        kept = self._desk.save(
            here(), found.terms.id if found else None, organization.id, given, self._schools().keys()
        )
        if kept.problems:
            return self._form(value, organization, given, kept.problems)
        return redirect(url_for("partnership.one", value=kept.id.hex(), done="agreement_kept"), 303)

    def reviewed(self, value: str) -> ResponseReturnValue:
        found = self._known(value)
        try:
            day = (date.fromisoformat(typed("review")) - EPOCH).days
        except ValueError:
            return self._one(value, "review_past")
        try:
            self._desk.reviewed(here(), found.terms.id, day)
        except Refused as refusal:
            if refusal.code != "review_past":
                raise
            return self._one(value, refusal.code)
        return redirect(url_for("partnership.one", value=value, done="reviewed"), 303)

    def _must(self) -> None:
        if not self._desk.may_change(here()):
            raise Refused("not_allowed", "Registrars change this, and who leads a queue.")

    def _known(self, value: str) -> Agreement:
        try:
            return self._desk.one(PartnershipId(bytes.fromhex(value)))
        except (ValueError, Refused) as odd:
            raise NotFound from odd

    def _chosen(self, value: str) -> Organization | None:
        return next((one for one in self._desk.organizations() if one.id.hex() == value), None)

    def _proposed(self) -> dict[str, Any]:
        """What most agreements say, to be changed."""
        blank = Partnership(
            PartnershipId(b""), OrganizationId(b""), shared=(SharedField.FIRST_NAME, SharedField.ABOUT)
        )
        return {
            **values_of(blank),
            "review": iso(self._desk.today() + _YEAR),
            **{
                f"duties_{side}": "\n".join(str(line) for line in partnership_wording.PROPOSED[side])
                for side in Side
            },
        }

    def _soon(self, agreement: Agreement) -> bool:
        terms = agreement.terms
        return (
            terms.state is AgreementState.IN_FORCE
            and terms.review_day is not None
            and terms.review_day - self._desk.today() <= REMIND_BEFORE
        )

    def _form(
        self,
        value: str,
        organization: Organization | None,
        values: Mapping[str, Any],
        problems: tuple[Problem, ...] = (),
    ) -> ResponseReturnValue:
        page = self._shown(
            "partnership_form.html",
            value=value,
            organization=organization,
            organizations=self._desk.organizations(),
            values=values,
            problems={one.field: one for one in problems},
        )
        return (page, _WRONG) if problems else page

    def _shown(self, template: str, **context: Any) -> str:
        done = request.args.get("done")
        return render_template(
            template,
            words=help_wording,
            terms_words=partnership_wording,
            may=self._desk.may_change(here()),
            schools=[(id_.hex(), name) for id_, name in self._schools().items()],
            sides=tuple(Side),
            shared_fields=tuple(SharedField),
            states=tuple(AgreementState),
            day_of=date_of,
            done=done if done in help_wording.DONE else None,
            **context,
        )


def partnership_pages(desk: PartnershipDesk, schools: Callable[[], Mapping[SchoolId, str]]) -> Blueprint:
    views = PartnershipPages(desk, schools)
    pages = Blueprint("partnership", __name__, url_prefix="/partnerships")
    pages.get("")(views.page)
    pages.get("/<value>")(views.one)
    pages.get("/<value>/change")(views.form)
    pages.post("/<value>/change")(views.keep)
    pages.post("/<value>/reviewed")(views.reviewed)
    return pages
