"""Puts the rooms of a referral together: the student's, the counselor's, and the partner's."""

import secrets
from dataclasses import dataclass

from reporting.cases.follow_up import FollowUps
from reporting.cases.ground import Ground
from reporting.cases.numbers import Numbers
from reporting.cases.referral_counter import ReferralCounter
from reporting.cases.returned_thread import ReturnedThreads
from reporting.people.doors import PeopleDoors
from reporting.pilots.offered import Offered
from reporting.pilots.plan import Feature
from reporting.referrals.booking import HourBooking
from reporting.referrals.counselors_ground import Switches
from reporting.referrals.deciding import StudentReferrals
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.links import Links
from reporting.referrals.packet_clock import PacketClock
from reporting.referrals.partner_errands import PartnerErrands
from reporting.referrals.partner_ground import PartnerGround
from reporting.referrals.partner_hours import PartnerHours
from reporting.referrals.partner_service import PartnerService
from reporting.referrals.partner_visit import PartnerVisits
from reporting.referrals.partners.desk import PartnerSignIns
from reporting.referrals.partners.entering import PartnerEntering
from reporting.referrals.partners.inbox import PartnerInbox
from reporting.referrals.rounds import ReferralRounds
from reporting.referrals.side_alarm import SideAlarm, SideClock
from reporting.referrals.side_partner import PartnerSides
from reporting.referrals.side_post import SidePost
from reporting.referrals.side_student import StudentSides
from reporting.referrals.staff_referrals import StaffReferrals
from reporting.referrals.terms import MinorsRule
from reporting.referrals.text_consent import TextConsents
from reporting.referrals.trainings import Trainings
from reporting.settings import Settings
from reporting.store.database import Database
from reporting.vault.partners import errand_key, partner_key


@dataclass(frozen=True, slots=True)
class Referring:
    student: StudentReferrals
    staff: StaffReferrals
    partner: PartnerVisits
    clock: PacketClock
    sides: StudentSides
    side_clock: SideClock
    counter: ReferralCounter
    rounds: ReferralRounds
    hours: HourBooking
    trainings: Trainings
    texts: TextConsents
    partner_ground: PartnerGround
    partner_service: PartnerService
    errands: PartnerErrands
    partner_entering: PartnerEntering
    partner_inbox: PartnerInbox
    partner_desk: PartnerSignIns


def referring(  # noqa: PLR0917 - what a house is made of
    ground: Ground,
    people: PeopleDoors,
    threads: ReturnedThreads,
    follow_ups: FollowUps,
    directory: DirectoryKeeping,
    settings: Settings,
    *,
    mailed: bool,
    form_key: bytes,
    sender: str,
    partner_database: Database | None = None,
    numbers: Numbers,
) -> Referring:
    """`mailed`: whether a mail server is set; `sender`: our number for texts to adults, if there is one;
    `partner_database`: with a role of its own, for the partner's pages.
    """
    rule = MinorsRule(settings.minors_age, settings.minors_law)
    links = Links(people.ground, people.service, settings.partner_base, mailed=mailed)
    counter = ReferralCounter(ground.database, ground.district)
    service = PartnerService(people.ground, ground.shred, people.service, directory, counter, mailed=mailed)
    hours = PartnerHours(service.terms, directory.read)
    post = SidePost(
        people.ground, people.service, directory, mailed=mailed, sender=sender, sign_in=links.sign_in
    )
    texts = TextConsents(ground, numbers, rule, counter=counter)
    key = partner_key(people.trust.server_key, ground.district)
    errands = errand_key(people.trust.server_key, ground.district)
    partner = PartnerGround(
        ground.district,
        partner_database or ground.database,
        service,
        ground.clock,
        ground.roll.believed,
        key,
        errands.public,
        ground.random,
    )
    visits = PartnerVisits(partner, form_key, PartnerSides(partner, form_key, hours))
    return Referring(
        StudentReferrals(ground, threads, follow_ups, rule, counter=counter),
        StaffReferrals(
            ground,
            people.ground.witness,
            people.service,
            directory,
            links,
            rule=rule,
            offered=Switches(
                Offered(ground, Feature.REFERRALS),
                Offered(ground, Feature.BY_TEXT),
                Offered(ground, Feature.SIDES),
            ),
            counter=counter,
            texts=texts,
        ),
        visits,
        PacketClock(people.ground, ground.shred, people.service, directory, links, below=secrets.randbelow),
        StudentSides(ground, threads, SideAlarm(ground, post), post, hours),
        SideClock(people.ground, post),
        counter,
        ReferralRounds(ground, people.service, directory),
        HourBooking(ground, people.ground.witness, directory, offered=Offered(ground, Feature.HOURS)),
        Trainings(ground, people.ground, people.service, directory, people.trust.server_key),
        texts,
        partner,
        service,
        PartnerErrands(people.ground, directory, links, errands),
        PartnerEntering(partner, form_key, ground.roll.line_name, people.price),
        PartnerInbox(partner, visits, directory),
        PartnerSignIns(
            people.ground, partner, directory, links, settings.partner_base, ground.roll.roster_entry
        ),
    )
