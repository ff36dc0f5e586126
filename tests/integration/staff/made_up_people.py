"""Made-up people of a district, who is on call, and what is told of them."""

from datetime import UTC, date, datetime, timedelta

from notify.pages import Asked
from reporting.cases.staff_view import (
    Choice,
)
from reporting.model.queue import QueueKind
from reporting.people.refused import (
    InvitationRefused,
)
from reporting.people.staff_session import StaffSession
from reporting.staff.people_view import (
    AlarmRow,
    AuditPage,
    AuditRow,
    HoleRow,
    HouseFacts,
    Invited,
    InviteForm,
    OnCallPerson,
    OnCallView,
    PeopleView,
    Person,
    Places,
    QueueCard,
    SchoolCard,
    Stretch,
    TeamCard,
    TeamOnCall,
    Waiting,
)
from tests.integration.staff.made_up_ground import ZONE, Part


class House(Part):
    def facts(self) -> HouseFacts:
        return HouseFacts("Oak Valley Schools", "Oak Line", ZONE, opened=self.h.opened, trial=self.h.trial)

    def places(self, session: StaffSession) -> Places:
        schools = (
            SchoolCard(
                "aa",
                "Northside High",
                active=True,
                queues=("Northside counselors", "Northside crisis"),
                shares_district_queue=False,
                places=2,
                hours_told=True,
            ),
            SchoolCard(
                "bb",
                "Southside Middle",
                active=True,
                queues=("Southside crisis",),
                shares_district_queue=True,
                places=0,
                hours_told=False,
            ),
        )
        teams = (TeamCard("cc", "Northside on-call", ("Ana Ruiz", "Ben Osei"), ("Northside crisis",)),)
        return Places(schools, teams, self.queues(), "+15005550006")

    def queues(self) -> tuple[QueueCard, ...]:
        return (
            QueueCard(
                "q1",
                "Northside counselors",
                QueueKind.COUNSELOR,
                "Northside High",
                None,
                ("Ana Ruiz", "Carla Díaz"),
                ("Ana Ruiz",),
                mine=self.h.mine_queue,
                open=True,
            ),
            QueueCard(
                "q2",
                "Northside crisis",
                QueueKind.CRISIS,
                "Northside High",
                "Northside on-call",
                ("Ben Osei",),
                (),
                mine=False,
                open=False,
            ),
            QueueCard("q3", "Designee", QueueKind.DESIGNEE, None, None, (), (), mine=False, open=False),
        )


class Roll(Part):
    def people(self, session: StaffSession) -> PeopleView:
        people = (
            Person(
                "aa",
                "Ana Ruiz",
                "Counselor",
                "active",
                registrar=True,
                totp=False,
                phone_verified=True,
                queues=(Choice("q1", "Northside counselors"),),
            ),
            Person(
                "bb",
                "Ben Osei",
                "Counselor",
                "active",
                registrar=False,
                totp=True,
                phone_verified=False,
                queues=(),
            ),
            Person(
                "cc",
                "Carla Díaz",
                "Assistant principal for student support",
                "invited",
                registrar=False,
                totp=False,
                phone_verified=False,
                queues=(),
            ),
        )
        return PeopleView(
            people,
            House(self.h).queues(),
            (Choice("s1", "Northside High"), Choice("s2", "Southside Middle")),
            may_invite=self.h.people_may_invite,
            may_remove=self.h.people_may_invite,
            waiting=2,
        )

    def invite(self, session: StaffSession, form: InviteForm) -> Invited:
        if "@" not in form.email:
            raise InvitationRefused("email", "Write it right.")
        self.done("invite", form)
        return Invited(
            form.name, "http://localhost:8081/join/" + "t" * 40, self.h.clock() + timedelta(hours=72)
        )

    def renew(self, session: StaffSession, member: str) -> Invited:
        self.done("renew", member)
        return Invited("Carla Nguyen", "http://localhost/join/again", self.h.clock() + timedelta(hours=72))

    def declare_phone(self, session: StaffSession, member: str, phone: str) -> None:
        self.done("declare_phone", member, phone)

    def waiting(self, session: StaffSession) -> tuple[Waiting, ...]:
        since = self.h.clock() - timedelta(hours=3)
        return (
            Waiting(
                "w1", "Carla Díaz", "Counselor", "carla@oak.example", "admit", None, may=True, since=since
            ),
            Waiting(
                "w2",
                "Ed Moss",
                "Nurse",
                "ed@oak.example",
                "confirm",
                "Northside crisis",
                may=False,
                since=since,
            ),
            Waiting(
                "w3",
                "Fay Lim",
                "Psychologist",
                "fay@oak.example",
                "confirm",
                "Northside counselors",
                may=True,
                since=since,
            ),
            Waiting("w4", "Gil Roy", "Dean", "gil@oak.example", "invited", None, may=False, since=since),
        )

    def admit(self, session: StaffSession, value: str) -> None:
        self.done("admit", value)

    def confirm(self, session: StaffSession, value: str) -> None:
        self.done("confirm", value)

    def leave_queue(self, session: StaffSession, member: str, queue: str) -> None:
        self.done("leave_queue", member, queue)

    def remove(self, session: StaffSession, member: str) -> None:
        self.done("remove", member)


