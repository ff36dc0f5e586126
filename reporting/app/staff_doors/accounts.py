"""A person's own page: what is known of them, codes at sign-in, the password, the language."""

from notify.contacts import address, contacts
from notify.ports import Channel, Unopenable
from reporting.people.doors import PeopleDoors
from reporting.people.phone_proof import By
from reporting.people.staff_session import StaffSession
from reporting.people.two_step import TwoStepSecret
from reporting.staff.people_view import AccountView
from reporting.store import staff


class OwnAccounts:
    """Satisfies the staff site's `Accounts`."""

    def __init__(self, people: PeopleDoors) -> None:
        self._people = people

    def view(self, session: StaffSession) -> AccountView:
        ground = self._people.ground
        with ground.database.read() as conn:
            person = staff.by_id(conn, ground.district, session.member)
            known = contacts(conn, district=ground.district, persons=[session.member])
        contact = known.get(session.member)
        roster = self._people.book.current
        entered = [queue.name for queue in roster.queues.values() if session.member in queue.members]
        return AccountView(
            name=session.principal.name,
            title=person.title if person else "",
            email=self._people.directory.email_of(person) if person else "",
            lang=person.lang if person else "en",
            totp=person is not None and person.totp_step is not None,
            phone=self._phone(session) if contact and contact.phone else None,
            phone_verified=contact is not None and contact.phone and contact.verified,
            phone_landline=contact is not None and contact.landline,
            code_waits=self._people.phone_proofs.waits(session),
            queues=tuple(sorted(entered)),
            languages=self._people.languages.of(session.member),
        )

    def propose(self, session: StaffSession) -> TwoStepSecret:
        return self._people.credentials.propose(session)

    def enrol(self, session: StaffSession, password: str, secret: bytes, code: str) -> None:
        self._people.credentials.enrol(session, password, secret, code)

    def end(self, session: StaffSession, password: str) -> None:
        self._people.credentials.end(session, password)

    def change_password(self, session: StaffSession, old: str, new: str) -> str:
        return self._people.credentials.change_password(session, old, new)

    def set_phone(self, session: StaffSession, phone: str | None) -> None:
        self._people.contacts.set_phone(session, session.member, phone)

    def send_phone_code(self, session: StaffSession, by: By) -> None:
        self._people.phone_proofs.send(session, by)

    def prove_phone(self, session: StaffSession, code: str) -> None:
        self._people.phone_proofs.prove(session, code)

    def set_language(self, session: StaffSession, lang: str) -> None:
        self._people.credentials.set_language(session, lang)
        self._people.directory.refresh()

    def set_spoken(self, session: StaffSession, languages: tuple[str, ...]) -> None:
        self._people.languages.save(session, languages)

    def _phone(self, session: StaffSession) -> str | None:
        ground = self._people.ground
        try:
            with ground.database.read() as conn:
                return address(
                    conn,
                    district=ground.district,
                    person=session.member,
                    channel=Channel.SMS,
                    sealer=self._people.service,
                )
        except (LookupError, Unopenable):  # another service key sealed it; the alarms say so
            return None
