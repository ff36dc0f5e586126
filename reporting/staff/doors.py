"""What the staff site asks of the house. A page holds these doors and no database session, no key, no carrier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from reporting.cases.desk_doors import Desk, Inboxes
from reporting.cases.held_doors import HeldAnswers
from reporting.cases.overriding import Word
from reporting.cases.pages_counted import PageCounts
from reporting.cases.returns_counted import ReturnFigures
from reporting.cases.rule_examples import ExampleView
from reporting.cases.rule_figures import Figures
from reporting.cases.sample_desk import SampleRow, SampleView
from reporting.model.ids import MemberId
from reporting.model.principal import Principal
from reporting.people.founding import Founding
from reporting.people.joining import Joined, Welcome
from reporting.people.passkeys import Answer, Ask, PasskeyView
from reporting.people.phone_proof import By
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.sign_in import CodeNeeded, Granted
from reporting.people.staff_session import LockedSession, StaffSession
from reporting.people.two_step import TwoStepSecret
from reporting.referrals.directory.asking import EntryAsking
from reporting.referrals.directory.desk import HelpDesk
from reporting.referrals.partners.desk import PartnerDesk
from reporting.rules.checking import Form
from reporting.rules.concepts import Concept
from reporting.rules.drafting import Looked
from reporting.rules.rules_view import Compared, Drafted, Explained, RulesView
from reporting.rules.writing import WrittenRule
from reporting.staff.campaign_view import CampaignDesk
from reporting.staff.canned_view import CannedDesk
from reporting.staff.drill_view import DrillDesk
from reporting.staff.evidence_view import OutcomeDesk, PilotDesk, Printing
from reporting.staff.file_doors import Files
from reporting.staff.glass_view import Glass
from reporting.staff.guardian_view import GuardianDesks
from reporting.staff.hallway_view import HallwayDesk
from reporting.staff.hour_view import HourDesks
from reporting.staff.incident_doors import Incidents, IncidentsListed
from reporting.staff.insights_view import GradeBands, Reports
from reporting.staff.interface_view import Exports, InterfaceDesk
from reporting.staff.ladder_view import AnsweringLinks, Ladders
from reporting.staff.now_view import Guidances
from reporting.staff.partnership_view import PartnershipDesk
from reporting.staff.people_view import (
    AccountView,
    AlarmRow,
    AuditPage,
    GettingReady,
    HouseFacts,
    Invited,
    InviteForm,
    Made,
    OnCallView,
    PeopleView,
    Places,
    Waiting,
)
from reporting.staff.push_view import OwnBrowsers
from reporting.staff.referral_view import ReferralDesks, ReferralFiles, StalledReferrals
from reporting.staff.rota_doors import OnCallTime
from reporting.staff.school_view import SchoolForm, SchoolPage
from reporting.staff.search_doors import Searches
from reporting.staff.texting_view import FindingRow, TextingDesk
from reporting.staff.training_view import TrainingDesk
from reporting.staff.try_view import Tried, TryForm, TryPage
from reporting.staff.vigil_view import Vigils


class SignIns(Protocol):
    def password(self, email: str, password: str) -> Granted | CodeNeeded:
        """Raises SignInRefused. Costs the same for an unknown address as for a known one."""
        ...

    def code(self, cookie: str, code: str) -> Granted:
        """Raises SignInRefused."""
        ...


class Sessions(Protocol):
    def resume(self, cookie: str, *, background: bool) -> StaffSession:
        """Raises SignedOut. A background request never extends the idle time."""
        ...

    def glance(self, cookie: str) -> Principal:
        """Who this is, for polling: from RAM, without opening a key, never extending anything. Raises SignedOut."""
        ...

    def sign_out(self, session: StaffSession) -> None: ...

    def step_up(self, session: StaffSession, password: str) -> str:
        """The new cookie. Raises StepUpRefused."""
        ...

    @property
    def lock_seconds(self) -> int:
        """After so long without a sign of the person, the keys go."""
        ...

    def lock(self, session: StaffSession) -> None:
        """The keys go now; the cookie leads to the page that unlocks."""
        ...

    def locked(self, cookie: str) -> LockedSession:
        """Whose locked session this is. Raises SignedOut."""
        ...

    def unlock(self, cookie: str, password: str) -> str:
        """The new cookie. Raises SignedOut, SignInRefused."""
        ...

    def leave_locked(self, cookie: str) -> None: ...


class Drafts(Protocol):
    """Words that were not sent when a session locked. `place`: the path of the page that gives them back."""

    def keep(self, member: MemberId, place: str, fields: Mapping[str, str]) -> None:
        """Needs no key of the writer's. Empty fields: nothing is kept there any more."""
        ...

    def of(self, session: StaffSession, place: str) -> Mapping[str, str]: ...

    def drop(self, session: StaffSession, place: str) -> None: ...


