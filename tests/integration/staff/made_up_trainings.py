"""One training to come, of a partner."""

from datetime import datetime
from zoneinfo import ZoneInfo

from reporting.model.ids import OrganizationId
from reporting.people.staff_session import StaffSession
from reporting.referrals.trainings import Training, TrainingForm

CHICAGO = ZoneInfo("America/Chicago")
LISTENING = Training(
    "cc" * 16,
    "Listening to grief",
    "Room 4",
    "For everybody who meets students.",
    "Harbor House",
    datetime(2026, 3, 20, 15, 0, tzinfo=CHICAGO),
    datetime(2026, 3, 20, 16, 30, tzinfo=CHICAGO),
)


class MadeUpTrainings:
    def coming(self) -> tuple[Training, ...]:
        return (LISTENING,)

    def add(self, session: StaffSession, form: TrainingForm) -> None: ...

    def add_of(self, organization: OrganizationId, form: TrainingForm) -> None: ...

    def drop(self, session: StaffSession, value: str) -> None: ...

    def make_address(self, holder: bytes) -> str:
        del holder
        return "t" * 43

    def behind(self, secret: str) -> str | None:
        del secret
        return None

    def calendar(self) -> str:
        return "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
