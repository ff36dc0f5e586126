"""A made-up district behind the staff site's doors, in memory: the seam is true, the rest of the house is not here."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from reporting.cases.refusals import EmptyText, NoSuchThread, NotAllowed
from reporting.cases.staff_view import (
    Act,
    Changes,
    Choice,
    InboxPage,
    InboxRow,
    PageView,
    QueueTab,
    Reason,
    StaffMessage,
    StaffThread,
)
from reporting.model.ids import DistrictId, MemberId
from reporting.model.principal import Principal
from reporting.model.queue import QueueKind
from reporting.model.thread import Channel, ThreadState
from reporting.people.founding import Founding
from reporting.people.joining import Joined, Welcome
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.refused import (
    InvitationRefused,
    SetUpRefused,
    SignedOut,
    SignInRefused,
    StepUpRefused,
)
from reporting.people.sign_in import CodeNeeded, Granted
from reporting.people.staff_session import StaffSession
from reporting.people.two_step import TwoStepSecret
from reporting.staff.doors import StaffDoors
from reporting.staff.people_view import (
    AccountView,
    AlarmRow,
    AuditPage,
    AuditRow,
    GettingReady,
    HouseFacts,
    Invited,
    InviteForm,
    Made,
    Missing,
    OnCallPerson,
    OnCallView,
    PeopleView,
    Person,
    Places,
    QueueCard,
    SchoolCard,
    ShortQueue,
    Stretch,
    TeamCard,
    TeamOnCall,
    Waiting,
)

NOON = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)  # 12:00 in Chicago
ZONE = "America/Chicago"
PASSWORD = "correct horse battery"
ALL_ACTS = frozenset(Act)
SECRET = TwoStepSecret(
    b"x" * 20, "JBSWY3DPEHPK3PXP", "otpauth://totp/Quietline:ana?secret=JBSWY3DPEHPK3PXP&issuer=Quietline"
)
IDLE = timedelta(minutes=15)


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Account:
    name: str
    email: str
    totp: bool = False
    member: MemberId = field(default_factory=lambda: MemberId(secrets.token_bytes(16)))


class MadeUpHouse:
    """All doors of one district."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Everything anew, for the next test."""
        self.name = secrets.token_hex(4)
        self.clock = Clock()
        self.accounts_of = {
            one.email: one
            for one in (
                Account("Ana Ruiz", "ana@oak.example"),
                Account("Ben Osei", "ben@oak.example", totp=True),
            )
        }
        self.open_sessions: dict[str, Any] = {}
        self.pending: dict[str, Account] = {}
        self.threads: dict[str, StaffThread] = {}
        self.rows: list[InboxRow] = []
        self.version = 1
        self.urgent_at = 0
        self.acts: list[tuple[Any, ...]] = []
        self.refuse_next: Exception | None = None
        self.joined: list[tuple[str, str]] = []
        self.founded: list[Founding] = []
        self.tests_sent: list[tuple[str, str]] = []
        self.people_may_invite = True
        self.mine_queue = True
        self.opened = True
        self.born = False
        self.trial = False
        self.totp: bool = False
        self.lang = "en"
        self.set_up_token = secrets.token_hex(32)
        self.queue_names = ("Northside counselors", "Northside crisis", "District")

    # -- signing in
    def doors(self, *, set_up: bool = True) -> StaffDoors:
        # Each part of this object answers for one door; the names do not clash.
        parts = {
            "sign_ins": SignIns(self),
            "sessions": Sessions(self),
            "house": House(self),
            "inboxes": Inboxes(self),
            "desk": Desk(self),
            "roll": Roll(self),
            "joining": Joining(self),
            "alarms": Alarms(self),
            "audits": Audits(self),
            "on_calls": OnCalls(self),
            "accounts": Accounts(self),
            "set_ups": SetUps(self) if set_up else None,
            "getting_ready": GettingReadies(self),
        }
        return StaffDoors(**cast("dict[str, Any]", parts))

    def new_session(self, account: Account) -> str:
        cookie = secrets.token_hex(16)
        principal = Principal(
            DistrictId(b"d" * 16), account.member, account.name, frozenset(), frozenset(), registrar=True
        )
        self.open_sessions[cookie] = SimpleNamespace(
            principal=principal,
            cookie_id=cookie.encode(),
            csrf_secret=secrets.token_bytes(32),
            stepped_up_until=None,
            seen=self.clock(),
        )
        return cookie

    # -- threads
    def add(
        self,
        reference: str,
        severity: str = "routine",
        *,
        summary: str = "Someone keeps taking my lunch.",
        messages: tuple[StaffMessage, ...] | None = None,
        **changed: Any,
    ) -> None:
        row_fields = {
            key: changed.pop(key)
            for key in tuple(changed)
            if key in {"assignee", "mine", "awaiting", "readable"}
        }
        thread = made_up_thread(reference, severity, summary, self.clock(), messages)
        thread = replace(thread, assignee=row_fields.get("assignee"), **changed)
        self.threads[reference] = thread
        row = InboxRow(
            reference=reference,
            severity=thread.severity,
            state=thread.state,
            summary=summary,
            category=thread.category,
            readable=True,
            queue_name=thread.queue_name,
            school_name=thread.school_name,
            channel=thread.channel,
            awaiting="staff",
            changed=self.clock() - timedelta(minutes=6),
            due=thread.due,
            assignee=None,
            mine=False,
        )
        self.rows.append(replace(row, **row_fields))
        rank = {"urgent": 0, "soon": 1, "routine": 2}
        self.rows.sort(key=lambda one: rank[one.severity])
        self.version += 1
        if severity == "urgent":
            self.urgent_at = self.version

    def change_row(self, reference: str, **fields: Any) -> None:
        self.rows = [replace(row, **fields) if row.reference == reference else row for row in self.rows]
        self.version += 1