class Alarms(Part):
    def open(self, session: StaffSession) -> tuple[AlarmRow, ...]:
        now = self.h.clock()
        return (
            AlarmRow("queue_of_one", "Northside crisis", None, now - timedelta(days=2), None),
            AlarmRow("reply_not_sent", None, "7KQ2BC", now - timedelta(minutes=31), None),
            AlarmRow("gap_24h", "Southside on-call", None, now, None, self.hole(now + timedelta(days=1))),
            AlarmRow("gap_now", "Southside on-call", None, now, None, self.hole(None)),
        )

    def hole(self, ends: datetime | None) -> HoleRow:
        return HoleRow("aa", "Southside on-call", self.h.clock(), ends, ("no_phone", "cannot_open"))


class Audits(Part):
    def page(self, session: StaffSession, cursor: str | None) -> AuditPage:
        now = self.h.clock()
        rows = (
            AuditRow(now - timedelta(minutes=3), "Ana Ruiz", "read", "7KQ2BC", "Northside counselors"),
            AuditRow(now - timedelta(hours=30), None, "acknowledged", "7KQ2BC", "Northside crisis"),
        )
        return AuditPage(rows, None if cursor else "c2", intact=True)


class OnCalls(Part):
    def view(self, session: StaffSession, first: date | None, at: datetime | None) -> OnCallView:
        now = self.h.clock()
        start = first or date(2026, 3, 9)
        ana = OnCallPerson("Ana Ruiz", reachable=True, holds_key=True)
        ben = OnCallPerson("Ben Osei", reachable=False, holds_key=True, why="no_phone")
        # Monday 00:00 in Chicago is 05:00 UTC in summer time.
        zero = datetime(start.year, start.month, start.day, 5, tzinfo=UTC)
        week = (
            Stretch(zero, zero + timedelta(hours=40), (ana,), None),
            Stretch(zero + timedelta(hours=40), zero + timedelta(hours=48), (ana, ben), None),
            Stretch(zero + timedelta(hours=48), zero + timedelta(hours=55), (), "uncovered"),
            Stretch(zero + timedelta(hours=55), zero + timedelta(hours=120), (ben,), "unreachable"),
            Stretch(zero + timedelta(hours=120), zero + timedelta(hours=168), (ana,), None),
        )
        on = [one for one in week if one.starts <= now < one.ends]
        following = [one for one in week if one.starts > now]
        asked = next((one for one in week if at and one.starts <= at < one.ends), None)
        crisis = TeamOnCall(
            "Northside on-call", on[0] if on else None, following[0] if following else None, week, asked
        )
        empty = TeamOnCall(
            "Southside on-call",
            None,
            None,
            (Stretch(zero, zero + timedelta(hours=168), (), "uncovered"),),
            None,
        )
        return OnCallView(ZONE, now, start, (crisis, empty))


class AnsweringLinks(Part):
    """A page that is open until somebody takes it; a token of `9`s was sent to nobody."""

    def look(self, token: str) -> Asked | None:
        if token.startswith("9"):
            return None
        holder = self.h.page_holder
        return Asked("en", ("7KQ2BC",), holder is None, holder, holder == "Ana Ruiz")

    def take(self, token: str) -> Asked | None:
        self.done("take", token)
        self.h.page_holder = self.h.page_holder or "Ana Ruiz"
        return self.look(token)