class House(Protocol):
    def facts(self) -> HouseFacts:
        """Name and zone of the district; answered from RAM, each page asks."""
        ...

    def places(self, session: StaffSession) -> Places: ...


class Schools(Protocol):
    """What each school calls its places, and when it is open."""

    def page(self, session: StaffSession, value: str) -> SchoolPage:
        """Raises Refused("unknown")."""
        ...

    def tell(self, session: StaffSession, value: str, form: SchoolForm) -> None:
        """In force with the next message. Raises Refused."""
        ...


class Previews(Protocol):
    """Who would get this? The way of a first message, up to where something would be stored."""

    def page(self, session: StaffSession) -> TryPage: ...

    def judge(self, session: StaffSession, form: TryForm) -> Tried:
        """Stores and logs nothing. Raises EmptyText, TooLong, NotOpenYet, Refused("unknown")."""
        ...


class Roll(Protocol):
    """Who works here, and what they may open."""

    def people(self, session: StaffSession) -> PeopleView: ...

    def invite(self, session: StaffSession, form: InviteForm) -> Invited:
        """Raises InvitationRefused."""
        ...

    def renew(self, session: StaffSession, member: str) -> Invited:
        """Another link for somebody whose link ran out or whose password is lost. Raises InvitationRefused."""
        ...

    def declare_phone(self, session: StaffSession, member: str, phone: str) -> None:
        """A registrar vouches that this number reaches that person. Raises Refused, StepUpRefused("needed")."""
        ...

    def waiting(self, session: StaffSession) -> tuple[Waiting, ...]: ...

    def admit(self, session: StaffSession, value: str) -> None:
        """A registrar lets a joined person in. Raises AdmissionRefused."""
        ...

    def confirm(self, session: StaffSession, value: str) -> None:
        """A holder of the queue's key hands it on. Raises AdmissionRefused."""
        ...

    def leave_queue(self, session: StaffSession, member: str, queue: str) -> None:
        """Raises LeavingRefused."""
        ...

    def remove(self, session: StaffSession, member: str) -> None:
        """Raises LeavingRefused."""
        ...


class Joining(Protocol):
    """The one-time link of an invited person. No session: the link is the right."""

    def welcome(self, link: str) -> Welcome:
        """Shows, and changes nothing. Raises InvitationRefused."""
        ...

    def join(self, link: str, password: str, *, two_step: bool = False) -> Joined:
        """Raises InvitationRefused, Refused("password_…")."""
        ...


class Alarms(Protocol):
    def open(self, session: StaffSession) -> tuple[AlarmRow, ...]: ...


class Audits(Protocol):
    def page(self, session: StaffSession, cursor: str | None) -> AuditPage:
        """Only what this person may know of."""
        ...


class ReturnsCounted(Protocol):
    def view(self, session: StaffSession) -> ReturnFigures:
        """Raises NotAllowed for who leads no queue."""
        ...


class PagesCounted(Protocol):
    """How often pages woke whom."""

    def view(self, session: StaffSession) -> PageCounts:
        """Raises NotAllowed for who leads no queue."""
        ...


class OnCalls(Protocol):
    def view(self, session: StaffSession, first: date | None, at: datetime | None) -> OnCallView: ...


