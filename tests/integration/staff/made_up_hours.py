"""Hours in school for a made-up thread: one that it holds, and one that is free; and its referral as a file."""

from datetime import UTC, datetime, timedelta
from typing import Any

from reporting.model.ids import OrganizationId, PlaceId, SchoolId
from reporting.people.staff_session import StaffSession
from reporting.referrals.booking import Booked, HourDesk, HourTaken
from reporting.referrals.hours import Slot

TUESDAY = datetime(2026, 3, 17, 15, 0, tzinfo=UTC)
SCHOOL = SchoolId(b"s" * 16)


class MadeUpHours:
    def __init__(self) -> None:
        self.acts: list[tuple[str, str]] = []

    def desk(self, session: StaffSession, reference: str) -> HourDesk:
        slot = Slot(
            PlaceId(b"1" * 16),
            OrganizationId(b"c" * 16),
            TUESDAY + timedelta(days=1),
            "Oak Clinic",
            "Counseling",
            "Room 4",
            SCHOOL,
        )
        booked = Booked("0a" * 16, TUESDAY, "Northside High School, Room 4", "Oak Clinic")
        return HourDesk(
            reference, "America/Chicago", (booked,), (slot,), {bytes(SCHOOL): "Northside High School"}, None
        )

    def book(self, session: StaffSession, reference: str, submission: bytes, value: str, words: str) -> None:
        if not value:
            raise HourTaken
        self.acts.append(("book", value))

    def give_back(self, session: StaffSession, reference: str, submission: bytes, id_: str) -> None:
        self.acts.append(("give_back", id_))


class MadeUpReferralFiles:
    def fhir(self, session: StaffSession, reference: str, offer: str) -> dict[str, Any]:
        return {"resourceType": "Bundle"}
