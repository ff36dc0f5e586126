"""The hotline's account, between its page and the house."""

from reporting.app.house import House
from reporting.app.staff_doors.texting_rows import filed_rows, finding_rows
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.people.texting import Checked, Texting
from reporting.staff.texting_view import TextingPage


class HotlineDesk:
    """Satisfies the staff site's `TextingDesk`."""

    def __init__(self, house: House) -> None:
        self._house = house

    def page(self, session: StaffSession) -> TextingPage:
        hotline, texting = self._house.wires.hotline, self._house.texting.texting
        standing = texting.standing if texting else Checked()
        return TextingPage(
            number=hotline.students if hotline else None,
            staff=hotline.staff if hotline else None,
            account=texting is not None,
            may=session.principal.registrar,
            open=self._house.texting.line().open,
            checked=standing.at,
            found=finding_rows(standing.found),
            help=standing.help.value,
            asked=standing.asked,
            seen=standing.seen,
            texts=filed_rows(
                district=self._house.people.book.current.name,
                line=self._house.ground.roll.line_name(),
                public_url=self._house.foundation.settings.public_base,
            ),
            nudge=hotline.nudge if hotline else None,
        )

    def check(self, session: StaffSession) -> None:
        self._texting().check(session)

    def ask_help(self, session: StaffSession) -> None:
        self._texting().ask_help(session)

    def confirm_help(self, session: StaffSession) -> None:
        texting = self._texting()
        texting.confirm_help(session)
        texting.check(session)

    def _texting(self) -> Texting:
        texting = self._house.texting.texting
        if texting is None:
            raise Refused("unknown", "Store numbers and account with `quietline hotline` first.")
        return texting