class Accounts(Protocol):
    def view(self, session: StaffSession) -> AccountView: ...

    def propose(self, session: StaffSession) -> TwoStepSecret:
        """A secret that counts only after `enrol` has seen a code of it."""
        ...

    def enrol(self, session: StaffSession, password: str, secret: bytes, code: str) -> None:
        """Raises StepUpRefused: code_wrong, wrong or locked."""
        ...

    def end(self, session: StaffSession, password: str) -> None:
        """No codes any more. Raises StepUpRefused."""
        ...

    def change_password(self, session: StaffSession, old: str, new: str) -> str:
        """The new cookie; other sessions end. Raises StepUpRefused or Refused("password_…")."""
        ...

    def set_phone(self, session: StaffSession, phone: str | None) -> None:
        """One's own number; another one is not verified. Raises Refused("phone"), StepUpRefused("needed")."""
        ...

    def send_phone_code(self, session: StaffSession, by: By) -> None:
        """Texts or calls the number that is kept. Raises Refused: phone_codes, phone_none, phone_line; StepUpRefused."""
        ...

    def prove_phone(self, session: StaffSession, code: str) -> None:
        """Pages reach the number from now on. Raises Refused: phone_code_wrong, phone_code_over; StepUpRefused."""
        ...

    def set_spoken(self, session: StaffSession, languages: tuple[str, ...]) -> None:
        """In which languages one answers students. Raises Refused("languages" | "unknown")."""
        ...

    def set_language(self, session: StaffSession, lang: str) -> None: ...


class RuleFeedback(Protocol):
    """For whoever leads the rules; each method raises NotAllowed for who leads no queue."""

    def samples(self, session: StaffSession) -> tuple[SampleRow, ...]:
        """Tips drawn by chance that wait for this lead, the oldest first."""
        ...

    def sample(self, session: StaffSession, value: str) -> SampleView:
        """Shows it. The student is told nothing. Raises NoSuchThread alike for what is not there and what is not theirs."""
        ...

    def judge(self, session: StaffSession, value: str, word: Word) -> None: ...

    def examples(self, session: StaffSession) -> tuple[ExampleView, ...]:
        """Sentences of colleagues, the newest first."""
        ...

    def put_away(self, session: StaffSession, value: str) -> None: ...

    def figures(self, session: StaffSession) -> Figures: ...


class GettingReadies(Protocol):
    """From the founding to the first message."""

    def view(self, session: StaffSession) -> GettingReady: ...

    def make_keys(self, session: StaffSession, share: Sequence[str]) -> None:
        """`share`: values of schools that use the district's queue after all. Raises SetUpRefused."""
        ...

    def open_line(self, session: StaffSession) -> None:
        """Raises SetUpRefused."""
        ...

    def make_registrar(self, session: StaffSession, member: str) -> None:
        """Raises SetUpRefused("not_root")."""
        ...


class RuleDesks(Protocol):
    """What people do with the rules. Each act raises RulesRefused, and StoreError where nothing was kept."""

    def look_at(self, session: StaffSession, form: Form) -> Looked:
        """What a form would change; nothing is kept."""
        ...

    def save(self, session: StaffSession, form: Form) -> Looked: ...

    def drop(self, session: StaffSession, place: int, seen: str) -> None: ...

    def note(self, session: StaffSession, note: str) -> None: ...

    def try_out(self, session: StaffSession) -> None:
        """Raises StepUpRefused too."""
        ...

    def stop(self, session: StaffSession) -> None: ...

    def promote(self, session: StaffSession, seen: str) -> None: ...

    def roll_back(self, session: StaffSession, seen: str) -> None: ...

    def looked(self, session: StaffSession) -> None: ...

    def wish(self, session: StaffSession, *, shown: bool) -> None: ...

    def wishes(self, session: StaffSession) -> bool:
        """Whether this reader's inbox shows what the rules being tried would change."""
        ...


class RuleReadings(Protocol):
    """What the pages of the rules show. Raises RulesRefused for what is not kept, or not for this reader."""

    def view(self, session: StaffSession) -> RulesView: ...

    def concepts(self, session: StaffSession, like: str) -> tuple[Concept, ...]: ...

    def drafted(self, session: StaffSession) -> Drafted: ...

    def compared(self, number: int) -> Compared: ...

    def explained(self, rulebook: str, rule: str) -> Explained: ...

    def contents(self, rulebook: str) -> tuple[tuple[str, tuple[WrittenRule, ...]], ...]: ...


