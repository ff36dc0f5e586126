"""Offered shifts with names, as the reader of a page may answer them."""

from notify.offers import Offer
from reporting.model.ids import MemberId
from reporting.people.doors import PeopleDoors
from reporting.people.staff_session import StaffSession
from reporting.staff.rota_view import OfferCard
from reporting.store.schools import Team


def offer_cards(
    people: PeopleDoors, session: StaffSession, team: Team, offers: tuple[Offer, ...]
) -> tuple[OfferCard, ...]:
    """In the order they come."""
    if not offers:
        return ()
    (me,) = people.on_call.people(team.id, [session.member])
    return tuple(
        OfferCard(
            value=one.offer.hex(),
            team=team.id.hex(),
            team_name=team.name,
            position=one.position,
            starts=one.starts,
            ends=one.ends,
            person=people.directory.name_of(MemberId(one.person)),
            taker=people.directory.name_of(MemberId(one.taker)) if one.taker else None,
            mine=one.person == session.member,
            taken_by_me=one.taker == session.member,
            may_take=one.taker is None and one.person != session.member and me.reachable and me.holds_key,
        )
        for one in offers
    )
