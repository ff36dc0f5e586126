"""Who is added to the readers that a set-up form names, and who is not."""

from reporting.app.staff_doors.seats import completed
from reporting.model.queue import QueueKind
from reporting.people.founding import Founding, PersonForm, RotaForm, SchoolForm, TeamForm, TurnForm, Wish

NORTH, SOUTH = 0, 1
ALL_WEEK = (TurnForm(1, 480, 480 + 7 * 1440),)


def person(
    name: str,
    title: str = "Counselor",
    *wishes: Wish,
    school: int | None = None,
    phone: str | None = None,
    registrar: bool = False,
) -> PersonForm:
    return PersonForm(
        name, f"{name}@elm.example", title, wishes=wishes, school=school, phone=phone, registrar=registrar
    )


def form(*people: PersonForm, rotas: tuple[RotaForm, ...] = (), teams: tuple[TeamForm, ...] = ()) -> Founding:
    return Founding(
        name="Elm",
        line_name="Elm Line",
        zone="America/Chicago",
        lang="en",
        schools=(SchoolForm("North"), SchoolForm("South")),
        administrator=person("ada", "Administrator", registrar=True),
        password="a kite over the wide lake",
        people=people,
        teams=teams,
        rotas=rotas,
    )


def readers(founding: Founding, kind: QueueKind, school: int | None = None) -> list[str]:
    return [
        one.name
        for one in founding.everyone
        if (kind, school) in {(wish.kind, wish.school) for wish in one.wishes}
    ]


def test_nobody_is_added_to_a_queue_that_two_people_read() -> None:
    seats = (
        Wish(QueueKind.DISTRICT),
        Wish(QueueKind.CRISIS),
        Wish(QueueKind.DESIGNEE),
        Wish(QueueKind.CRISIS, NORTH),
        Wish(QueueKind.CRISIS, SOUTH),
    )
    given = form(person("ana", "Counselor", *seats), person("ben", "Counselor", *seats))
    assert completed(given).everyone == given.everyone


def test_the_administrator_and_the_one_nearest_to_the_district_read_what_is_the_districts() -> None:
    done = completed(
        form(person("ana", school=NORTH), person("erin", "Student services director"), person("ben"))
    )
    for kind in (QueueKind.DISTRICT, QueueKind.CRISIS, QueueKind.DESIGNEE):
        assert readers(done, kind) == ["ada", "erin"]


def test_a_registrar_is_nearer_to_the_district_than_a_title() -> None:
    done = completed(form(person("erin", "Director"), person("ben", registrar=True)))
    assert readers(done, QueueKind.DESIGNEE) == ["ada", "ben"]


def test_a_technician_is_asked_last() -> None:
    done = completed(form(person("ivo", "IT technician", registrar=True), person("ana", school=NORTH)))
    assert readers(done, QueueKind.DISTRICT) == ["ada", "ana"]


def test_a_schools_crisis_queue_is_filled_by_its_own_people_first() -> None:
    done = completed(
        form(person("ana", school=NORTH), person("ben", school=NORTH), person("cora", school=SOUTH))
    )
    assert readers(done, QueueKind.CRISIS, NORTH) == ["ana", "ben"]
    assert "cora" in readers(done, QueueKind.CRISIS, SOUTH)
    assert len(readers(done, QueueKind.CRISIS, SOUTH)) == 2


def test_nobody_is_added_to_a_schools_everyday_queue_for_one_counselor_shares_the_districts() -> None:
    done = completed(form(person("ana", "Counselor", Wish(QueueKind.COUNSELOR, NORTH), school=NORTH)))
    assert readers(done, QueueKind.COUNSELOR, NORTH) == ["ana"]
    assert readers(done, QueueKind.COUNSELOR, SOUTH) == []


def test_whoever_is_on_call_can_read_what_they_are_rung_for() -> None:
    teams = (TeamForm("North on call", NORTH), TeamForm("All others", None))
    people = (person("ana", phone="+12025550101"),)
    north = completed(form(*people, teams=teams, rotas=(RotaForm(0, ALL_WEEK),)))
    assert "ana" in readers(north, QueueKind.CRISIS, NORTH)
    others = completed(form(*people, teams=teams, rotas=(RotaForm(1, ALL_WEEK),)))
    assert "ana" in readers(others, QueueKind.CRISIS, SOUTH)
    assert "ana" in readers(others, QueueKind.CRISIS)


def test_without_named_teams_each_school_has_one_and_the_district_too() -> None:
    people = (person("ana", phone="+12025550101"),)
    for team, school in ((0, NORTH), (1, SOUTH), (2, None)):
        done = completed(form(*people, rotas=(RotaForm(team, ALL_WEEK),)))
        assert "ana" in readers(done, QueueKind.CRISIS, school)


def test_where_every_team_is_a_schools_the_district_gets_one_so_that_its_urgent_messages_ring_somebody() -> (
    None
):
    done = completed(form(person("ana"), teams=(TeamForm("North", NORTH), TeamForm("South", SOUTH))))
    assert [(team.name, team.school) for team in done.teams][2:] == [("District on call", None)]
    assert completed(form(person("ana"))).teams == ()


def test_the_last_resort_is_somebody_with_a_phone() -> None:
    assert completed(form(person("ana"), person("ben", phone="+12025550102"))).last_resort == 2
    assert completed(form(person("ana"))).last_resort == 0
