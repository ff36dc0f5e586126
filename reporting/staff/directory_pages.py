"""The directory of help for staff: look, print, add, correct, take in and give out."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from werkzeug.exceptions import NotFound

from reporting.guard.received_text import received_text
from reporting.model.clock import date_of
from reporting.model.help.partnership import RecordContact
from reporting.model.help.words import Capacity, FacetKind, Insurance, Need, Price, Status
from reporting.model.ids import LocationId, OrganizationId, SchoolId, ServiceId
from reporting.people.refused import Refused
from reporting.referrals.directory.desk import HelpDesk, Kept
from reporting.referrals.directory.directory import Entry
from reporting.referrals.directory.entry_form import DAYS, Problem, Reading
from reporting.referrals.directory.freshness import days_since, freshness
from reporting.referrals.directory.searching import Wish, fits
from reporting.staff import help_wording
from reporting.staff.gate import here
from reporting.staff.password_here import PasswordHere
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import all_typed, typed, typed_list

NEW = "new"
_TICKS = ("needs", "insurance", "days")
_BOXES = ("telehealth", "transport", "any_hour", "takes_referrals", "active", "step_free")
_WRONG = 422


class DirectoryPages:
    def __init__(self, desk: HelpDesk, password: PasswordHere) -> None:
        self._desk = desk
        self._password = password

    # -- looking

    def page(self) -> ResponseReturnValue:
        asked = request.args
        need, capacity = asked.get("need", ""), asked.get("capacity", "")
        wish = Wish(
            need=Need(need) if need in set(Need) else None,
            language=asked.get("language", "")[:16],
            text=asked.get("q", "")[:200],
        )
        organizations = self._desk.keeping.read().organizations
        found = [
            entry
            for entry in self._desk.keeping.read().entries()
            if fits(entry, wish) and capacity in {"", entry.service.capacity}
        ]
        with_some = {entry.organization.id for entry in found}
        looked = wish != Wish() or bool(capacity)
        rows = [
            (one, [entry for entry in found if entry.organization.id == one.id])
            for one in organizations
            if one.id in with_some or not (looked or one.services)
        ]
        return self._shown("directory.html", rows=rows, asked=asked, looked=looked)

    def printed(self) -> ResponseReturnValue:
        entries = [entry for entry in self._desk.keeping.read().entries() if entry.shown]
        return self._shown("directory_print.html", entries=entries)

    def one(self, organization: str) -> ResponseReturnValue:
        return self._organization(organization)

    def _organization(
        self,
        value: str,
        code: str | None = None,
        *,
        problems: tuple[Problem, ...] = (),
        contact: RecordContact | None = None,
    ) -> ResponseReturnValue:
        """`contact`: as it was just typed, and not kept."""
        found = self._known(value)
        directory = self._desk.keeping.read()
        may = self._desk.keeping.may_change(here())
        page = self._shown(
            "directory_one.html",
            organization=found,
            entries=[entry for entry in directory.entries() if entry.organization.id == found.id],
            places=directory.locations_of(found.id),
            contact=contact or (self._desk.keeping.record_contact(found.id) if may else None),
            ask_password=may and self._password.wanted(),
            code=code,
            problems={one.field: one for one in problems},
        )
        return (page, status_of(code)) if code else (page, _WRONG) if problems else page

    # -- changing

    def organization_form(self, organization: str) -> ResponseReturnValue:
        found = None if organization == NEW else self._known(organization)
        values = {
            name: getattr(found, name, "")
            for name in ("name", "name_es", "about", "about_es", "website", "email")
        }
        values |= {"phone": found.phones[0].number if found and found.phones else ""}
        return self._form(
            "directory_organization.html", found, {**values, "active": found is None or found.active}
        )

    def keep_organization(self, organization: str) -> ResponseReturnValue:
        found = None if organization == NEW else self._known(organization)
        given = _given(("active",))
        kept = self._desk.save_organization(here(), found.id if found else None, given)
        if kept.problems:
            return self._form("directory_organization.html", found, given, kept)
        return self._done(kept.id, "kept")

    def service_form(self, organization: str, service: str) -> ResponseReturnValue:
        found = self._known(organization)
        entry = self._entry(found.id, service)
        return self._form("directory_service.html", found, _service_values(entry), entry=entry)

    def keep_service(self, organization: str, service: str) -> ResponseReturnValue:
        found = self._known(organization)
        entry = self._entry(found.id, service)
        places = [f"at_{one.id.hex()}_days" for one in self._desk.keeping.read().locations_of(found.id)]
        given = _given(("telehealth", "transport", "any_hour", "takes_referrals"), (*_TICKS, *places))
        kept = self._desk.save_service(
            here(), found.id, entry.service.id if entry else None, {**given, "places": "yes"}
        )
        if kept.problems:
            return self._form("directory_service.html", found, given, kept, entry=entry)
        return self._done(found.id, "kept")

    def location_form(self, organization: str, location: str) -> ResponseReturnValue:
        found = self._known(organization)
        return self._form(
            "directory_location.html", found, self._location_values(found.id, location), place=location
        )

    def keep_location(self, organization: str, location: str) -> ResponseReturnValue:
        found = self._known(organization)
        id_ = None if location == NEW else LocationId(_hex(location))
        given = _given(("step_free",))
        kept = self._desk.save_location(here(), found.id, id_, given)
        if kept.problems:
            return self._form("directory_location.html", found, given, kept, place=location)
        return self._done(found.id, "kept")

    def confirm(self, organization: str) -> ResponseReturnValue:
        id_ = self._known(organization).id
        self._desk.keeping.confirm(here(), id_)
        return self._done(id_, "confirmed")

    def room(self, organization: str, service: str) -> ResponseReturnValue:
        id_ = self._known(organization).id
        entry = self._entry(id_, service)
        capacity, days = typed("capacity"), typed("wait_days").strip()
        if entry is None or capacity not in set(Capacity):
            raise NotFound
        wait = int(days) if days.isascii() and days.isdigit() and len(days) < 4 else None  # noqa: PLR2004 -- three digits
        self._desk.keeping.set_capacity(here(), entry.service.id, Capacity(capacity), wait)
        return self._done(id_, "kept")

    def keep_contact(self, organization: str) -> ResponseReturnValue:
        id_ = self._known(organization).id
        reading = Reading({name: typed(name) for name in ("contact_name", "contact_email", "contact_phone")})
        contact = RecordContact(
            reading.text("contact_name", "", 120),
            reading.mail("contact_email", ""),
            "".join(phone.number for phone in reading.phones("contact_phone", ())),
            "es" if typed("contact_lang") == "es" else "en",
        )
        if not reading.raw("contact_email"):
            reading.wrong("contact_email", "missing")
        given = RecordContact(
            reading.raw("contact_name"),
            reading.raw("contact_email"),
            reading.raw("contact_phone"),
            contact.lang,
        )
        if reading.problems:
            return self._organization(organization, problems=tuple(reading.problems), contact=given)
        return self._password.around(
            lambda: self._desk.keeping.put_record_contact(here(), id_, contact),
            url_for("directory.one", organization=organization, done="contact_kept"),
            {"needed", "wrong", "locked"},
            lambda code: self._organization(organization, code, contact=given),
        )

    # -- files

    def import_form(self) -> ResponseReturnValue:
        return self._shown("directory_import.html", table=None, text="")

    def look(self) -> ResponseReturnValue:
        """Read and shown, not taken: nothing changes."""
        sent = request.files.get("file")
        raw = sent.read().decode("utf-8-sig", "replace") if sent is not None and sent.filename else ""
        text = received_text(raw).text if raw else typed("text")
        table = self._desk.look(text)
        page = self._shown("directory_import.html", table=table, text=text)
        return page, _WRONG if table.wrong else 200

    def take(self) -> ResponseReturnValue:
        text = typed("text")
        table = self._desk.take(here(), text)
        if table.wrong:
            return self._shown("directory_import.html", table=table, text=text), _WRONG
        return redirect(url_for("directory.page", done="imported"), 303)

    def as_table(self) -> ResponseReturnValue:
        return _file(self._desk.as_table(), "text/csv; charset=utf-8", "directory.csv")

    def as_hsds(self) -> ResponseReturnValue:
        return _file(self._desk.as_hsds(), "application/json", "directory.hsds.json")

    # -- what all of them need

    def _known(self, value: str) -> Any:
        try:
            return self._desk.keeping.known(OrganizationId(_hex(value)))
        except Refused as refusal:
            raise NotFound from refusal

    def _entry(self, organization: OrganizationId, value: str) -> Entry | None:
        if value == NEW:
            return None
        found = self._desk.keeping.read().entry(ServiceId(_hex(value)))
        if found is None or found.organization.id != organization:
            raise NotFound
        return found

    def _location_values(self, organization: OrganizationId, value: str) -> Mapping[str, Any]:
        if value == NEW:
            return {"city": "", "step_free": False}
        places = self._desk.keeping.read().locations_of(organization)
        found = next((one for one in places if one.id.hex() == value), None)
        if found is None:
            raise NotFound
        degrees = {
            name: "" if (at := getattr(found, name)) is None else f"{at / 1_000_000:.6f}"
            for name in ("latitude", "longitude")
        }
        texts = ("street", "city", "state", "postal", "transportation", "transportation_es", "step_free")
        return {
            **{name: getattr(found, name) for name in texts},
            **degrees,
            "place": found.name,
            "school": found.school.hex() if found.school else "",
        }

    def _form(
        self,
        template: str,
        organization: Any,
        values: Mapping[str, Any],
        kept: Kept | None = None,
        **more: Any,
    ) -> ResponseReturnValue:
        self._desk.keeping.must_change(here())
        page = self._shown(
            template,
            organization=organization,
            values=values,
            places=self._desk.keeping.read().locations_of(organization.id) if organization else (),
            problems={one.field: one for one in kept.problems} if kept else {},
            **more,
        )
        return (page, _WRONG) if kept else page

    def _shown(self, template: str, **context: Any) -> str:
        keeping = self._desk.keeping
        today, done = keeping.today(), request.args.get("done")
        return render_template(
            template,
            words=help_wording,
            may=keeping.may_change(here()),
            schools=_named(self._desk.schools()),
            age=lambda one: days_since(one, today),
            fresh=lambda one: freshness(one, today).value,
            tongue=_tongue,
            day_of=date_of,
            day_names=_day_names(),
            needs=tuple(Need),
            capacities=tuple(Capacity),
            prices=tuple(Price),
            insurances=tuple(Insurance),
            statuses=tuple(Status),
            codes=lambda service, kind: service.codes(FacetKind(kind)),
            done=done if done in help_wording.DONE else None,
            **context,
        )

    def _done(self, id_: bytes, done: str) -> ResponseReturnValue:
        return redirect(url_for("directory.one", organization=id_.hex(), done=done), 303)


def directory_pages(desk: HelpDesk, password: PasswordHere) -> Blueprint:
    views = DirectoryPages(desk, password)
    pages = Blueprint("directory", __name__, url_prefix="/directory")
    pages.get("")(views.page)
    pages.get("/print")(views.printed)
    pages.get("/import")(views.import_form)
    pages.post("/import")(views.look)
    pages.post("/import/take")(views.take)
    pages.get("/directory.csv")(views.as_table)
    pages.get("/directory.hsds.json")(views.as_hsds)
    pages.get("/<organization>")(views.one)
    pages.get("/<organization>/change")(views.organization_form)
    pages.post("/<organization>/change")(views.keep_organization)
    pages.post("/<organization>/confirm")(views.confirm)
    pages.post("/<organization>/contact")(views.keep_contact)
    pages.get("/<organization>/services/<service>")(views.service_form)
    pages.post("/<organization>/services/<service>")(views.keep_service)
    pages.post("/<organization>/services/<service>/room")(views.room)
    pages.get("/<organization>/places/<location>")(views.location_form)
    pages.post("/<organization>/places/<location>")(views.keep_location)
    return pages


def _hex(value: str) -> bytes:
    try:
        return bytes.fromhex(value)
    except ValueError as odd:
        raise NotFound from odd


def _given(boxes: tuple[str, ...], ticks: tuple[str, ...] = ()) -> dict[str, str]:
    """A form's fields; a box that is not ticked is a no, and ticks of one name are a list."""
    given = all_typed()
    given |= {name: "yes" if name in given else "no" for name in boxes}
    return given | {name: ";".join(typed_list(name)) for name in ticks}


