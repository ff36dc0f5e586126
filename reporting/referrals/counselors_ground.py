"""What the counselor's side of a referral stands on, and what all its steps ask of a thread."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.cases.desk_pen import DeskPen, Doing
from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.ground import Ground
from reporting.cases.offered import Offered
from reporting.cases.referral_counter import ReferralCounter
from reporting.cases.waking import is_kept_from_somebody
from reporting.model.clock import day_of
from reporting.model.measure import Step
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.offer import Referral, referrals_of
from reporting.referrals.referral_desk import NotSendable
from reporting.referrals.tag import Tag
from reporting.referrals.terms import MinorsRule
from reporting.referrals.text_consent import TextConsents
from reporting.store import bridges
from reporting.vault.service_box import ServiceBox


@dataclass(frozen=True, slots=True)
class Switches:
    """What a district may begin with in pilots alone: referrals, asking for them by text, writing with the partner."""

    referrals: Offered
    by_text: Offered
    sides: Offered


@dataclass(frozen=True, slots=True)
class CounselorsGround:
    ground: Ground
    desks: Desks
    pen: DeskPen
    service: ServiceBox
    directory: DirectoryKeeping
    rule: MinorsRule
    offered: Switches
    counter: ReferralCounter
    texts: TextConsents

    def goes_on_by_web(self, thread: DeskThread) -> bool:
        with self.ground.database.read() as conn:
            return bridges.is_left(conn, self.ground.district, thread.row.id)

    def needs_basis(self, known: Referral) -> bool:
        """Not where the rule was entered and the student says to be old enough under it."""
        return self.rule.age is None or known.consent is None or known.consent.age != "yes"

    def tag(self, doing: Doing) -> Tag:
        """What is kept from somebody of the house is in no count: they would learn of it from a total."""
        thread, ground = doing.thread, self.ground
        standing_ = thread.standing()
        return Tag(
            not is_kept_from_somebody(ground.roll.queues(), thread.holders),
            thread.row.school,
            (standing_.category or "") if standing_ else "",
            day_of(doing.now),
        )

    def count(self, doing: Doing, steps: Sequence[Step]) -> None:
        tag = self.tag(doing)
        if tag.counted:
            self.counter.count(doing.now, tag.school, tag.category, steps)


def referral_of(thread: DeskThread, offer: str) -> Referral:
    """Raises NotSendable where the thread knows no such offer."""
    found = next((one for one in referrals_of(thread.opened) if one.offer.id == offer), None)
    if found is None:
        raise NotSendable
    return found
