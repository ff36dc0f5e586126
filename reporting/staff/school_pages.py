"""A school's own page: what it calls its places, when it is open, its days off."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.refused import Refused
from reporting.staff.doors import Schools
from reporting.staff.gate import here
from reporting.staff.refusal_pages import status_of
from reporting.staff.school_view import WEEKDAYS, SchoolForm
from reporting.staff.typed import typed
from reporting.staff.wording import DONE

# Which field a refusal belongs to, so that the page points at it.
FIELD_OF = {
    "places": "places",
    "too_many_places": "places",
    "hours": "hours",
    "hours_first": "hours",
    "days_off": "off",
    "too_many_days": "off",
}


def school_pages(schools: Schools) -> Blueprint:
    pages = Blueprint("school", __name__, url_prefix="/places/school")

    def shown(value: str, form: SchoolForm | None = None, code: str | None = None) -> ResponseReturnValue:
        school = schools.page(here(), value)
        done = request.args.get("done")
        page = render_template(
            "school.html",
            school=school,
            told=form or school.told,
            weekdays=WEEKDAYS,
            code=code,
            wrong=FIELD_OF.get(code or ""),
            done=done if done in DONE else None,
        )
        return page, status_of(code) if code else 200

    @pages.get("/<value>")
    def page(value: str) -> ResponseReturnValue:
        return shown(value)

    @pages.post("/<value>")
    def tell(value: str) -> ResponseReturnValue:
        form = SchoolForm(
            places=typed("places"),
            opens={at: typed(f"{day}_opens") for at, day in enumerate(WEEKDAYS)},
            closes={at: typed(f"{day}_closes") for at, day in enumerate(WEEKDAYS)},
            off=typed("off"),
            everywhere=typed("everywhere") == "yes",
        )
        try:
            schools.tell(here(), value, form)
        except Refused as refusal:
            if refusal.code not in FIELD_OF:
                raise
            return shown(value, form, refusal.code)
        return redirect(url_for("school.page", value=value, done="school_told"), 303)

    return pages
