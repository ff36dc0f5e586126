"""Puts the rooms of a guardian's thread together: the student's, staff's, and the guardian's link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.cases.follow_up import FollowUps
from reporting.cases.ground import Ground
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.receive import WebIntake
from reporting.cases.returned_thread import ReturnedThreads
from reporting.families.answering import StudentGuardians
from reporting.families.inviting import GuardianLinks
from reporting.families.proposing import StaffGuardians
from reporting.people.ground import Witness
from reporting.pilots.offered import Offered
from reporting.pilots.plan import Feature

Leaving = Callable[[Connection, Sequence[OpenedMessage]], None]


@dataclass(frozen=True, slots=True)
class Family:
    staff: StaffGuardians
    student: StudentGuardians
    links: GuardianLinks


def family(
    ground: Ground,
    witness: Witness,
    intake: WebIntake,
    threads: ReturnedThreads,
    follow_ups: FollowUps,
    *,
    base: str,
) -> Family:
    """`base`: where the public pages are."""
    return Family(
        StaffGuardians(ground, witness, base, offered=Offered(ground, Feature.GUARDIANS)),
        StudentGuardians(ground, threads, follow_ups),
        GuardianLinks(ground, intake),
    )


def both_end(*ends: Leaving) -> Leaving:
    """What else ends when a student deletes their thread."""

    def leave(conn: Connection, opened: Sequence[OpenedMessage]) -> None:
        for end in ends:
            end(conn, opened)

    return leave
