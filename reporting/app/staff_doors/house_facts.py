"""Name, zone and places of the district, for the head of every page and for the overview."""

import notify.oncall
from reporting.app.house import House
from reporting.app.staff_doors.queue_cards import QueueCards
from reporting.model.ids import MemberId, TeamId
from reporting.model.queue import QueueKind
from reporting.people.staff_session import StaffSession
from reporting.staff.people_view import HouseFacts, Places, SchoolCard, TeamCard
from reporting.store.schools import School


class DistrictHouse:
    """Satisfies the staff site's `House`."""

    def __init__(self, house: House, cards: QueueCards) -> None:
        self._house = house
        self._people = house.people
        self._cards = cards

    def facts(self) -> HouseFacts:
        # A trial until paper recovery exists: a lost password loses keys for good.
        district = self._people.directory.district()
        return HouseFacts(
            self._people.book.current.name,
            district.line_name or self._people.book.current.name,
            district.zone,
            opened=self._people.book.current.opened,
            trial=True,
        )

    def places(self, session: StaffSession) -> Places:
        picture = self._people.directory.picture()
        hotline = self._house.wires.hotline
        return Places(
            schools=tuple(self._school(school) for school in picture.schools),
            teams=tuple(
                TeamCard(
                    team.id.hex(),
                    team.name,
                    self._on_the_ladder(team.id),
                    tuple(queue.name for queue in picture.queues if queue.team == team.id),
                )
                for team in picture.teams
            ),
            queues=self._cards.of(session),
            hotline=hotline.students if hotline else None,
            texting_later=hotline is not None and not self._house.texting.line().open,
        )

    def _school(self, school: School) -> SchoolCard:
        queues = [one for one in self._people.directory.picture().queues if one.school == school.id]
        context = self._people.directory.school_context(school.id)
        return SchoolCard(
            school.id.hex(),
            school.name,
            active=school.active,
            queues=tuple(queue.name for queue in queues),
            shares_district_queue=not any(queue.kind is QueueKind.COUNSELOR for queue in queues),
            places=len(context.places),
            hours_told=context.timetable is not None,
        )

    def _on_the_ladder(self, team: TeamId) -> tuple[str, ...]:
        """Everybody whom a page to this team may ring, by name."""
        ground = self._people.ground
        with ground.database.read() as conn:
            ladder = notify.oncall.ladder(conn, district=ground.district, team=team)
        if ladder is None:
            return ()
        return tuple(sorted(self._people.directory.name_of(MemberId(person)) for person in ladder.persons))
