"""Steps of a referral that a student takes, for the figures."""

from collections.abc import Sequence

from reporting.cases.ground import Ground
from reporting.cases.referral_counter import ReferralCounter
from reporting.cases.waking import is_kept_from_somebody
from reporting.model.measure import Step
from reporting.store import measured_threads
from reporting.store.threads import Thread


def count_of(
    ground: Ground, counter: ReferralCounter, thread: Thread, category: str, steps: Sequence[Step]
) -> None:
    """What is kept from somebody of the house is in no count."""
    with ground.database.read() as conn:
        held = measured_threads.holders_of(conn, ground.district, [thread.id])
    holders = held.get(thread.id)
    if not holders or is_kept_from_somebody(ground.roll.queues(), holders):
        return
    counter.count(ground.clock(), thread.school, category, steps)
