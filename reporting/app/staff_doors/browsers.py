"""A person's browsers, as the staff site asks for them."""

from dataclasses import dataclass

from notify.contacts import contacts
from reporting.app.staff_doors.ids import plain_id
from reporting.people.browsers import Browsers
from reporting.people.staff_session import StaffSession
from reporting.staff.push_view import BrowserRow, BrowsersView


@dataclass(frozen=True, slots=True)
class BrowserDesk:
    """Satisfies the staff site's `OwnBrowsers`."""

    browsers: Browsers

    def view(self, session: StaffSession) -> BrowsersView:
        ground = self.browsers.ground
        with ground.database.read() as conn:
            known = contacts(conn, district=ground.district, persons=[session.member]).get(session.member)
        rows = (BrowserRow(one.device.hex(), one.label, one.since) for one in self.browsers.of(session))
        return BrowsersView(self.browsers.public_key(), tuple(rows), known is not None and known.reachable)

    def allow(self, session: StaffSession, handed: str, label: str) -> None:
        self.browsers.allow(session, handed, label)

    def drop(self, session: StaffSession, device: str) -> None:
        self.browsers.drop(session, plain_id(device))

    def test(self, session: StaffSession) -> None:
        self.browsers.test(session)

    def seen(self, reference: str) -> None:
        self.browsers.seen(reference)
