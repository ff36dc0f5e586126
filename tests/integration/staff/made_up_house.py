"""A made-up district behind the staff site's doors, in memory: the seam is true, the rest of the house is not here."""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, ClassVar, cast

from notify.pages import Asked
from notify.policy import Policy
from reporting.app.staff_doors.printing import Printing
from reporting.cases.checklists import Checked
from reporting.cases.held_replies import How
from reporting.cases.override import OVERRIDE
from reporting.cases.overriding import Word
from reporting.cases.passing_on import Parting
from reporting.cases.refusals import EmptyText, NoSuchThread, NotAllowed, UnknownReference
from reporting.cases.rule_examples import ExampleView
from reporting.cases.rule_figures import Figures, MonthFigures
from reporting.cases.sample_desk import SampleRow, SampleView
from reporting.cases.staff_view import (
    Act,
    Changes,
    Choice,
    DueTask,
    InboxNews,
    InboxPage,
    InboxRow,
    PageView,
    Presence,
    QueueTab,
    Reason,
    StaffMessage,
    StaffThread,
    StandingRow,
    Taken,
    TaskView,
    UrgencyView,
    View,
)
from reporting.cases.to_do import ToDo
from reporting.model.danger import Danger, danger_of
from reporting.model.feedback import Said
from reporting.model.ids import DistrictId, MemberId
from reporting.model.principal import Principal
from reporting.model.queue import QueueKind
from reporting.model.thread import Channel, ThreadState
from reporting.people.founding import Founding
from reporting.people.guidance.keeping import BY_TEXT, SHIPPED
from reporting.people.guidance.written import read_counsel
from reporting.people.joining import Joined, Welcome
from reporting.people.ladder_form import LadderForm, read_agency, read_policy, written
from reporting.people.passkeys import Answer, Ask, PasskeyView
from reporting.people.phone_proof import By
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.refused import (
    InvitationRefused,
    Refused,
    SetUpRefused,
    SignedOut,
    SignInRefused,
    StepUpRefused,
)
from reporting.people.sign_in import CodeNeeded, Granted
from reporting.people.staff_session import LockedSession, StaffSession
from reporting.people.two_step import TwoStepSecret
from reporting.staff.doors import StaffDoors
from reporting.staff.ladder_view import ROWS, LadderLine, LadderPage, Rehearsed
from reporting.staff.now_view import FirstWords, GuidanceForm, GuidancePage
from reporting.staff.people_view import (
    AccountView,
    AlarmRow,
    AuditPage,
    AuditRow,
    GettingReady,
    HoleRow,
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
from reporting.staff.school_view import SchoolForm, SchoolPage
from reporting.staff.texting_view import FindingRow
from reporting.staff.try_view import FiredRule, Piece, RouteFinding, Tried, TryForm, TryPage, Weighed
from tests.integration.staff.made_up_asking import MadeUpAsking
from tests.integration.staff.made_up_browsers import MadeUpBrowsers
from tests.integration.staff.made_up_campaigns import MadeUpCampaigns
from tests.integration.staff.made_up_canned import MadeUpCanned
from tests.integration.staff.made_up_counts import MadeUpPagesCounted, MadeUpReturns
from tests.integration.staff.made_up_drills import MadeUpDrillDesk
from tests.integration.staff.made_up_files import MadeUpFiles
from tests.integration.staff.made_up_glass import MadeUpGlass
from tests.integration.staff.made_up_guardians import MadeUpGuardians
from tests.integration.staff.made_up_hallway import MadeUpHallway
from tests.integration.staff.made_up_held import MadeUpHeld
from tests.integration.staff.made_up_help_desk import RamKeeping, made_up_help_desk
from tests.integration.staff.made_up_hours import MadeUpHours, MadeUpReferralFiles
from tests.integration.staff.made_up_incidents import MadeUpIncidents
from tests.integration.staff.made_up_insights import MadeUpBands, MadeUpReports
from tests.integration.staff.made_up_interfaces import MadeUpInterfaces
from tests.integration.staff.made_up_outcomes import MadeUpOutcomes
from tests.integration.staff.made_up_partner_people import MadeUpPartnerPeople
from tests.integration.staff.made_up_partnerships import MadeUpPartnerships
from tests.integration.staff.made_up_pilots import MadeUpPilots
from tests.integration.staff.made_up_referrals import MadeUpReferrals
from tests.integration.staff.made_up_rotas import made_up_on_call_time
from tests.integration.staff.made_up_rules import made_up_rules
from tests.integration.staff.made_up_search import MadeUpSearch
from tests.integration.staff.made_up_stalled import MadeUpStalled
from tests.integration.staff.made_up_texting import an_open_hotline, made_up_texting
from tests.integration.staff.made_up_trainings import MadeUpTrainings
from tests.integration.staff.made_up_vigil import MadeUpVigil, well

NOON = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)  # 12:00 in Chicago
ZONE = "America/Chicago"
PASSWORD = "correct horse battery"
ALL_ACTS = frozenset(Act)
SECRET = TwoStepSecret(
    b"x" * 20, "JBSWY3DPEHPK3PXP", "otpauth://totp/Quietline:ana?secret=JBSWY3DPEHPK3PXP&issuer=Quietline"
)
LOCK = timedelta(minutes=5)


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
        self.files = MadeUpFiles()
        self.held = MadeUpHeld()
        self.drills = MadeUpDrillDesk(self)
        self.canned = MadeUpCanned()
        self.campaigns = MadeUpCampaigns()
        self.interfaces = MadeUpInterfaces()
        self.reports, self.grades = MadeUpReports(), MadeUpBands()
        self.pilots, self.outcomes = MadeUpPilots(), MadeUpOutcomes()
        self.hallway = MadeUpHallway()
        self.searches = MadeUpSearch()
        self.stalled = MadeUpStalled()
        self.help = RamKeeping()
        self.asked = MadeUpAsking(self.help)
        self.partnerships = MadeUpPartnerships(self.help)
        self.partner_people = MadeUpPartnerPeople()
        self.incidents = MadeUpIncidents()
        self.begin()

    def begin(self) -> None:
        """Everything anew, for the next test."""
        for room in (self.campaigns, self.pilots, self.outcomes, self.reports, self.grades, self.searches):
            room.begin_anew()
        for begun in (self.canned, self.hallway, self.incidents):
            begun.begin()
        self.help.begin()
        self.asked.begin()
        self.partnerships.begin()
        self.partner_people.begin()
        for room in (self.drills, self.files, self.held):
            room.begin()
        self.closings: list[tuple[str, date | None]] = []
        self.tasks: tuple[DueTask, ...] = ()
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
        self.browsers = MadeUpBrowsers()
        self.pending: dict[str, Account] = {}
        self.threads: dict[str, StaffThread] = {}
        self.rows: list[InboxRow] = []
        self.sent: list[list[str]] = []  # what each question for news was told anew
        self.version = 1
        self.urgent_at = 0
        self.acts: list[tuple[Any, ...]] = []
        self.refuse_next: Exception | None = None
        self.joined: list[tuple[str, str]] = []
        self.founded: list[Founding] = []
        self.tests_sent: list[tuple[str, str]] = []
        self.texting = an_open_hotline(self.clock())
        self.people_may_invite = True
        self.may_tell = True
        self.school = SchoolForm("D hall\nla cancha de abajo", {0: "08:00"}, {0: "15:00"}, "2026-12-24")
        self.phone_verified, self.landline, self.code_waits = True, False, False
        self.ladder = written(Policy(), None, ROWS)
        self.page_holder: str | None = None
        self.drafts: dict[tuple[bytes, str], dict[str, str]] = {}
        self.lock_seconds = LOCK.seconds
        self.devices = [PasskeyView(1, "my phone", NOON, NOON)]
        self.own_words: dict[tuple[str, str], GuidanceForm] = {}
        self.mine_queue = True
        self.opened = True
        self.born = False
        self.trial = False
        self.totp: bool = False
        self.lang = "en"
        self.set_up_token = secrets.token_hex(32)
        self.samples: list[SampleView] = []
        self.examples: list[ExampleView] = []
        self.figures = Figures((), MonthFigures(0), (), (), ())
        self.vigil = well(NOON)
        self.queue_names = ("Northside counselors", "Northside crisis", "District")

    # -- signing in
    def doors(self, *, set_up: bool = True) -> StaffDoors:
        # Each part of this object answers for one door; the names do not clash.
        parts = {
            "sign_ins": SignIns(self),
            "sessions": Sessions(self),
            "drafts": Drafts(self),
            "house": House(self),
            "inboxes": Inboxes(self),
            "desk": Desk(self),
            "roll": Roll(self),
            "joining": Joining(self),
            "alarms": Alarms(self),
            "audits": Audits(self),
            "on_calls": OnCalls(self),
            "accounts": Accounts(self),
            "schools": Schools(self),
            "previews": Previews(self),
            "set_ups": SetUps(self) if set_up else None,
            "getting_ready": GettingReadies(self),
            "feedback": RuleFeedback(self),
            "rules": made_up_rules(self),
            "on_call_time": made_up_on_call_time(self),
            "ladders": Ladders(self),
            "answering": AnsweringLinks(self),
            "guidances": Guidances(self),
            "canned": self.canned,
            "campaigns": self.campaigns,
            "figures": (self.reports, self.grades),
            "hallway": self.hallway,
            "printing": Printing(),
            "pilots": self.pilots,
            "outcomes": self.outcomes,
            "vigils": MadeUpVigil(self),
            "texting": made_up_texting(self),
            "passkeys": Passkeys(self),
            "drills": self.drills,
            "browsers": self.browsers,
            "files": self.files,
            "held": self.held,
            "searches": self.searches,
            "stalled": self.stalled,
            "help": made_up_help_desk(self.help),
            "asking": self.asked,
            "partnerships": self.partnerships,
            "partner_people": self.partner_people,
            "glass": MadeUpGlass(),
            "incidents": self.incidents,
            "referrals": MadeUpReferrals(),
            "guardians": MadeUpGuardians(),
            "hours": MadeUpHours(),
            "referral_files": MadeUpReferralFiles(),
            "interfaces": self.interfaces,
            "trainings": MadeUpTrainings(),
            "exports": self.interfaces,
            "pages_counted": MadeUpPagesCounted(),
            "returns": MadeUpReturns(),
        }
        return StaffDoors(**cast("dict[str, Any]", parts))

    def new_session(self, account: Account) -> str:
        cookie = secrets.token_hex(16)
        principal = Principal(
            DistrictId(b"d" * 16), account.member, account.name, frozenset(), frozenset(), registrar=True
        )
        self.open_sessions[cookie] = SimpleNamespace(
            principal=principal,
            member=principal.member,
            cookie_id=cookie.encode(),
            csrf_secret=secrets.token_bytes(32),
            stepped_up_until=None,
            seen=self.clock(),
            locked=False,
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
            if key in {"assignee", "mine", "awaiting", "readable", "unfetched", "unread", "began"}
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
        urgency=UrgencyView(
            tuple(Said), ("bullying", "threat", "unsorted"), rings=False, leads=("Carla Díaz", "Dan Poe")
        ),
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
        if session.locked or self.h.clock() - session.seen >= timedelta(seconds=self.h.lock_seconds):
            session.locked = True
            raise SignedOut("locked", "Unlock it.")
        if not background:
            session.seen = self.h.clock()
        return cast("StaffSession", session)

    def sign_out(self, session: StaffSession) -> None:
        self.h.open_sessions.pop(session.cookie_id.decode(), None)

    @property
    def lock_seconds(self) -> int:
        return self.h.lock_seconds

    def lock(self, session: StaffSession) -> None:
        self.h.open_sessions[session.cookie_id.decode()].locked = True

    def locked(self, cookie: str) -> LockedSession:
        session = self.h.open_sessions.get(cookie)
        if session is None or not session.locked:
            raise SignedOut("none", "Sign in.")
        return LockedSession(session.principal, session.cookie_id, 0, session.csrf_secret)

    def unlock(self, cookie: str, password: str) -> str:
        self.locked(cookie)
        if password != PASSWORD:
            raise SignInRefused("wrong", "Check it.")
        old = self.h.open_sessions.pop(cookie)
        new = secrets.token_hex(16)
        old.cookie_id, old.locked, old.seen = new.encode(), False, self.h.clock()
        self.h.open_sessions[new] = old
        return new

    def leave_locked(self, cookie: str) -> None:
        self.h.open_sessions.pop(cookie, None)

    def step_up(self, session: StaffSession, password: str) -> str:
        if password != PASSWORD:
            raise StepUpRefused("wrong", "Check it.")
        old = self.h.open_sessions.pop(session.cookie_id.decode())
        cookie = secrets.token_hex(16)
        old.cookie_id, old.csrf_secret = cookie.encode(), secrets.token_bytes(32)
        old.stepped_up_until = self.h.clock() + timedelta(minutes=5)
        self.h.open_sessions[cookie] = old
        return cookie


class Drafts(Part):
    def keep(self, member: MemberId, place: str, fields: Mapping[str, str]) -> None:
        if fields:
            self.h.drafts[member, place] = dict(fields)
        else:
            self.h.drafts.pop((member, place), None)

    def of(self, session: StaffSession, place: str) -> dict[str, str]:
        return self.h.drafts.get((session.principal.member, place), {})

    def drop(self, session: StaffSession, place: str) -> None:
        self.h.drafts.pop((session.principal.member, place), None)


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


class RuleFeedback(Part):
    """Of the leads of the rules; here everybody is one."""

    def samples(self, session: StaffSession) -> tuple[SampleRow, ...]:
        return tuple(one.row for one in self.h.samples)

    def sample(self, session: StaffSession, value: str) -> SampleView:
        found = next((one for one in self.h.samples if one.row.value == value), None)
        if found is None:
            raise NoSuchThread
        return found

    def judge(self, session: StaffSession, value: str, word: Word) -> None:
        self.sample(session, value)
        self.done("judge", value, word)
        self.h.samples = [one for one in self.h.samples if one.row.value != value]

    def examples(self, session: StaffSession) -> tuple[ExampleView, ...]:
        return tuple(self.h.examples)

    def put_away(self, session: StaffSession, value: str) -> None:
        self.done("put_away", value)
        self.h.examples = [one for one in self.h.examples if one.value != value]

    def figures(self, session: StaffSession) -> Figures:
        return self.h.figures


def _mark(session: Any, looks: str, row: InboxRow) -> str:
    shown = repr((session.cookie_id, looks, astuple(replace(row, mark=""))))
    return hashlib.sha256(shown.encode()).hexdigest()[:8]


class Inboxes(Part):
    SIZE = 50
    HELD: ClassVar[dict[str, Callable[[InboxRow], bool]]] = {
        "needs": lambda row: (
            row.awaiting == "staff" and (row.mine or row.assignee is None or row.state is ThreadState.NEW)
        ),
        "mine": lambda row: row.mine,
        "student": lambda row: row.awaiting == "reporter" and not row.unfetched,
        "unfetched": lambda row: row.awaiting == "reporter" and row.unfetched,
        "all": lambda row: True,
    }

    def page(
        self,
        session: StaffSession,
        *,
        view: View,
        queue: str | None,
        state: str,
        cursor: str | None,
        looks: str = "",
    ) -> InboxPage:
        closed = state == "closed"
        held = self.HELD["all" if closed else view]
        rows = [
            replace(row, mark=_mark(session, looks, row))
            for row in self.h.rows
            if (row.state is ThreadState.CLOSED) == closed
            and held(row)
            and (queue is None or row.queue_name == self._name(queue))
        ]
        start = int(cursor) if cursor else 0
        further = str(start + self.SIZE) if len(rows) > start + self.SIZE else None
        tasks = self.h.tasks if view == "mine" else ()
        return InboxPage(tuple(rows[start : start + self.SIZE]), further, self._tabs(), self.h.version, tasks)

    def news(
        self, session: StaffSession, *, known: Any, cursor: str | None = None, **asked: Any
    ) -> InboxNews:
        page = self.page(session, cursor=cursor, **asked)
        self.h.sent.append([row.reference for row in page.rows if row.mark not in known])
        rows = tuple(StandingRow(row.mark) if row.mark in known else row for row in page.rows)
        return InboxNews(rows, page.cursor, page.queues)

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

    def reply(
        self,
        session: StaffSession,
        reference: str,
        submission: bytes,
        body: str,
        seen: str,
        *,
        how: How = How.BY_RULE,
    ) -> str:
        self._thread(reference)
        if not body.strip():
            raise EmptyText
        if how is How.ASK:
            self.done("reply", reference, submission, body, seen, how.value)
            return "asked_first"
        self.done("reply", reference, submission, body, seen)
        self._say(reference, "staff", body)
        return "replied"

    def presence(self, session: StaffSession, reference: str, seen: str, *, writing: bool) -> Presence:
        thread = self._thread(reference)
        if writing:
            self.done("writing", reference)
        return Presence(thread.writing, thread.seen != seen)

    def note(
        self, session: StaffSession, reference: str, submission: bytes, body: str, *, only_me: bool = False
    ) -> None:
        self._thread(reference)
        self.done("note_for_me" if only_me else "note", reference, body)
        self._say(reference, "note", body)

    def override(self, session: StaffSession, reference: str, submission: bytes, word: Word) -> None:
        thread = self._thread(reference)
        self.done("override", reference, submission, word)
        note = said(
            len(thread.messages) + 1, "note", "", self.h.clock(), code=OVERRIDE, params={"said": word.said}
        )
        urgency = replace(thread.urgency, said=Said(word.said), by="Ana Ruiz") if thread.urgency else None
        self._change(reference, messages=(*thread.messages, note), urgency=urgency)

    def assign(
        self, session: StaffSession, reference: str, assignee: str | None, parting: Parting | None = None
    ) -> None:
        thread = self._thread(reference)
        self.done("assign", reference, assignee)
        names = {one.value: one.name for one in thread.assignees}
        self._change(reference, assignee=names.get(assignee or ""))

    def take(self, session: StaffSession, references: Sequence[str]) -> tuple[Taken, ...]:
        taken = []
        for at, row in enumerate(self.h.rows):
            if row.reference in references and not row.mine:
                taken.append(Taken(row.reference, row.assignee))
                self.h.rows[at] = replace(row, mine=True, assignee=session.principal.name)
        self.done("take", *references)
        self.h.version += 1
        return tuple(taken)

    def give_back(self, session: StaffSession, taken: Sequence[Taken]) -> None:
        before = {one.reference: one.before for one in taken}
        for at, row in enumerate(self.h.rows):
            if row.reference in before and row.mine:
                self.h.rows[at] = replace(row, mine=False, assignee=before[row.reference])
        self.done("give_back", *before)

    def hand_over(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        parting.checked()
        self._thread(reference)
        self.done("hand_over", reference, queue, parting.words)

    def share(self, session: StaffSession, reference: str, queue: str, parting: Parting) -> None:
        parting.checked()
        self._thread(reference)
        self.done("share", reference, queue, parting.words)

    def take_back(self, session: StaffSession, reference: str, queue: str) -> None:
        self._thread(reference)
        self.done("take_back", reference, queue)

    def followed_up(self, session: StaffSession, reference: str) -> None:
        self._change(reference, follow_up=None)
        self.done("followed_up", reference)

    def task(self, session: StaffSession, reference: str, submission: bytes, what: ToDo) -> None:
        if not what.text:
            raise EmptyText
        thread = self._thread(reference)
        task = TaskView(
            submission.hex(),
            what.text,
            what.due,
            what.whom or "me",
            what.whom is None,
            done=False,
            name="Ana",
        )
        self._change(reference, tasks=(*thread.tasks, task))
        self.done("task", reference, what.text, what.due, what.whom)

    def check(self, session: StaffSession, reference: str, submission: bytes, checked: Checked) -> None:
        self._thread(reference)
        self.done("check", reference, checked)

    def task_done(self, session: StaffSession, reference: str, task: str) -> None:
        tasks = [replace(one, done=one.done or one.value == task) for one in self._thread(reference).tasks]
        self._change(reference, tasks=tuple(tasks))
        self.done("task_done", reference)

    def close(
        self,
        session: StaffSession,
        reference: str,
        disposition: str,
        body: str,
        *,
        outcome: str = "",
        follow_up: date | None = None,
    ) -> None:
        self._thread(reference)
        self.done("close", reference, disposition, body)
        self.h.closings.append((outcome, follow_up))
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
            page = replace(
                thread.page, acknowledged_by=session.principal.name, mine=True, taken=self.h.clock()
            )
            self._change(reference, page=page)

    def hand_back(self, session: StaffSession, reference: str) -> None:
        self._thread(reference)
        self.done("hand_back", reference)
        page = self._thread(reference).page
        if page:
            self._change(reference, page=replace(page, acknowledged_by=None, mine=False, taken=None))

    def lift_exclusion(self, session: StaffSession, reference: str, member: str, reason: str) -> None:
        self._thread(reference)
        if not reason:
            raise NotAllowed
        self.done("lift_exclusion", reference, member, reason)

    def hold(self, session: StaffSession, reference: str, reason: str) -> None:
        self._thread(reference)
        self.done("hold", reference, reason)

    def link(self, session: StaffSession, reference: str, other: str) -> None:
        self._thread(reference)
        if other == "NOBODY":
            raise UnknownReference
        self.done("link", reference, other)

    def home(
        self, session: StaffSession, reference: str, submission: bytes, reason: str, *, unsafe: bool
    ) -> None:
        self._thread(reference)
        self.done("home", reference, reason, unsafe)

    def release(self, session: StaffSession, reference: str, reason: str) -> None:
        self._thread(reference)
        self.done("release", reference, reason)

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


class Accounts(Part):
    def view(self, session: StaffSession) -> AccountView:
        return AccountView(
            "Ana Ruiz",
            "Counselor",
            "ana@oak.example",
            self.h.lang,
            totp=self.h.totp,
            phone="+15005550110",
            phone_verified=self.h.phone_verified,
            phone_landline=self.h.landline,
            code_waits=self.h.code_waits,
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

    def set_phone(self, session: StaffSession, phone: str | None) -> None:
        self.done("set_phone", phone)

    def send_phone_code(self, session: StaffSession, by: By) -> None:
        self.done("send_phone_code", by)
        self.h.code_waits = True

    def prove_phone(self, session: StaffSession, code: str) -> None:
        self.done("prove_phone", code)
        self.h.phone_verified, self.h.code_waits = True, False

    def set_language(self, session: StaffSession, lang: str) -> None:
        self.h.lang = lang


class Schools(Part):
    def page(self, session: StaffSession, value: str) -> SchoolPage:
        return SchoolPage(value, "Northside High", self.h.school, may=self.h.may_tell, may_everywhere=True)

    def tell(self, session: StaffSession, value: str, form: SchoolForm) -> None:
        self.done("tell", value, form)
        self.h.school = form


class Ladders(Part):
    def page(self, session: StaffSession, value: str) -> LadderPage:
        return LadderPage(
            value,
            "Northside on-call",
            self.h.ladder,
            self._rehearsed(("Ana Ruiz", "Ben Osei")),
            may=self.h.may_tell,
            mails=True,
            more_teams=True,
            hurried=1.0,
        )

    def rehearse(self, session: StaffSession, value: str, form: LadderForm) -> Rehearsed:
        read_policy(form, Policy())
        read_agency(form)
        return self._rehearsed(("Carla Díaz",))

    def keep(self, session: StaffSession, value: str, form: LadderForm) -> None:
        if session.stepped_up_until is None or self.h.clock() >= session.stepped_up_until:
            raise StepUpRefused("needed", "Enter it again.")
        self.done("keep", value, form)
        self.h.ladder = form

    def _rehearsed(self, names: tuple[str, ...]) -> Rehearsed:
        lines = (LadderLine(0, "person", "sms", names[:1]), LadderLine(90, "everyone", "voice", names))
        return Rehearsed(lines, 150)


ASK = Ask("Y2hhbGxlbmdl", "c2FsdA", "localhost")


class Passkeys(Part):
    """`said` is the person's e-mail address; real answers are in the tests of the house."""

    def ask_sign_in(self) -> Ask:
        return ASK

    def ask_unlock(self, cookie: str) -> Ask | None:
        return ASK if self.h.devices else None

    def ask_step_up(self, session: StaffSession) -> Ask | None:
        return ASK if self.h.devices else None

    def ask_new(self, session: StaffSession) -> Ask:
        return ASK

    def enrol(self, session: StaffSession, password: str, label: str, answer: Answer) -> None:
        if not answer.prf:
            raise Refused("passkey_no_prf", "Use another one.")
        if password != PASSWORD:
            raise StepUpRefused("wrong", "Check it.")
        self.h.devices.append(PasskeyView(len(self.h.devices) + 1, label, NOON, NOON))

    def of(self, session: StaffSession) -> tuple[PasskeyView, ...]:
        return tuple(self.h.devices)

    def remove(self, session: StaffSession, n: int) -> None:
        self.h.devices = [one for one in self.h.devices if one.n != n]

    def sign_in(self, answer: Answer) -> Granted:
        if answer.said not in self.h.accounts_of:
            raise SignInRefused("passkey_wrong", "Use another one.")
        return Granted(self.h.new_session(self.h.accounts_of[answer.said]))

    def unlock(self, cookie: str, answer: Answer) -> str:
        sessions = Sessions(self.h)
        sessions.locked(cookie)
        self.sign_in(answer)
        return sessions.unlock(cookie, PASSWORD)

    def step_up(self, session: StaffSession, answer: Answer) -> str:
        self.sign_in(answer)
        return Sessions(self.h).step_up(session, PASSWORD)


class Guidances(Part):
    def first_words(
        self, session: StaffSession, category: str, lang: str, reader: str, channel: Channel
    ) -> FirstWords:
        danger = danger_of(category)
        form = self.h.own_words.get((danger, reader))
        return FirstWords(
            danger=danger,
            replies=SHIPPED[lang][danger].replies if channel is Channel.WEB else BY_TEXT[lang],
            meanings=SHIPPED[reader][danger].replies if lang != reader else (),
            steps=tuple(form.steps.splitlines()) if form else SHIPPED[reader][danger].steps,
            own=form is not None,
            may=self.h.may_tell,
        )

    def written(self, session: StaffSession) -> frozenset[tuple[str, str]]:
        return frozenset(self.h.own_words)

    def page(self, session: StaffSession, danger: str, lang: str) -> GuidancePage:
        if danger not in set(Danger) or lang not in SHIPPED:
            raise Refused("unknown", "Choose one.")
        own = self.h.own_words.get((danger, lang))
        form = own or GuidanceForm.of(SHIPPED[lang][Danger(danger)])
        return GuidancePage(Danger(danger), lang, form, own is not None, self.h.may_tell)

    def keep(self, session: StaffSession, danger: str, lang: str, form: GuidanceForm) -> None:
        read_counsel(form.replies, form.steps, form.questions)
        if session.stepped_up_until is None or self.h.clock() >= session.stepped_up_until:
            raise StepUpRefused("needed", "Enter it again.")
        self.done("keep_words", danger, lang, form)
        self.h.own_words[danger, lang] = form

    def ship(self, session: StaffSession, danger: str, lang: str) -> None:
        if session.stepped_up_until is None:
            raise StepUpRefused("needed", "Enter it again.")
        self.done("ship", danger, lang)
        self.h.own_words.pop((danger, lang), None)


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


class Previews(Part):
    def page(self, session: StaffSession) -> TryPage:
        schools = (Choice("aa", "Northside High"), Choice("bb", "Southside Middle"))
        findings = (
            RouteFinding("nobody_on_call_now", "Southside on-call", fault=True),
            RouteFinding("school_uses_district_queue", "Southside Middle", fault=False),
        )
        return TryPage(schools, findings, ("about a member of staff", "everything else"), ZONE, texts=True)

    def judge(self, session: StaffSession, form: TryForm) -> Tried:
        if not form.body.strip():
            raise EmptyText
        return Tried(
            severity="urgent",
            category="attack_weapons",
            pieces=(Piece(form.body[:4], fired=True), Piece(form.body[4:], fired=False)),
            fired=(FiredRule("Speaks of a gun at school", "gun.school", "urgent", form.body[:4]),),
            weighed=(
                Weighed("lowered", "gun.school", "laugh", "-1", "", "lol"),
                Weighed("rejected", "gun.school", "not", "", "in another clause", "not"),
            ),
            routes=("urgent pages the person on call, and the crisis queue can open it", "everything else"),
            hours="unknown",
            queue="Northside counselors",
            also=("Northside crisis",),
            singles=0,
            about_staff=False,
            missing=(),
            pages=True,
            team="Northside on-call",
            first=("Ana Ruiz",),
            due=self.h.clock() + timedelta(hours=3),
            rulebook="ab" * 32,
        )


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
            holes=(HoleRow("aa", "Southside on-call", self.h.clock(), None, ("nobody", "no_phone")),),
            zone="America/Chicago",
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

    def check_account(
        self, token: str, peer: str, hotline: Hotline, account: TwilioAccount
    ) -> tuple[FindingRow, ...]:
        self.check(token, peer)
        if account.auth_tokens == ("bad",):
            raise SetUpRefused("carrier_silent", "Check.")
        return self.h.texting.found

    def create(self, token: str, peer: str, form: Founding) -> Made:
        self.check(token, peer)
        self.h.founded.append(form)
        self.h.set_up_token = ""
        expires = self.h.clock() + timedelta(hours=72)
        links = (Invited(one.name, "http://localhost:8081/join/" + "j" * 40, expires) for one in form.people)
        return Made(SECRET if form.two_step else None, tuple(links))
