"""One's own shifts between their page and the house."""

from datetime import UTC, datetime, timedelta

from notify.offers import Offer, OfferState
from notify.roster import Interval
from notify.rotas import AHEAD
from reporting.app.staff_doors.absence_desk import TeamAbsences
from reporting.app.staff_doors.ids import plain_id, team_id
from reporting.app.staff_doors.offer_cards import offer_cards
from reporting.app.staff_doors.rota_forms import read_moment
from reporting.model.ids import MemberId
from reporting.people.doors import PeopleDoors
from reporting.people.refused import Refused
from reporting.people.rota_doors import RotaDoors
from reporting.people.staff_session import StaffSession
from reporting.staff.rota_view import HeldNow, MyShift, MyShifts, OfferCard, OfferForm
from reporting.store.schools import Team

DAY = timedelta(days=1)
DIGITS = 12  # of seconds since 1970, for the next thousand years


class OwnShifts:
    """Satisfies the staff site's `ShiftDesk`. `base` is the address under which calendars are read."""

    def __init__(self, people: PeopleDoors, rotas: RotaDoors, base: str) -> None:
        self._people = people
        self._doors = rotas
        self._base = base
        self._absences = TeamAbsences(people, rotas.absences)

    def mine(self, session: StaffSession) -> MyShifts:
        now = self._people.ground.clock()
        held = self._doors.shifts.of(session.member)
        shifts: list[MyShift] = []
        cards: list[OfferCard] = []
        others: list[HeldNow] = []
        for team in self._people.directory.teams():
            others += self._others(session, team, now)
            offers = self._doors.shifts.offers(team.id)
            cards += offer_cards(self._people, session, team, offers)
            shifts += [self._shift(session, team, one, offers, now) for one in held.get(bytes(team.id), ())]
        return MyShifts(
            zone=self._people.directory.district().zone,
            now=now,
            shifts=tuple(sorted(shifts, key=lambda one: (one.starts, one.position))),
            open=tuple(one for one in cards if one.taker is None and one.may_take),
            mine=tuple(one for one in cards if one.taker is None and one.mine),
            settled=tuple(one for one in cards if one.taker is not None and (one.mine or one.taken_by_me)),
            calendar=self._doors.links.has(session.member),
            others=tuple(others),
            away=self._absences.mine(session),
            deputies=self._absences.deputies(session),
        )

    def offer(self, session: StaffSession, form: OfferForm) -> None:
        starts, ends = _moment(form.starts), _moment(form.ends)
        if form.from_day or form.to_day:
            zone = self._people.directory.district().zone
            starts = read_moment(form.from_day, form.from_clock, zone)
            ends = read_moment(form.to_day, form.to_clock, zone)
        self._doors.shifts.offer(session, team_id(form.team), _small(form.position), starts, ends)

    def take(self, session: StaffSession, team: str, offer: str) -> None:
        self._doors.shifts.take(session, team_id(team), plain_id(offer))

    def withdraw(self, session: StaffSession, team: str, offer: str) -> None:
        self._doors.shifts.withdraw(session, team_id(team), plain_id(offer))

    def take_over(self, session: StaffSession, team: str, position: str) -> None:
        self._doors.taking_over.take_over(session, team_id(team), _small(position))

    def make_calendar(self, session: StaffSession) -> str:
        return f"{self._base}/{self._doors.links.make(session)}.ics"

    def end_calendar(self, session: StaffSession) -> None:
        self._doors.links.end(session)

    def calendar(self, secret: str) -> str | None:
        return self._doors.links.read(secret)

    def _others(self, session: StaffSession, team: Team, now: datetime) -> tuple[HeldNow, ...]:
        """For whoever could cover, what others of the team hold now."""
        (me,) = self._people.on_call.people(team.id, [session.member])
        if not (me.reachable and me.holds_key):
            return ()
        return tuple(
            HeldNow(
                team.id.hex(),
                team.name,
                one.position,
                self._people.directory.name_of(MemberId(one.person)),
                one.ends,
                goes_on=one.ends >= now + AHEAD - DAY,
            )
            for one in self._doors.taking_over.holders(team.id)
            if one.person != session.member
        )

    def _shift(
        self,
        session: StaffSession,
        team: Team,
        held: Interval,
        offers: tuple[Offer, ...],
        now: datetime,
    ) -> MyShift:
        mine = [
            one
            for one in offers
            if one.person == session.member
            and one.state is OfferState.OFFERED
            and one.position == held.position
            and one.starts < held.ends
            and one.ends > held.starts
        ]
        return MyShift(
            team.id.hex(),
            team.name,
            held.position,
            held.starts,
            held.ends,
            goes_on=held.ends >= now + AHEAD - DAY,
            offered=mine[0].offer.hex() if mine else None,
            state="now" if held.starts <= now else "next",
        )


def _moment(text: str) -> datetime:
    """Seconds since 1970, as the page wrote them."""
    if not (text.isascii() and text.isdigit() and len(text) < DIGITS):
        raise Refused("unknown", "Look at the page again.")
    return datetime.fromtimestamp(int(text), UTC)


def _small(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 1):
        raise Refused("unknown", "Look at the page again.")
    return int(text)
