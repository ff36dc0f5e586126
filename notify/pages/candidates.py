"""Who a page may ring: whoever is on call in order, then the team, then the agency; never whom it is kept from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, or_, select

from notify import agency, circuit, oncall
from notify.absences import absences
from notify.contacts import Known, contacts
from notify.escalation import Climb, Policy, Reach, Ring, next_step
from notify.oncall import TeamLadder
from notify.pages.drilled import of_drill
from notify.ports import CanAct, Channel
from notify.tables import Alert

ALL_CHANNELS = frozenset(Channel)
_MOMENT = timedelta(seconds=1)
# No climb has this id: nothing was rung in it yet.
NOT_BEGUN = b""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who can be called, in order; who belongs to the team; who is called when all that is in vain.

    `broken`: channels that are passed over, for they fail and another one does not.
    """

    on_call: Sequence[Reach]
    everyone: Sequence[Reach]
    agency: Reach | None
    known: Mapping[bytes, Known]
    broken: frozenset[Channel] = frozenset()

    @property
    def present(self) -> frozenset[bytes]:
        """Everybody who can be called at all."""
        outside = [self.agency] if self.agency else []
        return frozenset(each.person for each in (*self.on_call, *self.everyone, *outside))

    @property
    def wakeable(self) -> bool:
        """Whether a phone of the team can ring at all: an e-mail wakes nobody."""
        return any(each.channels - {Channel.EMAIL} for each in (*self.on_call, *self.everyone))


def candidates(
    conn: Connection,
    *,
    district: bytes,
    team: bytes,
    rules: TeamLadder | None,
    excluded: Collection[bytes],
    able: Sequence[bytes],
    escalation: bytes,
    can_act: CanAct | None,
    at: int,
    channels: frozenset[Channel] = ALL_CHANNELS,
) -> Candidates:
    """The excluded are nowhere. `channels` are those that this service has at all: no mail without a mail server.

    Whoever is away is rung only where nobody else is left, and by the step that rings everybody.
    """
    now = datetime.fromtimestamp(at, UTC)
    away = {one.person for one in absences(conn, district=district, start=now, end=now + _MOMENT)}
    first = list(oncall.on_call(conn, district=district, team=team, now=now))
    last = [rules.last_resort] if rules and rules.last_resort else []
    first += last
    everybody = [*first, *(rules.persons if rules else ()), *able]
    # An agency knows nobody's exclusion: it might wake the very person that a page is kept from.
    outside = None if excluded else agency.agency_of(conn, district=district, team=team)
    known = dict(contacts(conn, district=district, persons=everybody))
    if outside is not None:
        known[outside.person] = outside
    rang, told, heard = _alerts(conn, district, list(known), escalation)
    broken = circuit.broken(conn, district=district, now=at)
    if channels <= broken:
        broken = frozenset()  # nothing works: then there is nothing better to go on to

    def reach(person: bytes) -> Reach:
        usable = known[person].channels & channels
        # Rather a channel that fails than none.
        return Reach(person, usable - broken or usable, rang.get(person), told.get(person), heard.get(person))

    def reaches(persons: Sequence[bytes]) -> list[Reach]:
        return [
            reach(person) for person in dict.fromkeys(persons) if person in known and person not in excluded
        ]

    def allowed(person: bytes) -> bool:
        return person in able if able else can_act is None or can_act.can_act(person, team)

    beyond = reach(outside.person) if outside is not None and outside.channels else None
    everyone = reaches([person for person in everybody if allowed(person)])
    if not any(each.channels for each in everyone):
        # Rather somebody who cannot open it than nobody: they can wake who can.
        return Candidates(reaches(last), reaches(last), beyond, known, broken)
    # The last resort is rung after all who are on call, even if they hold no key: they can wake who does. Not where
    # a page is kept from somebody: there nobody else learns of it.
    called = [person for person in first if allowed(person)] + ([] if excluded else last)
    there = [person for person in called if person not in away]
    if any(each.channels for each in reaches(there)):
        called = there
    return Candidates(reaches(called), everyone, beyond, known, broken)


def _alerts(
    conn: Connection, district: bytes, persons: Collection[bytes], escalation: bytes
) -> tuple[dict[bytes, int], dict[bytes, int], dict[bytes, int]]:
    """When each was last rung by any climb; how many pages of this one they know of; when they heard of it."""
    last_rung = conn.execute(
        select(Alert.person, func.max(Alert.rang_at))
        .where(Alert.district == district, Alert.person.in_(persons))
        # Whoever a drill rang a minute ago is still the first to be rung for a real page.
        .where(or_(Alert.escalation == escalation, ~of_drill(Alert)))
        .group_by(Alert.person)
    )
    rang: dict[bytes, int] = {person: rung for person, rung in last_rung}  # noqa: C416 -- rows, not pairs
    here = conn.execute(
        select(Alert.person, Alert.pages_told, Alert.heard_at).where(
            Alert.district == district, Alert.escalation == escalation
        )
    ).all()
    told = {each.person: each.pages_told for each in here}
    return rang, told, {each.person: each.heard_at for each in here if each.heard_at is not None}


def would_ring(
    conn: Connection,
    *,
    district: bytes,
    team: bytes,
    excluded: Collection[bytes],
    able: Iterable[bytes],
    can_act: CanAct | None,
    now: datetime,
    channels: frozenset[Channel] = ALL_CHANNELS,
) -> tuple[bytes, ...]:
    """Whom a page that begins at this moment rings first; nothing is written. Empty: nobody can be reached.

    As if nobody had been rung lately: otherwise the answer would tell of pages that are open.
    """
    at = int(now.timestamp())
    rules = oncall.ladder(conn, district=district, team=team)
    found = candidates(
        conn,
        district=district,
        team=team,
        rules=rules,
        excluded=excluded,
        able=tuple(able),
        escalation=NOT_BEGUN,
        can_act=can_act,
        at=at,
        channels=channels,
    )
    policy = rules.policy if rules else Policy()
    step = next_step(policy, Climb(0, (), 1), rested(found.on_call), rested(found.everyone), at)
    return tuple(person for person, _ in step.targets) if isinstance(step, Ring) else ()


def rested(these: Iterable[Reach]) -> list[Reach]:
    """The same people, as if nobody had rung them lately."""
    return [replace(each, rang_at=None) for each in these]
