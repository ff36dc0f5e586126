"""Answers by text that wait: taken back, sent now, or thrown away."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from reporting.cases.held_doors import HeldAnswers
from reporting.cases.refusals import NoSuchThread, Refused
from reporting.people.staff_session import StaffSession
from reporting.staff.doors import StaffDoors
from reporting.staff.gate import here
from reporting.staff.refusal_pages import status_of
from reporting.staff.settings import StaffSettings
from reporting.staff.thread_page import ThreadPage
from reporting.staff.typed import typed

Deed = Callable[[StaffSession, str, str], None]


class HeldPages:
    def __init__(self, held: HeldAnswers, doors: StaffDoors, settings: StaffSettings) -> None:
        self._held = held
        self._desk = doors.desk
        self._facts = ThreadPage(doors, settings).facts

    def take_back(self, reference: str) -> ResponseReturnValue:
        return self._act(reference, "taken_back", self._held.take_back)

    def send_now(self, reference: str) -> ResponseReturnValue:
        return self._act(reference, "replied", self._held.send_now)

    def discard(self, reference: str) -> ResponseReturnValue:
        return self._act(reference, "discarded", self._held.discard)

    def _act(self, reference: str, done: str, deed: Deed) -> ResponseReturnValue:
        try:
            deed(here(), reference, typed("held"))
        except NoSuchThread:
            raise
        except Refused as refusal:
            thread = self._desk.read(here(), reference)
            page = render_template("thread.html", **self._facts(thread, refused=refusal.code))
            return page, status_of(refusal.code)
        return redirect(url_for("thread.page", reference=reference, done=done), 303)


def held_pages(held: HeldAnswers, doors: StaffDoors, settings: StaffSettings) -> Blueprint:
    views = HeldPages(held, doors, settings)
    pages = Blueprint("held", __name__, url_prefix="/threads/<reference>/held")
    pages.post("/take-back")(views.take_back)
    pages.post("/send-now")(views.send_now)
    pages.post("/discard")(views.discard)
    return pages
