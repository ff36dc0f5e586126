"""Pilots: the list and its switch, the plan, its start and end, what it cost, and its result as a page and on paper."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.refusals import NotAllowed
from reporting.insights.releasing import place_of
from reporting.insights.report import Report
from reporting.insights.school_year import year_of
from reporting.insights.topics import TOPICS
from reporting.model.clock import Clock, month_of
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.pilots.keeping import Pilot
from reporting.pilots.plan import MEASURES, PLACES, Feature, Plan, Problems, checked
from reporting.pilots.verdict import result
from reporting.printed.document import Document
from reporting.staff import insights_wording, language, pilot_wording
from reporting.staff.evidence_view import PilotDesk, Printing
from reporting.staff.figures_paper import period_name
from reporting.staff.gate import here
from reporting.staff.insights_view import GradeBands, Reports
from reporting.staff.paper_pages import as_csv, as_pdf, asked_paper, ways
from reporting.staff.people_view import HouseFacts
from reporting.staff.pilot_paper import day_of, one_page, tone
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import all_typed, typed, typed_list

NEW = "new"


class PilotPages:
    def __init__(  # noqa: PLR0917 -- what a result is made of
        self,
        desk: PilotDesk,
        reports: Reports,
        grades: GradeBands,
        printing: Printing,
        house: Callable[[], HouseFacts],
        clock: Clock,
    ) -> None:
        self._desk = desk
        self._reports = reports
        self._grades = grades
        self._printing = printing
        self._house = house
        self._clock = clock

    def all(self) -> ResponseReturnValue:
        found = self._desk.all(here())
        return render_template(
            "pilots.html",
            pilots=[(one, result(one.plan, self._report(one.plan)).word.value) for one in found],
            may=self._desk.may(here()),
            features=list(Feature),
            waiting=self._desk.waiting(),
            done=self._done(),
            tone=tone,
            pilot_wording=pilot_wording,
            period_name=period_name,
        )

    def switch(self) -> ResponseReturnValue:
        ticked = set(typed_list("only"))
        self._desk.put_waiting(here(), [one for one in Feature if one.value in ticked])
        return redirect(url_for("pilot.all", done="features_kept"), HTTPStatus.SEE_OTHER)

    def form(self, value: str) -> ResponseReturnValue:
        self._must(here())
        pilot = None if value == NEW else self._desk.one(here(), value)
        return self._form(pilot, _values(pilot.plan if pilot else None, self._year()), _lists(pilot), {})

    def keep(self, value: str) -> ResponseReturnValue:
        """A form that is wrong comes back as it was typed."""
        self._must(here())
        pilot = None if value == NEW else self._desk.one(here(), value)
        values = all_typed()
        lists = {name: typed_list(name) for name in ("places", "topics")}
        plan = checked(values, lists, self._names())
        if not isinstance(plan, Plan):
            return self._form(pilot, values, lists, plan)
        try:
            if pilot is None:
                value = self._desk.make(here(), plan)
            else:
                self._desk.change(here(), value, plan, typed("why"))
        except Refused as refusal:
            if refusal.code != "pilot_why":
                raise
            return self._form(pilot, values, lists, {"why": refusal.code})
        return redirect(url_for("pilot.page", value=value, done="pilot_kept"), HTTPStatus.SEE_OTHER)

    def page(self, value: str) -> ResponseReturnValue:
        return self._page(value)

    def begin(self, value: str) -> ResponseReturnValue:
        try:
            self._desk.begin(here(), value)
        except Refused as refusal:
            if refusal.code != "pilot_late":
                raise
            return self._page(value, refusal.code)
        return self._back(value, "pilot_started")

    def end(self, value: str) -> ResponseReturnValue:
        self._desk.end(here(), value)
        return self._back(value, "pilot_stopped")

    def spend(self, value: str) -> ResponseReturnValue:
        try:
            self._desk.spend(here(), value, all_typed())
        except Refused as refusal:
            if not refusal.code.startswith("cost"):
                raise
            return self._page(value, refusal.code)
        return self._back(value, "cost_kept")

    def pdf(self, value: str) -> ResponseReturnValue:
        return as_pdf(self._printing, self._document(self._desk.one(here(), value)), "pilot")

    def csv(self, value: str) -> ResponseReturnValue:
        return as_csv(self._document(self._desk.one(here(), value)), "pilot")

    def _page(self, value: str, code: str | None = None) -> ResponseReturnValue:
        pilot = self._desk.one(here(), value)
        page = render_template(
            "pilot.html",
            pilot=pilot,
            document=self._document(pilot),
            papers=ways("pilot.pdf", value=value),
            table=url_for("pilot.csv", value=value),
            may=self._desk.may(here()) and pilot.ended is None,
            code=code,
            given=all_typed() if code else {},
            done=self._done(),
            day_of=day_of,
            pilot_wording=pilot_wording,
        )
        return page, status_of(code) if code else HTTPStatus.OK

    def _form(
        self, pilot: Pilot | None, values: dict[str, str], lists: dict[str, tuple[str, ...]], wrong: Problems
    ) -> ResponseReturnValue:
        page = render_template(
            "pilot_form.html",
            pilot=pilot,
            values=values,
            lists=lists,
            wrong=wrong,
            places=[(one, insights_wording.BAND[one.partition(":")[2]]) for one in PLACES]
            + list(self._names().items()),
            topics=TOPICS,
            measures=MEASURES,
            features=["", *Feature],
            insights_wording=insights_wording,
            pilot_wording=pilot_wording,
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK

    def _document(self, pilot: Pilot) -> Document:
        return one_page(
            pilot,
            self._report(pilot.plan),
            self._names(),
            line=self._house().name,
            lang=language.chosen(),
            paper=asked_paper(),
        )

    def _report(self, plan: Plan) -> Report | None:
        return self._reports.of(here(), plan.year)

    def _names(self) -> dict[str, str]:
        """Of every school, by its place in figures."""
        return {place_of(school): name for school, name, _ in self._grades.all()}

    def _year(self) -> int:
        return year_of(month_of(self._clock()))

    def _must(self, session: StaffSession) -> None:
        self._desk.all(session)
        if not self._desk.may(session):
            raise NotAllowed

    def _back(self, value: str, done: str) -> ResponseReturnValue:
        return redirect(url_for("pilot.page", value=value, done=done), HTTPStatus.SEE_OTHER)

    def _done(self) -> str | None:
        done = request.args.get("done")
        return done if done in pilot_wording.DONE else None


def _values(plan: Plan | None, year: int) -> dict[str, str]:
    if plan is None:
        return {"year": str(year), "measure": MEASURES[0]}
    return {
        "name": plan.name,
        "feature": plan.feature.value if plan.feature else "",
        "measure": plan.measure,
        **{name: str(getattr(plan, name)) for name in ("year", "baseline", "target", "go", "stop")},
    }


def _lists(pilot: Pilot | None) -> dict[str, tuple[str, ...]]:
    return {"places": pilot.plan.places, "topics": pilot.plan.topics} if pilot else {}


def pilot_pages(  # noqa: PLR0917 -- what a result is made of
    desk: PilotDesk,
    reports: Reports,
    grades: GradeBands,
    printing: Printing,
    house: Callable[[], HouseFacts],
    clock: Clock,
) -> Blueprint:
    views = PilotPages(desk, reports, grades, printing, house, clock)
    pages = Blueprint("pilot", __name__, url_prefix="/pilots")
    pages.get("")(views.all)
    pages.post("/features")(views.switch)
    pages.get("/<value>")(views.page)
    pages.get("/<value>/change")(views.form)
    pages.post("/<value>/change")(views.keep)
    pages.post("/<value>/begin")(views.begin)
    pages.post("/<value>/end")(views.end)
    pages.post("/<value>/costs")(views.spend)
    pages.get("/<value>/result.pdf")(views.pdf)
    pages.get("/<value>/result.csv")(views.csv)
    return pages
