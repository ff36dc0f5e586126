"""A hotline's account of the made-up house: in order, or with whatever a test finds wrong."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from reporting.app.staff_doors.texting_rows import filed_rows
from reporting.people.staff_session import StaffSession
from reporting.staff.texting_view import FindingRow, TextingPage

HOTLINE, PAGER = "+13125550100", "+13125550101"


def an_open_hotline(now: datetime) -> TextingPage:
    return TextingPage(
        number=HOTLINE,
        staff=PAGER,
        account=True,
        may=True,
        open=True,
        checked=now,
        found=(),
        help="ours",
        asked=None,
        seen=now,
        texts=filed_rows(district="Oak Valley", line="Oak Line", public_url="https://tell.oak.example"),
    )


def closed(page: TextingPage) -> TextingPage:
    """Not registered, HELP never tried, and a long name."""
    found = (
        FindingRow("not_registered", HOTLINE, "", stops=True),
        FindingRow("one_service", "Service of the district and everything else " * 3, "", stops=True),
        FindingRow("inbound_elsewhere", HOTLINE, f"https://{'tell.' * 20}example/sms#rc=3", stops=True),
        FindingRow("no_fallback", HOTLINE, "", stops=False),
    )
    return replace(page, open=False, found=found, help="untried", seen=None)


class MadeUpDesk:
    def __init__(self, house: Any) -> None:
        self._house = house

    def page(self, session: StaffSession) -> TextingPage:
        page: TextingPage = self._house.texting
        return page

    def check(self, session: StaffSession) -> None:
        self._done("looked")

    def ask_help(self, session: StaffSession) -> None:
        self._done("texted_help")

    def confirm_help(self, session: StaffSession) -> None:
        self._done("confirmed_help")

    def _done(self, act: str) -> None:
        if self._house.refuse_next is not None:
            refusal, self._house.refuse_next = self._house.refuse_next, None
            raise refusal
        self._house.acts.append((act,))


def made_up_texting(house: Any) -> MadeUpDesk:
    return MadeUpDesk(house)
