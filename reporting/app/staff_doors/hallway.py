"""What was told in person, from its form to the intake."""

from reporting.app.house import House
from reporting.app.staff_doors.ids import school_id
from reporting.cases.hallway import Hallway, Told
from reporting.cases.staff_view import Choice
from reporting.cases.tip import Receipted
from reporting.people.staff_session import StaffSession
from reporting.staff.hallway_view import HallwayForm


class HallwayDesk:
    """Satisfies the staff site's `HallwayDesk`."""

    def __init__(self, house: House) -> None:
        self._roll = house.ground.roll
        self._hallway = Hallway(house.ground, house.web_intake, house.people.ground.witness)
        self._base = house.foundation.settings.public_base

    @property
    def address(self) -> str:
        return f"{self._base.partition('://')[2]}/return"

    def schools(self) -> tuple[Choice, ...]:
        return tuple(Choice(one.value, one.name) for one in self._roll.schools())

    def enter(self, session: StaffSession, form: HallwayForm) -> Receipted:
        school = school_id(form.school) if form.school else None
        return self._hallway.enter(session, Told(form.submission, form.body, school, form.lang, form.how))

    def handed_over(self, submission: bytes) -> None:
        self._hallway.handed_over(submission)
