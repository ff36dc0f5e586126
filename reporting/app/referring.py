"""Puts the rooms of a referral together: the student's, the counselor's, and the partner's."""

import secrets
from dataclasses import dataclass

from reporting.cases.follow_up import FollowUps
from reporting.cases.ground import Ground
from reporting.cases.returned_thread import ReturnedThreads
from reporting.people.doors import PeopleDoors
from reporting.referrals.deciding import StudentReferrals
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.links import Links
from reporting.referrals.packet_clock import PacketClock
from reporting.referrals.partner_visit import PartnerVisits
from reporting.referrals.proposing import Offered, StaffReferrals
from reporting.referrals.terms import MinorsRule
from reporting.settings import Settings


@dataclass(frozen=True, slots=True)
class Referring:
    student: StudentReferrals
    staff: StaffReferrals
    partner: PartnerVisits
    clock: PacketClock


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
    offered: Offered,
) -> Referring:
    """`mailed`: whether a mail server is set; `offered`: to which schools and needs."""
    rule = MinorsRule(settings.minors_age, settings.minors_law)
    links = Links(people.ground, people.service, settings.public_base, mailed=mailed)
    return Referring(
        StudentReferrals(ground, threads, follow_ups, rule),
        StaffReferrals(
            ground, people.ground.witness, people.service, directory, links, rule=rule, offered=offered
        ),
        PartnerVisits(ground, form_key, people.service, directory, links),
        PacketClock(people.ground, ground.shred, people.service, directory, links, below=secrets.randbelow),
    )
