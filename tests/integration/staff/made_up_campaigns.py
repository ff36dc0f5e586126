"""Made-up campaigns behind their pages; what is printed is drawn for real."""

from dataclasses import replace
from datetime import date, timedelta

from reporting.cases.campaigns import Visits, WeekVisits
from reporting.cases.staff_view import Choice
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.printed.order import Order, Output, Paper, Sheet
from reporting.printed.press import Press
from reporting.staff.campaign_view import CampaignForm, CampaignPage, CampaignRow

GYM = CampaignRow(
    "K7QD", "Gym doors, fall", "Northside High", "en", "https://line.example/?p=K7QD", ended=False
)
MONDAY = date(2026, 3, 2)
COUNTS = (None, 12, 31, None, 18, 44, 40, None, None, 15, 22, 27)


class MadeUpCampaigns:
    def __init__(self) -> None:
        self._press = Press()
        self.begin_anew()

    def begin_anew(self) -> None:
        self.rows = [GYM]
        self.allowed = True

    def may(self, session: StaffSession) -> bool:
        return self.allowed

    def schools(self) -> tuple[Choice, ...]:
        return (Choice("s1", "Northside High"), Choice("s2", "Southside Middle"))

    def all(self) -> tuple[CampaignRow, ...]:
        return tuple(self.rows)

    def page(self, session: StaffSession, code: str) -> CampaignPage:
        weeks = tuple(WeekVisits(MONDAY + timedelta(weeks=at), n) for at, n in enumerate(COUNTS))
        visits = Visits(weeks, sum(n or 0 for n in COUNTS)) if self.allowed else None
        row = self._row(code)
        return CampaignPage(row, visits, self.allowed and not row.ended)

    def begin(self, session: StaffSession, form: CampaignForm) -> str:
        if not form.name.strip():
            raise Refused("campaign_name", "Give it a name.")
        url = f"https://line.example/?p=B4TS&lang={form.lang}"
        self.rows.insert(0, CampaignRow("B4TS", form.name, form.school, form.lang, url, ended=False))
        return "B4TS"

    def end(self, session: StaffSession, code: str) -> None:
        at = self.rows.index(self._row(code))
        self.rows[at] = replace(self.rows[at], ended=True)

    def sheet(self, code: str, sheet: Sheet, paper: Paper, output: Output) -> bytes:
        row = self._row(code)
        return self._press.printed(
            Order(
                sheet,
                paper,
                output,
                row.lang,
                "Oak Line",
                row.url,
                "line.example",
                "(202) 555-0100",
                row.school,
            )
        )

    def _row(self, code: str) -> CampaignRow:
        found = [row for row in self.rows if row.code == code]
        if not found:
            raise Refused("no_campaign", "Choose a campaign of the list.")
        return found[0]