def made_up_thread(
    reference: str,
    severity: str,
    summary: str,
    now: datetime,
    messages: tuple[StaffMessage, ...] | None = None,
) -> StaffThread:
    first = said(1, "reporter", summary, now - timedelta(minutes=6))
    return StaffThread(
        reference=reference,
        severity=cast("Any", severity),
        category="weapon" if severity == "urgent" else "bullying",
        state=ThreadState.NEW,
        channel=Channel.WEB,
        queue_name="Northside counselors",
        school_name="Northside High",
        lang="en",
        messages=messages or (first,),
        because=(Reason("Weapon at school", "weapon.gun.1", summary[:24], 1),)
        if severity == "urgent"
        else (),
        trace=("weapon.gun.1: hit", "negation: none"),
        rulebook="3f2a9c",
        readers=("Ana Ruiz", "Ben Osei", "Carla Díaz"),
        excluded=(Choice("e1", "Dan Poe"),),
        assignee=None,
        assignees=(Choice("m1", "Ana Ruiz"), Choice("m2", "Ben Osei")),
        hand_over_to=(Choice("q2", "District"),),
        page=PageView(None, now - timedelta(minutes=5), ("Ana Ruiz",)) if severity == "urgent" else None,
        due=now + timedelta(minutes=4) if severity == "urgent" else now + timedelta(hours=20),
        disposition=None,
        may=ALL_ACTS - {Act.REOPEN},
        seen="s1",
        last_heard=now - timedelta(days=3),
        zone=ZONE,
    )


def said(seq: int, author: str, text: str, at: datetime | None, **more: Any) -> StaffMessage:
    message = StaffMessage(
        id=f"{seq:032x}",
        seq=seq,
        author=cast("Any", author),
        name="Ana Ruiz" if author in {"staff", "note"} else None,
        text=text,
        code=None,
        params={},
        at=at,
        channel=Channel.WEB,
        failure=None,
        delivery=None,
    )
    return replace(message, **more)


class Part:
    def __init__(self, house: MadeUpHouse) -> None:
        self.h = house

    def done(self, *act: Any) -> None:
        if self.h.refuse_next is not None:
            refusal, self.h.refuse_next = self.h.refuse_next, None
            raise refusal
        self.h.acts.append(act)


