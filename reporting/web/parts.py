"""What the students' site is made of: the doors it calls, its limits, its clock."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reporting.cases.doors import GivenPhones, GoingOnDoor, Intake, ReturnVisits, SentFiles
from reporting.families.answering import StudentGuardians
from reporting.families.inviting import GuardianLinks
from reporting.guard.visitors import Visitors
from reporting.model.clock import Clock
from reporting.model.ids import OrganizationId
from reporting.referrals.booking import TakenHour
from reporting.referrals.deciding import StudentReferrals
from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.partner_visit import PartnerVisits
from reporting.referrals.partners.entering import PartnerEntering
from reporting.referrals.partners.inbox import PartnerInbox
from reporting.referrals.side_student import StudentSides

# Neutral, public, without trackers: what a glance over the shoulder may see.
NEUTRAL_SITE = "https://www.weather.gov/"


def _no_hours(organization: OrganizationId) -> tuple[TakenHour, ...]:
    del organization
    return ()


def _nobody_counts(code: str) -> None:
    del code


@dataclass(frozen=True, slots=True)
class PublicParts:
    """`hosts` are the names this site answers to. `ready` names what must work, and whether it does;
    `monitored`: whether somebody would be reached now; `directory`: who else helps, empty before there is a district;
    `partners_at`: address of the partners' pages, where they have a process of their own;
    `hours_of`: when an organization is expected in a school; `visited`: the page was opened by the paper of this campaign.
    """

    intake: Intake
    visits: ReturnVisits
    files: SentFiles
    going_on: GoingOnDoor
    phones: GivenPhones
    visitors: Visitors
    clock: Clock
    ready: Callable[[], Mapping[str, bool]]
    monitored: Callable[[], bool]
    hosts: frozenset[str]
    directory: Callable[[], HelpDirectory] = HelpDirectory
    visited: Callable[[str], None] = _nobody_counts
    referrals: StudentReferrals | None = None
    partners_at: str = ""
    partners: PartnerVisits | None = None
    entering: PartnerEntering | None = None
    inbox: PartnerInbox | None = None
    sides: StudentSides | None = None
    guardians: StudentGuardians | None = None
    guardian_links: GuardianLinks | None = None
    hours_of: Callable[[OrganizationId], tuple[TakenHour, ...]] = _no_hours
    random: Callable[[int], bytes] = secrets.token_bytes
    exit_url: str = NEUTRAL_SITE
