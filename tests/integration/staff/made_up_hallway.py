"""A made-up intake for what is told in person."""

from reporting.cases.refusals import EmptyText
from reporting.cases.staff_view import Choice
from reporting.cases.tip import Receipted
from reporting.people.staff_session import StaffSession
from reporting.staff.hallway_view import HallwayForm

WORDS = ("maple", "river", "candle", "north", "piano", "lemon")


class MadeUpHallway:
    address = "line.example/return"

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.forms: list[HallwayForm] = []
        self.gone: list[bytes] = []

    def schools(self) -> tuple[Choice, ...]:
        return (Choice("s1", "Northside High"), Choice("s2", "Southside Middle"))

    def enter(self, session: StaffSession, form: HallwayForm) -> Receipted:
        if not form.body.strip():
            raise EmptyText
        self.forms.append(form)
        words = None if form.submission in self.gone else WORDS
        return Receipted(form.submission, words, (2, 5), held=False, repeated=False, due=None, monitored=True)

    def handed_over(self, submission: bytes) -> None:
        self.gone.append(submission)
