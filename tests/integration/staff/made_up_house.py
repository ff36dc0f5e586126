"""A made-up district behind the staff site's doors, in memory: the seam is true, the rest of the house is not here."""

import secrets
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

from notify.policy import Policy
from reporting.app.staff_doors.printing import Printing
from reporting.cases.rule_examples import ExampleView
from reporting.cases.rule_figures import Figures, MonthFigures
from reporting.cases.sample_desk import SampleView
from reporting.cases.staff_view import (
    DueTask,
    InboxRow,
    StaffMessage,
    StaffThread,
)
from reporting.model.ids import DistrictId
from reporting.model.principal import Principal
from reporting.people.founding import Founding
from reporting.people.ladder_form import written
from reporting.people.passkeys import PasskeyView
from reporting.staff.doors import StaffDoors
from reporting.staff.ladder_view import ROWS
from reporting.staff.now_view import GuidanceForm
from reporting.staff.school_view import SchoolForm
from tests.integration.staff.made_up_asking import MadeUpAsking
from tests.integration.staff.made_up_browsers import MadeUpBrowsers
from tests.integration.staff.made_up_campaigns import MadeUpCampaigns
from tests.integration.staff.made_up_canned import MadeUpCanned
from tests.integration.staff.made_up_counts import MadeUpPagesCounted, MadeUpReturns
from tests.integration.staff.made_up_desk import Desk, Drafts, Inboxes, RuleFeedback, made_up_thread
from tests.integration.staff.made_up_drills import MadeUpDrillDesk
from tests.integration.staff.made_up_entry import Accounts, Joining, Passkeys, Sessions, SetUps, SignIns
from tests.integration.staff.made_up_files import MadeUpFiles
from tests.integration.staff.made_up_glass import MadeUpGlass
from tests.integration.staff.made_up_ground import LOCK, NOON, Account, Clock
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
from tests.integration.staff.made_up_people import Alarms, AnsweringLinks, Audits, House, OnCalls, Roll
from tests.integration.staff.made_up_pilots import MadeUpPilots
from tests.integration.staff.made_up_places import GettingReadies, Guidances, Ladders, Previews, Schools
from tests.integration.staff.made_up_referrals import MadeUpReferrals
from tests.integration.staff.made_up_rotas import made_up_on_call_time
from tests.integration.staff.made_up_rules import made_up_rules
from tests.integration.staff.made_up_search import MadeUpSearch
from tests.integration.staff.made_up_stalled import MadeUpStalled
from tests.integration.staff.made_up_texting import an_open_hotline, made_up_texting
from tests.integration.staff.made_up_trainings import MadeUpTrainings
from tests.integration.staff.made_up_vigil import MadeUpVigil, well


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
            "incident_list": self.incidents,
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
