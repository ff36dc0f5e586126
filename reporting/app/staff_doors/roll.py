"""Who works here and what they may open: the district's roll behind the pages of people."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from notify.contacts import contacts
from reporting.app.staff_doors.ids import member_id, queue_id, school_id
from reporting.app.staff_doors.queue_cards import QueueCards
from reporting.app.staff_doors.roster_rules import within_the_rules
from reporting.app.staff_doors.waiting import WaitingPeople
from reporting.cases.staff_view import Choice
from reporting.model.ids import SchoolId
from reporting.people.doors import PeopleDoors
from reporting.people.e_mail import normalise
from reporting.people.invitations import Invitee
from reporting.people.refused import AdmissionRefused, InvitationRefused
from reporting.people.staff_session import StaffSession
from reporting.people.wishes import CoverWish, Wishes
from reporting.staff.people_view import Invited, InviteForm, PeopleView, Person, Waiting
from reporting.store.staff import Staff

LONGEST_COVER = timedelta(days=365)


class DistrictRoll:
    """Satisfies the staff site's `Roll`. `join_base` is the address under which one-time links are opened."""

    def __init__(
        self, people: PeopleDoors, cards: QueueCards, waiting: WaitingPeople, join_base: str
    ) -> None:
        self._people = people
        self._cards = cards
        self._waiting = waiting
        self._join_base = join_base

    def people(self, session: StaffSession) -> PeopleView:
        ground = self._people.ground
        with ground.database.read() as conn:
            known = contacts(conn, district=ground.district)
        verified = {person for person, contact in known.items() if contact.phone and contact.verified}
        return PeopleView(
            people=tuple(
                self._person(one, phone_verified=one.id in verified) for one in self._people.directory.staff()
            ),
            queues=self._cards.of(session),
            schools=tuple(
                Choice(school.id.hex(), school.name) for school in self._people.directory.schools()
            ),
            may_invite=session.principal.registrar,
            may_remove=session.principal.registrar or bool(session.principal.leads),
            waiting=len(self._waiting.rows(session)),
        )

    def invite(self, session: StaffSession, form: InviteForm) -> Invited:
        """Somebody who has not come in yet may be invited anew: the older link ends, and this form counts.

        Raises InvitationRefused, Refused.
        """
        wishes = Wishes(
            {queue_id(queue): form.lead for queue in form.queues}, form.registrar, self._cover(form)
        )
        if form.registrar and not self._makes_registrars(session):
            raise InvitationRefused(
                "not_root", "Only the root's holder makes registrars of an open district."
            )
        invitee = Invitee(form.name, form.email, form.title, self._school(form.school), form.lang, wishes)
        try:
            invited = self._people.invitations.invite(session, invitee)
        except InvitationRefused as refusal:
            # All else of the form was right by now, so nothing is ended for a form that is refused again.
            if refusal.code != "email_taken" or not self._end_older_link(session, form.email):
                raise
            invited = self._people.invitations.invite(session, invitee)
        self._people.directory.refresh()
        return Invited(form.name, f"{self._join_base}/{invited.link}", invited.expires)

    def _cover(self, form: InviteForm) -> CoverWish | None:
        """Raises InvitationRefused("cover_day" | "cover_only" | "unknown_queue")."""
        if not form.cover:
            return None
        if form.queues or form.registrar:
            raise InvitationRefused("cover_only", "A substitute gets the key of no queue, and no office.")
        try:
            day = date.fromisoformat(form.until)
        except ValueError:
            raise InvitationRefused("cover_day", "Say until which day.") from None
        zone = ZoneInfo(self._people.directory.district().zone)
        ends = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
        now = self._people.ground.clock()
        if not now < ends <= now + LONGEST_COVER:
            raise InvitationRefused(
                "cover_day", "A cover ends on a day that is still to come, within a year."
            )
        return CoverWish(queue_id(form.cover), int(ends.timestamp()))

    def renew(self, session: StaffSession, member: str) -> Invited:
        invited = self._people.invitations.renew(session, member_id(member))
        self._people.directory.refresh()
        name = self._people.directory.name_of(invited.member)
        return Invited(name, f"{self._join_base}/{invited.link}", invited.expires)

    def declare_phone(self, session: StaffSession, member: str, phone: str) -> None:
        self._people.contacts.declare_phone(session, member_id(member), phone)

    def waiting(self, session: StaffSession) -> tuple[Waiting, ...]:
        return self._waiting.rows(session)

    def admit(self, session: StaffSession, value: str) -> None:
        invite = _invite(value)
        office = any(one.invite == invite and one.wishes.registrar for one in self._people.awaited.all())
        with within_the_rules():
            member = self._people.admissions.admit(session, invite)
            # Before the district opens the admission itself gives the office.
            if office and self._people.book.current.opened and self._makes_registrars(session):
                self._people.admissions.make_registrar(session, member, on=True)
        self._people.directory.refresh()

    def confirm(self, session: StaffSession, value: str) -> None:
        if not value.isdecimal():
            raise AdmissionRefused("unknown", "That proposal is no longer open.")
        with within_the_rules():
            self._people.admissions.confirm(session, int(value))
        self._people.directory.refresh()

    def leave_queue(self, session: StaffSession, member: str, queue: str) -> None:
        with within_the_rules():
            self._people.leaving.leave(session, member_id(member), queue_id(queue))
        self._people.directory.refresh()

    def remove(self, session: StaffSession, member: str) -> None:
        with within_the_rules():
            self._people.leaving.remove(session, member_id(member))
        self._people.directory.refresh()

    def _makes_registrars(self, session: StaffSession) -> bool:
        return not self._people.book.current.opened or session.member in self._people.root.held_by()

    def _person(self, person: Staff, *, phone_verified: bool) -> Person:
        roster = self._people.book.current
        known = self._people.book.member(person.id)
        entered = [queue for queue in roster.queues.values() if person.id in queue.members]
        return Person(
            value=person.id.hex(),
            name=self._people.directory.name_of(person.id),
            title=person.title,
            state="gone" if person.state == "gone" else "active" if known else "invited",
            registrar=known is not None and known.registrar,
            totp=person.totp_step is not None,
            phone_verified=phone_verified,
            queues=tuple(
                Choice(queue.id.hex(), queue.name) for queue in sorted(entered, key=lambda one: one.name)
            ),
            covers=tuple(
                (roster.queues[one.queue].name, one.until - timedelta(seconds=1))
                for one in self._people.covers.now()
                if one.member == person.id
            ),
        )

    def _school(self, value: str | None) -> SchoolId | None:
        if not value:
            return None
        school = school_id(value)
        if school not in {one.id for one in self._people.directory.schools()}:
            raise InvitationRefused("unknown", "Choose a school of this district.")
        return school

    def _end_older_link(self, session: StaffSession, email: str) -> bool:
        """Whether there was one. Only of somebody who was never let in; an active person's address stays taken."""
        wanted = normalise(email)
        for person in self._people.directory.staff():
            if person.state != "invited" or normalise(self._people.directory.email_of(person)) != wanted:
                continue
            for older in self._people.awaited.all():
                if older.member == person.id:
                    self._people.invitations.withdraw(session, older.invite)
                    return True
        return False


def _invite(value: str) -> bytes:
    try:
        return bytes.fromhex(value)
    except ValueError:
        raise AdmissionRefused("unknown", "That invitation is no longer open.") from None