def _service_values(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {"status": "active", "capacity": "unknown", "price": "unknown", "languages": "en"}
    service = entry.service
    texts = (
        "about", "about_es", "eligibility", "eligibility_es", "fees", "fees_es", "how", "how_es", "url", "min_age",
        "max_age", "wait_days", "status", "price", "capacity", *_BOXES[:4],
    )  # fmt: skip
    values: dict[str, Any] = {name: getattr(service, name) for name in texts}
    hours = service.schedules[0] if service.schedules else None
    values |= {
        "service": service.name,
        "service_es": service.name_es,
        "languages": ";".join(one.code for one in service.languages),
        "needs": ";".join(service.codes(FacetKind.NEED)),
        "insurance": ";".join(service.codes(FacetKind.INSURANCE)),
        "phone": service.phones[0].number if service.phones else "",
        **_hours_values("", hours),
    }
    for place, location in entry.where:
        prefix = f"at_{location.id.hex()}"
        own = place.schedules[0] if place.schedules else None
        values |= {prefix: True, **_hours_values(f"{prefix}_", own)}
    return {name: "" if value is None else value for name, value in values.items()}


def _hours_values(prefix: str, hours: Any) -> dict[str, str]:
    if hours is None:
        return {}
    return {
        f"{prefix}days": hours.days.replace(",", ";"),
        f"{prefix}opens": hours.opens[:5],
        f"{prefix}closes": hours.closes[:5],
    }


def _named(schools: Mapping[SchoolId, str]) -> list[tuple[str, str]]:
    return [(id_.hex(), name) for id_, name in schools.items()]


def _tongue(code: str) -> str:
    """A language's name in the page's language; its code where none is known."""
    locale = get_locale()
    return (locale.languages.get(code) if locale else None) or code


def _day_names() -> list[tuple[str, str]]:
    locale = get_locale()
    names = locale.days["format"]["abbreviated"] if locale else dict(enumerate(DAYS))
    return [(code, names[at]) for at, code in enumerate(DAYS)]


def _file(text: str, kind: str, name: str) -> Response:
    answer = Response(text, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
