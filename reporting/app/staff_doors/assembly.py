"""All doors of the staff site over one house."""

from collections.abc import Callable

from reporting.app.house import House
from reporting.app.staff_doors.absence_desk import TeamAbsences
from reporting.app.staff_doors.accounts import OwnAccounts
from reporting.app.staff_doors.alarms import StandingAlarms
from reporting.app.staff_doors.audits import ChainAudits
from reporting.app.staff_doors.browsers import BrowserDesk
from reporting.app.staff_doors.calendar_desk import TeamCalendars
from reporting.app.staff_doors.campaign_desk import CampaignDesk
from reporting.app.staff_doors.drill_desk import TeamsDrilled
from reporting.app.staff_doors.gap_desk import TeamGaps
from reporting.app.staff_doors.getting_ready import DistrictOpening
from reporting.app.staff_doors.glass_desk import GlassDesk
from reporting.app.staff_doors.guidances import FirstMinutes
from reporting.app.staff_doors.hallway import HallwayDesk
from reporting.app.staff_doors.house_facts import DistrictHouse
from reporting.app.staff_doors.interface_desk import InterfaceDesk
from reporting.app.staff_doors.ladders import TeamLadders
from reporting.app.staff_doors.on_calls import TeamsOnCall
from reporting.app.staff_doors.previews import Previews
from reporting.app.staff_doors.printing import Printing
from reporting.app.staff_doors.queue_cards import QueueCards
from reporting.app.staff_doors.roll import DistrictRoll
from reporting.app.staff_doors.rota_desk import TeamRotas
from reporting.app.staff_doors.rule_feedback import HouseFeedback
from reporting.app.staff_doors.schools import SchoolDesks
from reporting.app.staff_doors.sessions import WorkingSessions
from reporting.app.staff_doors.shift_desk import OwnShifts
from reporting.app.staff_doors.texting_desk import HotlineDesk
from reporting.app.staff_doors.vigil_desk import VigilDesk
from reporting.app.staff_doors.waiting import WaitingPeople
from reporting.audit.chain import AuditChain
from reporting.audit.walk import ChainWalk
from reporting.cases.answering_links import AnsweringLinks
from reporting.cases.incident_desk import IncidentDesk
from reporting.cases.incident_list import IncidentList
from reporting.cases.knowing import Knowing
from reporting.cases.pages_counted import PagesCounted
from reporting.cases.returns_counted import ReturnsCounted
from reporting.cases.searching import StaffSearch
from reporting.cases.staff_files import StaffFiles
from reporting.insights.outcome_keeping import Outcomes
from reporting.insights.report import GradeBands, Reports
from reporting.people.staff_session import StaffSession
from reporting.pilots.keeping import Pilots
from reporting.referrals.directory.desk import HelpDesk
from reporting.referrals.exporting import ReferralExports
from reporting.staff.doors import Rules, SetUps, StaffDoors
from reporting.staff.rota_doors import OnCallTime


def staff_doors(house: House, set_ups: SetUps | None = None) -> StaffDoors:
    people, ground = house.people, house.people.ground
    cards = QueueCards(people)
    knowing = Knowing(ground.database, ground.district)
    walk = ChainWalk(ground.database, AuditChain(people.trust.server_key, ground.district))
    on_calls = TeamsOnCall(people, house.rotas.coverage)
    interfaces = InterfaceDesk(house)
    return StaffDoors(
        sign_ins=people.sign_in,
        sessions=WorkingSessions(
            people,
            _each(house.rereading.run, house.bringing_over.run, house.nudges.again),
            left=house.ground.companions.leave,
        ),
        drafts=people.drafts,
        house=DistrictHouse(house, cards),
        inboxes=house.inbox,
        desk=house.desk,
        roll=DistrictRoll(
            people, cards, WaitingPeople(people), join_base(house.foundation.settings.staff_base)
        ),
        joining=people.joining,
        alarms=StandingAlarms(house, knowing),
        audits=ChainAudits(house, knowing, walk),
        on_calls=on_calls,
        accounts=OwnAccounts(people),
        schools=SchoolDesks(people, house.rotas.clock),
        previews=Previews(house),
        set_ups=set_ups,
        getting_ready=DistrictOpening(
            people,
            on_calls,
            house.rotas.coverage,
            lambda: house.vigil.works(ground.clock()),
        ),
        feedback=HouseFeedback(house),
        rules=Rules(house.rule_desk, house.rule_reading),
        on_call_time=OnCallTime(
            TeamRotas(people, house.rotas),
            TeamGaps(people, house.rotas.coverage),
            TeamAbsences(people, house.rotas.absences),
            TeamCalendars(people, house.rotas),
            OwnShifts(people, house.rotas, f"{house.foundation.settings.staff_base}/calendar"),
        ),
        ladders=TeamLadders(people, house.wires.channels),
        answering=AnsweringLinks(house.ground),
        pages_counted=PagesCounted(house.ground),
        returns=ReturnsCounted(house.ground, house.returns),
        guidances=FirstMinutes(people),
        canned=people.canned,
        campaigns=CampaignDesk(house),
        figures=(Reports(house.ground), GradeBands(house.ground)),
        printing=Printing(),
        pilots=Pilots(house.ground, people.ground.witness),
        outcomes=Outcomes(house.ground, people.ground.witness),
        hallway=HallwayDesk(house),
        vigils=VigilDesk(house),
        texting=HotlineDesk(house),
        passkeys=people.passkeys,
        drills=TeamsDrilled(people, house.drills),
        browsers=BrowserDesk(house.browsers),
        glass=GlassDesk(people, house.glass),
        held=house.desk.held,
        files=StaffFiles(house.ground, people.ground.witness),
        incidents=IncidentDesk(house.ground, people.ground.witness, house.desk),
        incident_list=IncidentList(house.ground),
        searches=StaffSearch(house.ground, people.ground.witness),
        asking=house.asking,
        partnerships=house.partnerships,
        partner_people=house.referring.partner_desk,
        help=HelpDesk(
            house.help, lambda: {one.id: one.name for one in people.directory.picture().schools if one.active}
        ),
        referrals=house.referring.staff,
        guardians=house.family.staff,
        stalled=house.referring.rounds,
        interfaces=interfaces,
        exports=interfaces,
        hours=house.referring.hours,
        trainings=house.referring.trainings,
        referral_files=ReferralExports(house.ground, people.ground.witness),
    )


def join_base(staff_base: str) -> str:
    """Under which address one-time links of invited people are opened."""
    return f"{staff_base}/join"


def _each(*chores: Callable[[StaffSession], int]) -> Callable[[StaffSession], int]:
    return lambda session: sum(chore(session) for chore in chores)