class SignIns(Part):
    def password(self, email: str, password: str) -> Granted | CodeNeeded:
        account = self.h.accounts_of.get(email)
        if account is None or password != PASSWORD:
            raise SignInRefused("wrong", "Check both.")
        if account.totp:
            cookie = secrets.token_hex(16)
            self.h.pending[cookie] = account
            return CodeNeeded(cookie)
        return Granted(self.h.new_session(account))

    def code(self, cookie: str, code: str) -> Granted:
        account = self.h.pending.get(cookie)
        if account is None:
            raise SignInRefused("again", "Begin again.")
        if code != "123456":
            raise SignInRefused("code_wrong", "Wait.")
        del self.h.pending[cookie]
        return Granted(self.h.new_session(account))


class Sessions(Part):
    def glance(self, cookie: str) -> Principal:
        return self.resume(cookie, background=True).principal

    def resume(self, cookie: str, *, background: bool) -> StaffSession:
        if cookie in self.h.pending:
            raise SignedOut("pending", "Enter the code.")
        session = self.h.open_sessions.get(cookie)
        if session is None:
            raise SignedOut("none", "Sign in.")
        if self.h.clock() - session.seen >= IDLE:
            raise SignedOut("idle", "Sign in.")
        if not background:
            session.seen = self.h.clock()
        return cast("StaffSession", session)

    def sign_out(self, session: StaffSession) -> None:
        self.h.open_sessions.pop(session.cookie_id.decode(), None)

    def step_up(self, session: StaffSession, password: str) -> str:
        if password != PASSWORD:
            raise StepUpRefused("wrong", "Check it.")
        old = self.h.open_sessions.pop(session.cookie_id.decode())
        cookie = secrets.token_hex(16)
        old.cookie_id, old.csrf_secret = cookie.encode(), secrets.token_bytes(32)
        old.stepped_up_until = self.h.clock() + timedelta(minutes=5)
        self.h.open_sessions[cookie] = old
        return cookie


class House(Part):
    def facts(self) -> HouseFacts:
        return HouseFacts("Oak Valley Schools", ZONE, opened=self.h.opened, trial=self.h.trial)

    def places(self, session: StaffSession) -> Places:
        schools = (
            SchoolCard(
                "Northside High",
                active=True,
                queues=("Northside counselors", "Northside crisis"),
                shares_district_queue=False,
            ),
            SchoolCard(
                "Southside Middle", active=True, queues=("Southside crisis",), shares_district_queue=True
            ),
        )
        teams = (TeamCard("Northside on-call", ("Ana Ruiz", "Ben Osei"), ("Northside crisis",)),)
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


class Inboxes(Part):
    SIZE = 50

    def page(
        self, session: StaffSession, *, queue: str | None, state: str, cursor: str | None, mine: bool
    ) -> InboxPage:
        closed = state == "closed"
        rows = [
            row
            for row in self.h.rows
            if (row.state is ThreadState.CLOSED) == closed
            and (not mine or row.mine)
            and (queue is None or row.queue_name == self._name(queue))
        ]
        start = int(cursor) if cursor else 0
        further = str(start + self.SIZE) if len(rows) > start + self.SIZE else None
        return InboxPage(tuple(rows[start : start + self.SIZE]), further, self._tabs(), self.h.version)

    def changes(self, principal: Principal, since: int) -> Changes:
        if self.h.refuse_next is not None:
            raise self.h.refuse_next
        return Changes(self.h.version, self.h.version > since, self.h.urgent_at > since)

    def _name(self, queue: str) -> str:
        return self.h.queue_names[int(queue[1:]) - 1]

    def _tabs(self) -> tuple[QueueTab, ...]:
        open_rows = [row for row in self.h.rows if row.state is not ThreadState.CLOSED]
        return tuple(
            QueueTab(
                f"q{n}",
                name,
                sum(row.queue_name == name for row in open_rows),
                sum(row.queue_name == name and row.severity == "urgent" for row in open_rows),
            )
            for n, name in enumerate(self.h.queue_names, 1)
        )


