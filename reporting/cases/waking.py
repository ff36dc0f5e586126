"""Whom a thread reaches that exists already. Pure: its readers were chosen before it was sealed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reporting.cases.placing import QueueFacts
from reporting.model.ids import MemberId, QueueId, SchoolId, TeamId
from reporting.model.queue import QueueKind


@dataclass(frozen=True, slots=True)
class Waking:
    """`able`: who is called, because they can open it; `excluded`: whom it is kept from."""

    team: TeamId
    excluded: frozenset[MemberId]
    able: frozenset[MemberId]


def whom_to_wake(
    queues: Sequence[QueueFacts],
    school: SchoolId | None,
    holders: Collection[bytes],
    named: frozenset[MemberId],
) -> Waking | None:
    """The crisis team of the school, less whoever cannot open the thread or is named in its newest message.

    If that leaves nobody, the next team of which somebody can open it; None only where no queue has a team.
    """
    holding = [queue for queue in queues if queue.id in holders]
    may_open = _who_can_open(queues, holders) - named
    for queue in (*_crisis_queues(queues, school), *holding, *queues):
        if queue.team is not None and queue.members & may_open:
            kept = named or is_kept_from_somebody(queues, holders)
            # The same people for every open matter of a team, so that later pages join the first.
            able = may_open if kept else queue.members & may_open
            # Who is named hears of it by no alarm either, in this queue or not.
            return Waking(queue.team, (queue.members - may_open) | named, able)
    team = next((queue.team for queue in queues if queue.team is not None), None)
    return Waking(team, frozenset(), frozenset()) if team is not None else None


def widened(
    queues: Sequence[QueueFacts], school: SchoolId | None, holders: Collection[bytes]
) -> QueueId | None:
    """The crisis queue that an old thread is put before when it turns urgent, if it is not there yet.

    A thread that is kept from somebody lies with the designee or with single members, and is not widened.
    """
    if is_kept_from_somebody(queues, holders):
        return None
    crisis = next(_crisis_queues(queues, school), None)
    return crisis.id if crisis is not None and crisis.id not in holders else None


def no_crisis_queue(
    queues: Sequence[QueueFacts], school: SchoolId | None, holders: Collection[bytes]
) -> tuple[QueueKind, ...]:
    """The crisis queue, where an old thread belongs before one that nobody can open."""
    if is_kept_from_somebody(queues, holders) or any(_crisis_queues(queues, school)):
        return ()
    return (QueueKind.CRISIS,)


def kept_from(queues: Sequence[QueueFacts], holders: Collection[bytes]) -> frozenset[MemberId]:
    """From whom words must be kept that go on from a thread whose exclusions cannot be read here: from everybody
    who does not hold it, if it is kept from anybody.
    """
    if not is_kept_from_somebody(queues, holders):
        return frozenset()
    everybody = frozenset[MemberId]().union(*(queue.members for queue in queues))
    return everybody - _who_can_open(queues, holders)


def _who_can_open(queues: Sequence[QueueFacts], holders: Collection[bytes]) -> frozenset[MemberId]:
    known = {queue.id: queue.members for queue in queues}
    single = frozenset(MemberId(one) for one in holders if one not in known)
    return single.union(*(known.get(QueueId(one), frozenset()) for one in holders))


def is_kept_from_somebody(queues: Sequence[QueueFacts], holders: Collection[bytes]) -> bool:
    kinds = {queue.id: queue.kind for queue in queues}
    return any(kinds.get(QueueId(one)) in {None, QueueKind.DESIGNEE} for one in holders)


def _crisis_queues(queues: Sequence[QueueFacts], school: SchoolId | None) -> Iterator[QueueFacts]:
    for wanted in dict.fromkeys((school, None)):
        for queue in queues:
            if queue.kind is QueueKind.CRISIS and queue.school == wanted:
                yield queue