class Passkeys(Protocol):
    """A device that verifies its owner and opens their keys. `Answer` is what its browser sends back."""

    def ask_sign_in(self) -> Ask: ...

    def ask_unlock(self, cookie: str) -> Ask | None:
        """None where this person has no passkey. Raises SignedOut."""
        ...

    def ask_step_up(self, session: StaffSession) -> Ask | None: ...

    def ask_new(self, session: StaffSession) -> Ask: ...

    def enrol(self, session: StaffSession, password: str, label: str, answer: Answer) -> None:
        """Raises Refused("passkey_…"), StepUpRefused."""
        ...

    def of(self, session: StaffSession) -> tuple[PasskeyView, ...]: ...

    def remove(self, session: StaffSession, n: int) -> None:
        """Raises StepUpRefused("needed"), Refused("unknown")."""
        ...

    def sign_in(self, answer: Answer) -> Granted:
        """Raises SignInRefused."""
        ...

    def unlock(self, cookie: str, answer: Answer) -> str:
        """The new cookie. Raises SignedOut, SignInRefused."""
        ...

    def step_up(self, session: StaffSession, answer: Answer) -> str:
        """The new cookie. Raises SignInRefused."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """Both halves of the rules' room."""

    desk: RuleDesks
    reading: RuleReadings


class SetUps(Protocol):
    """The first start. `peer` is the caller's address: the link works on loopback only."""

    def check(self, token: str, peer: str) -> None:
        """Raises SetUpRefused."""
        ...

    def send_test(self, token: str, peer: str, hotline: Hotline, account: TwilioAccount, to: str) -> None:
        """Raises SetUpRefused: carrier_refused, carrier_number or carrier_silent."""
        ...

    def check_account(
        self, token: str, peer: str, hotline: Hotline, account: TwilioAccount
    ) -> tuple[FindingRow, ...]:
        """What is wrong with the account so far; of HELP nothing is known yet. Raises SetUpRefused: carrier_silent."""
        ...

    def create(self, token: str, peer: str, form: Founding) -> Made:
        """The district; the link is spent. Raises SetUpRefused."""
        ...


@dataclass(frozen=True, slots=True)
class StaffDoors:
    sign_ins: SignIns
    sessions: Sessions
    drafts: Drafts
    house: House
    inboxes: Inboxes
    desk: Desk
    roll: Roll
    joining: Joining
    alarms: Alarms
    audits: Audits
    on_calls: OnCalls
    accounts: Accounts
    schools: Schools
    previews: Previews
    set_ups: SetUps | None = None
    getting_ready: GettingReadies | None = None
    feedback: RuleFeedback | None = None
    rules: Rules | None = None
    on_call_time: OnCallTime | None = None
    ladders: Ladders | None = None
    answering: AnsweringLinks | None = None
    pages_counted: PagesCounted | None = None
    returns: ReturnsCounted | None = None
    guidances: Guidances | None = None
    canned: CannedDesk | None = None
    campaigns: CampaignDesk | None = None
    figures: tuple[Reports, GradeBands] | None = None
    printing: Printing | None = None
    pilots: PilotDesk | None = None
    outcomes: OutcomeDesk | None = None
    hallway: HallwayDesk | None = None
    vigils: Vigils | None = None
    texting: TextingDesk | None = None
    passkeys: Passkeys | None = None
    drills: DrillDesk | None = None
    browsers: OwnBrowsers | None = None
    files: Files | None = None
    glass: Glass | None = None
    held: HeldAnswers | None = None
    searches: Searches | None = None
    help: HelpDesk | None = None
    asking: EntryAsking | None = None
    partnerships: PartnershipDesk | None = None
    partner_people: PartnerDesk | None = None
    referrals: ReferralDesks | None = None
    guardians: GuardianDesks | None = None
    stalled: StalledReferrals | None = None
    incidents: Incidents | None = None
    incident_list: IncidentsListed | None = None
    interfaces: InterfaceDesk | None = None
    exports: Exports | None = None
    referral_files: ReferralFiles | None = None
    hours: HourDesks | None = None
    trainings: TrainingDesk | None = None