class Desk(Part):
    def _thread(self, reference: str) -> StaffThread:
        if reference not in self.h.threads:
            raise NoSuchThread
        return self.h.threads[reference]

    def _change(self, reference: str, **fields: Any) -> None:
        self.h.threads[reference] = replace(self._thread(reference), **fields)

    def _say(self, reference: str, author: str, text: str) -> None:
        thread = self._thread(reference)
        message = said(len(thread.messages) + 1, author, text, self.h.clock())
        self._change(reference, messages=(*thread.messages, message))

    def read(self, session: StaffSession, reference: str) -> StaffThread:
        thread = self._thread(reference)
        if thread.state is ThreadState.NEW:
            self._change(reference, state=ThreadState.OPEN)
        return self._thread(reference)

    def reply(self, session: StaffSession, reference: str, submission: bytes, body: str, seen: str) -> None:
        self._thread(reference)
        if not body.strip():
            raise EmptyText
        self.done("reply", reference, submission, body, seen)
        self._say(reference, "staff", body)

    def note(self, session: StaffSession, reference: str, submission: bytes, body: str) -> None:
        self._thread(reference)
        self.done("note", reference, body)
        self._say(reference, "note", body)

    def assign(self, session: StaffSession, reference: str, assignee: str | None) -> None:
        thread = self._thread(reference)
        self.done("assign", reference, assignee)
        names = {one.value: one.name for one in thread.assignees}
        self._change(reference, assignee=names.get(assignee or ""))

    def hand_over(self, session: StaffSession, reference: str, queue: str) -> None:
        self._thread(reference)
        self.done("hand_over", reference, queue)

    def close(self, session: StaffSession, reference: str, disposition: str, body: str) -> None:
        self._thread(reference)
        self.done("close", reference, disposition, body)
        self._change(
            reference,
            state=ThreadState.CLOSED,
            disposition=disposition,
            may=frozenset({Act.REOPEN, Act.NOTE}),
        )

    def reopen(self, session: StaffSession, reference: str) -> None:
        self._thread(reference)
        self.done("reopen", reference)
        self._change(reference, state=ThreadState.OPEN, disposition=None, may=ALL_ACTS - {Act.REOPEN})

    def acknowledge(self, session: StaffSession, reference: str) -> None:
        thread = self._thread(reference)
        self.done("acknowledge", reference)
        if thread.page:
            self._change(reference, page=replace(thread.page, acknowledged_by=session.principal.name))

    def hand_back(self, session: StaffSession, reference: str) -> None:
        self._thread(reference)
        self.done("hand_back", reference)

    def lift_exclusion(self, session: StaffSession, reference: str, member: str, reason: str) -> None:
        self._thread(reference)
        if not reason:
            raise NotAllowed
        self.done("lift_exclusion", reference, member, reason)

    def send_anyway(self, session: StaffSession, reference: str, message: str) -> None:
        self._thread(reference)
        self.done("send_anyway", reference, message)


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


class Joining(Part):
    def welcome(self, link: str) -> Welcome:
        if link != "t" * 40:
            raise InvitationRefused("expired", "Ask for another.")
        return Welcome("Carla Díaz", "Counselor", "carla@oak.example", "en")

    def join(self, link: str, password: str, *, two_step: bool = False) -> Joined:
        self.welcome(link)
        if len(password) < 12:
            raise InvitationRefused("password_short", "Longer.")
        self.h.joined.append((link, password))
        return Joined("Carla Díaz", SECRET if two_step else None)


class Alarms(Part):
    def open(self, session: StaffSession) -> tuple[AlarmRow, ...]:
        now = self.h.clock()
        return (
            AlarmRow("queue_of_one", "Northside crisis", None, now - timedelta(days=2), None),
            AlarmRow("reply_not_sent", None, "7KQ2BC", now - timedelta(minutes=31), None),
        )


