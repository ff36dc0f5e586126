"""Campaigns, between their pages and the house: what is printed comes from the house as it is now."""

from reporting.app.house import House
from reporting.app.staff_doors.ids import school_id
from reporting.cases.campaigns import Campaigns, may_run
from reporting.cases.staff_view import Choice
from reporting.model.ids import SchoolId
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.printed.order import Order, Output, Paper, Sheet
from reporting.printed.press import NotPrinted, Press
from reporting.staff.campaign_view import CampaignForm, CampaignPage, CampaignRow
from reporting.store.campaigns import Campaign

_NORTH_AMERICAN = 12  # +1 and ten digits


class CampaignDesk:
    """Satisfies the staff site's `CampaignDesk`."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._campaigns = Campaigns(house.ground, house.campaigns, house.people.ground.witness)
        self._press = Press()

    def may(self, session: StaffSession) -> bool:
        return may_run(session)

    def schools(self) -> tuple[Choice, ...]:
        return tuple(Choice(one.value, one.name) for one in self._house.ground.roll.schools())

    def all(self) -> tuple[CampaignRow, ...]:
        return tuple(self._row(one) for one in self._campaigns.all())

    def page(self, session: StaffSession, code: str) -> CampaignPage:
        row = self._row(self._campaigns.one(code))
        return CampaignPage(row, self._campaigns.visits(session, code), self.may(session) and not row.ended)

    def begin(self, session: StaffSession, form: CampaignForm) -> str:
        school = school_id(form.school) if form.school else None
        if school is not None and school.hex() not in {one.value for one in self.schools()}:
            raise Refused("unknown", "Choose a school of this district.")
        return self._campaigns.begin(session, form.name, school, form.lang).code

    def end(self, session: StaffSession, code: str) -> None:
        self._campaigns.end(session, code)

    def sheet(self, code: str, sheet: Sheet, paper: Paper, output: Output) -> bytes:
        row = self._row(self._campaigns.one(code))
        order = Order(
            sheet=sheet,
            paper=paper,
            output=output,
            lang=row.lang,
            line=self._house.people.directory.district().line_name,
            url=row.url,
            address=self._base.partition("://")[2],
            number=self._number(),
            school=row.school or None,
        )
        try:
            return self._press.printed(order)
        except NotPrinted:
            raise Refused("not_printed", "Ask for the sheet again.") from None

    def _row(self, campaign: Campaign) -> CampaignRow:
        chosen = "" if campaign.lang == "en" else f"&lang={campaign.lang}"
        return CampaignRow(
            campaign.code,
            campaign.name,
            self._school(campaign.school),
            campaign.lang,
            f"{self._base}/?p={campaign.code}{chosen}",
            campaign.ended,
        )

    def _school(self, school: SchoolId | None) -> str:
        names = {one.value: one.name for one in self.schools()}
        return names.get(school.hex(), "") if school else ""

    @property
    def _base(self) -> str:
        return self._house.foundation.settings.public_base

    def _number(self) -> str | None:
        """As a hand writes it; None while nobody may be told to text."""
        line = self._house.texting.line()
        if line.number is None or not line.open:
            return None
        number = line.number
        if not number.startswith("+1") or len(number) != _NORTH_AMERICAN:
            return number
        return f"({number[2:5]}) {number[5:8]}-{number[8:]}"
