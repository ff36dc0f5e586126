"""Who works here and what they may open; inviting, admitting, confirming, leaving."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.people.refused import Refused
from reporting.staff.doors import StaffDoors
from reporting.staff.gate import here
from reporting.staff.people_view import InviteForm, Person
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed, typed_list
from reporting.staff.wording import DONE

# Which field a refusal belongs to, so that the page points at it.
FIELD_OF = {
    "email": "email",
    "email_taken": "email",
    "name": "name",
    "title": "title",
    "unknown_queue": "queues",
    "cover_day": "until",
    "cover_only": "cover",
}


class PeoplePages:
    """The views of the roll."""

    def __init__(self, doors: StaffDoors) -> None:
        self._roll = doors.roll

    def _done(self) -> str | None:
        code = request.args.get("done")
        return code if code in DONE else None

    def _person(self, value: str) -> Person:
        found = [one for one in self._roll.people(here()).people if one.value == value]
        return found[0] if found else abort(404)

    def _act(self, code: str, deed: Callable[[], None], back: str) -> ResponseReturnValue:
        deed()
        return redirect(url_for(back, done=code), 303)

    def _invitation(self, form: InviteForm, code: str | None = None) -> ResponseReturnValue:
        page = render_template(
            "invite.html",
            view=self._roll.people(here()),
            typed=form,
            code=code,
            wrong=FIELD_OF.get(code or ""),
        )
        return page, status_of(code) if code else 200

    def page(self) -> ResponseReturnValue:
        return render_template("people.html", view=self._roll.people(here()), done=self._done())

    def invite(self) -> ResponseReturnValue:
        return self._invitation(InviteForm("", "", "", None, (), lead=False))

    def invite_now(self) -> ResponseReturnValue:
        form = InviteForm(
            name=typed("name").strip(),
            email=typed("email").strip(),
            title=typed("title").strip(),
            school=typed("school") or None,
            queues=typed_list("queues"),
            lead=typed("lead") == "yes",
            registrar=typed("registrar") == "yes",
            lang=(typed("lang") or "en"),
            cover=typed("cover"),
            until=typed("until").strip(),
        )
        try:
            invited = self._roll.invite(here(), form)
        except Refused as refusal:
            return self._invitation(form, refusal.code)
        # Shown in this answer and nowhere else; a reload asks for a new one.
        return render_template("invited.html", invited=(invited,))

    def waiting(self) -> ResponseReturnValue:
        return render_template("waiting.html", waiting=self._roll.waiting(here()), done=self._done())

    def admit(self) -> ResponseReturnValue:
        return self._act("admitted", lambda: self._roll.admit(here(), typed("value")), "people.waiting")

    def confirm(self) -> ResponseReturnValue:
        return self._act("confirmed", lambda: self._roll.confirm(here(), typed("value")), "people.waiting")

    def member(self, value: str) -> ResponseReturnValue:
        return self._member(value)

    def _member(self, value: str, code: str | None = None, phone: str = "") -> ResponseReturnValue:
        page = render_template(
            "member.html",
            person=self._person(value),
            me=here().principal.member.hex() == value,
            registrar=here().principal.registrar,
            code=code,
            phone=phone,
            done=self._done(),
        )
        return page, status_of(code) if code else 200

    def renew(self, value: str) -> ResponseReturnValue:
        # Shown in this answer and nowhere else, as the first link was.
        return render_template("invited.html", invited=(self._roll.renew(here(), value),))

    def declare_phone(self, value: str) -> ResponseReturnValue:
        phone = typed("phone").strip()
        try:
            self._roll.declare_phone(here(), value, phone)
        except Refused as refusal:
            if refusal.code != "phone":
                raise
            return self._member(value, refusal.code, phone)
        return redirect(url_for("people.member", value=value, done="phone_declared"), 303)

    def leave_queue(self, value: str) -> ResponseReturnValue:
        return self._act(
            "left",
            lambda: self._roll.leave_queue(here(), value, typed("queue")),
            "people.page",
        )

    def remove(self, value: str) -> ResponseReturnValue:
        return self._act("removed", lambda: self._roll.remove(here(), value), "people.page")


def people_pages(doors: StaffDoors) -> Blueprint:
    views = PeoplePages(doors)
    pages = Blueprint("people", __name__, url_prefix="/people")
    pages.get("")(views.page)
    pages.get("/invite")(views.invite)
    pages.post("/invite")(views.invite_now)
    pages.get("/waiting")(views.waiting)
    pages.post("/waiting/admit")(views.admit)
    pages.post("/waiting/confirm")(views.confirm)
    pages.get("/member/<value>")(views.member)
    pages.post("/member/<value>/renew")(views.renew)
    pages.post("/member/<value>/phone")(views.declare_phone)
    pages.post("/member/<value>/leave")(views.leave_queue)
    pages.post("/member/<value>/remove")(views.remove)
    return pages