class Audits(Part):
    def page(self, session: StaffSession, cursor: str | None) -> AuditPage:
        now = self.h.clock()
        rows = (
            AuditRow(now - timedelta(minutes=3), "Ana Ruiz", "read", "7KQ2BC", "Northside counselors"),
            AuditRow(now - timedelta(hours=30), None, "acknowledged", "7KQ2BC", "Northside crisis"),
        )
        return AuditPage(rows, None if cursor else "c2", intact=True)


class OnCalls(Part):
    def view(self, session: StaffSession, monday: date | None, at: datetime | None) -> OnCallView:
        now = self.h.clock()
        start = monday or date(2026, 3, 9)
        ana = OnCallPerson("Ana Ruiz", reachable=True, holds_key=True)
        ben = OnCallPerson("Ben Osei", reachable=False, holds_key=True)
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


class Accounts(Part):
    def view(self, session: StaffSession) -> AccountView:
        return AccountView(
            "Ana Ruiz",
            "Counselor",
            "ana@oak.example",
            self.h.lang,
            totp=self.h.totp,
            phone="+15005550110",
            phone_verified=True,
            queues=("Northside counselors",),
        )

    def propose(self, session: StaffSession) -> TwoStepSecret:
        return SECRET

    def enrol(self, session: StaffSession, password: str, secret: bytes, code: str) -> None:
        if code != "123456":
            raise StepUpRefused("code_wrong", "Wait.")
        if password != PASSWORD:
            raise StepUpRefused("wrong", "Check.")
        self.done("enrol", secret)
        self.h.totp = True

    def end(self, session: StaffSession, password: str) -> None:
        if password != PASSWORD:
            raise StepUpRefused("wrong", "Check.")
        self.h.totp = False

    def change_password(self, session: StaffSession, old: str, new: str) -> str:
        if old != PASSWORD:
            raise StepUpRefused("wrong", "Check.")
        self.done("change_password", new)
        return self.h.new_session(self.h.accounts_of["ana@oak.example"])

    def set_language(self, session: StaffSession, lang: str) -> None:
        self.h.lang = lang


class GettingReadies(Part):
    def view(self, session: StaffSession) -> GettingReady:
        return GettingReady(
            may=True,
            born=self.h.born,
            opened=self.h.opened,
            missing=(
                Missing("m1", "Carla Díaz", "Counselor", "join"),
                Missing("m2", "Ed Moss", "Nurse", "admit"),
            ),
            short=() if self.h.born else (ShortQueue("Southside counselors", 1, "s2"),),
            registrars=("Ana Ruiz", "Ben Osei"),
            could_be_registrar=(Choice("m3", "Fay Lim"),),
            silent_teams=("Southside on-call",),
        )

    def make_keys(self, session: StaffSession, share: Sequence[str]) -> None:
        self.done("make_keys", tuple(share))
        self.h.born = True

    def open_line(self, session: StaffSession) -> None:
        self.done("open_line")
        self.h.opened = True

    def make_registrar(self, session: StaffSession, member: str) -> None:
        self.done("make_registrar", member)


class SetUps(Part):
    def check(self, token: str, peer: str) -> None:
        if peer != "127.0.0.1":
            raise SetUpRefused("not_here", "Only here.")
        if token != self.h.set_up_token:
            raise SetUpRefused("link", "Dead.")

    def send_test(self, token: str, peer: str, hotline: Hotline, account: TwilioAccount, to: str) -> None:
        self.check(token, peer)
        if account.auth_tokens == ("bad",):
            raise SetUpRefused("carrier_refused", "Check.")
        self.h.tests_sent.append((hotline.students, to))

    def create(self, token: str, peer: str, form: Founding) -> Made:
        self.check(token, peer)
        self.h.founded.append(form)
        self.h.set_up_token = ""
        expires = self.h.clock() + timedelta(hours=72)
        links = (Invited(one.name, "http://localhost:8081/join/" + "j" * 40, expires) for one in form.people)
        return Made(SECRET if form.two_step else None, tuple(links))
