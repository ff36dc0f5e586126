"""All doors of the staff site over one house."""

from reporting.app.house import House
from reporting.app.staff_doors.accounts import OwnAccounts
from reporting.app.staff_doors.alarms import StandingAlarms
from reporting.app.staff_doors.audits import ChainAudits
from reporting.app.staff_doors.getting_ready import DistrictOpening
from reporting.app.staff_doors.house_facts import DistrictHouse
from reporting.app.staff_doors.on_calls import TeamsOnCall
from reporting.app.staff_doors.queue_cards import QueueCards
from reporting.app.staff_doors.roll import DistrictRoll
from reporting.app.staff_doors.sessions import WorkingSessions
from reporting.app.staff_doors.waiting import WaitingPeople
from reporting.audit.chain import AuditChain
from reporting.audit.walk import ChainWalk
from reporting.cases.knowing import Knowing
from reporting.staff.doors import SetUps, StaffDoors


def staff_doors(house: House, set_ups: SetUps | None = None) -> StaffDoors:
    people, ground = house.people, house.people.ground
    cards = QueueCards(people)
    knowing = Knowing(ground.database, ground.district)
    walk = ChainWalk(ground.database, AuditChain(people.trust.server_key, ground.district))
    on_calls = TeamsOnCall(people)
    return StaffDoors(
        sign_ins=people.sign_in,
        sessions=WorkingSessions(people, house.rereading.run),
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
        set_ups=set_ups,
        getting_ready=DistrictOpening(people, on_calls),
    )


def join_base(staff_base: str) -> str:
    """Under which address one-time links of invited people are opened."""
    return f"{staff_base}/join"
