"""A referral as a file for the district's own records: the password again, and the audit says who took it."""

import json
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from reporting.referrals.fhir import MEDIA_TYPE
from reporting.staff.gate import here
from reporting.staff.password_here import PasswordHere
from reporting.staff.referral_view import ReferralFiles
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed

_HERE = frozenset({"needed", "wrong", "locked"})


class ReferralFilePages:
    def __init__(self, files: ReferralFiles, password: PasswordHere) -> None:
        self._files = files
        self._password = password

    def form(self, reference: str, offer: str) -> ResponseReturnValue:
        return self._form(reference, offer)

    def take(self, reference: str, offer: str) -> ResponseReturnValue:
        taken: list[dict[str, Any]] = []
        answer = self._password.around(
            lambda: taken.append(self._files.fhir(here(), reference, offer)),
            url_for("referral.page", reference=reference),
            _HERE,
            lambda code: (self._form(reference, offer, code if typed("password") else None), status_of(code)),
        )
        if not taken:
            return answer
        file = Response(json.dumps(taken[0], ensure_ascii=False), content_type=MEDIA_TYPE)
        file.headers["Content-Disposition"] = f'attachment; filename="referral-{reference}.fhir.json"'
        return file

    def _form(self, reference: str, offer: str, code: str | None = None) -> str:
        return render_template(
            "referral_file.html",
            reference=reference,
            offer=offer,
            code=code,
            ask_password=self._password.wanted(),
        )


def referral_file_pages(files: ReferralFiles, password: PasswordHere) -> Blueprint:
    views = ReferralFilePages(files, password)
    pages = Blueprint("referral_file", __name__, url_prefix="/threads/<reference>/referral/<offer>/fhir")
    pages.get("")(views.form)
    pages.post("")(views.take)
    return pages
