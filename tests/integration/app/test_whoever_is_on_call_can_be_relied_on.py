"""Coverage that can be trusted: nobody counts who is away, has not been here for a month, or leaves a language out."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reporting.cases.placing import QueueFacts, paged_teams
from reporting.model.ids import MemberId, QueueId, SchoolId, TeamId
from reporting.model.queue import QueueKind
from reporting.people.refused import Refused, StepUpRefused
from reporting.staff.people_view import Stretch
from reporting.staff.rota_view import AbsenceForm
from tests.integration.conftest import PEOPLE, password_of

ADMINISTRATOR = "administrator"
# The house begins on Tuesday, 24 November 2026, at 08:30 in Chicago; Ana has all hours of the North.
FIRST, LAST = "2026-11-25", "2026-11-26"
MIDNIGHT = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)


def team(house: Any, name: str = "North on call") -> str:
    return next(str(one.id.hex()) for one in house.house.people.directory.teams() if one.name == name)


def gaps(house: Any, name: str = "North on call") -> tuple[Stretch, ...]:
    rota = house.doors.on_call_time.rota.team(house.sessions[ADMINISTRATOR], team(house, name))
    return tuple(rota.gaps)


def whys(house: Any, name: str = "North on call") -> list[tuple[str, ...]]:
    """Of the alarms that stand, of one team."""
    house.house.rotas.coverage.look()
    rows = house.doors.alarms.open(house.sessions[ADMINISTRATOR])
    return [row.hole.why for row in rows if row.hole and row.hole.team_name == name]


def away(house: Any, role: str, of: str = "", first: str = FIRST, last: str = LAST) -> None:
    person = house.member(of).hex() if of else ""
    house.doors.on_call_time.absences.put_in(house.sessions[role], AbsenceForm(person, first, last))


def settle(house: Any, *languages: str) -> None:
    house.doors.on_call_time.rota.settle(house.sessions[ADMINISTRATOR], team(house), "", "", languages)


def test_who_says_that_they_are_away_leaves_a_gap_at_once_until_they_take_it_back(
    founded_house: Any, browse: Any
) -> None:
    house = founded_house
    assert whys(house) == []
    browser = browse("north")
    browser.get("/on-call/mine").post("/on-call/absences", first=FIRST, last=LAST)
    assert "Shifts in this time are a gap until somebody takes them." in browser.text
    assert re.search(r"Wed 25 Nov . Thu 26 Nov", browser.text)
    assert whys(house) == [("absent",)]
    (hole,) = gaps(house)
    assert (hole.starts, hole.ends, hole.people[0].why) == (MIDNIGHT, MIDNIGHT + timedelta(days=2), "absent")
    page = browse(ADMINISTRATOR).get(f"/on-call/teams/{team(house)}").text
    assert "Ana Ruiz: away" in page
    assert "let somebody stand in, or offer the shift." in page
    value = re.search(r'name="absence" value="([0-9a-f]{32})"', browser.text)
    assert value
    browser.post("/on-call/absences/end", absence=value[1])
    assert whys(house) == []


def test_days_that_cannot_be_are_said_and_nothing_typed_is_lost(founded_house: Any, browse: Any) -> None:
    browser = browse("north")
    for first, last, said in (
        (LAST, FIRST, "The end must come after the beginning"),
        ("2026-11-01", "2026-11-02", "Choose a last day that is still to come."),
        ("soon", LAST, "Choose a day."),
    ):
        browser.get("/on-call/mine").post("/on-call/absences", first=first, last=last)
        assert browser.status == 422
        assert said in browser.text
        assert f'value="{last}"' in browser.text


def test_a_lead_tells_that_a_colleague_is_ill_and_others_do_not(founded_house: Any) -> None:
    house = founded_house
    away(house, "north", of="north_too")  # Ana leads the North's queues, and Ben belongs to its team's queues
    cards = house.doors.on_call_time.rota.team(
        house.sessions["south"], team(house, "District on call")
    ).absences
    assert [(one.person_name, one.may) for one in cards] == [("Ben Okafor", False)]
    with pytest.raises(Refused) as refusal:
        away(house, "south_too", of="north")
    assert refusal.value.code == "not_lead"
    house.clock.advance(minutes=6)
    with pytest.raises(StepUpRefused):
        away(house, ADMINISTRATOR, of="north")
    away(house, "north")


def test_a_registrar_tells_it_on_the_teams_page_with_the_password(founded_house: Any, browse: Any) -> None:
    house = founded_house
    browser, path = browse(ADMINISTRATOR), f"/on-call/teams/{team(house)}/absences"
    for _ in range(2):  # at work all the time, and the password was asked for long ago
        house.clock.advance(minutes=3)
        browser.get(path)
    fields = {"person": house.member("north").hex(), "first": FIRST, "last": LAST}
    browser.get(path).post(path, **fields, password="not the password")
    assert browser.status == 422
    assert f'value="{LAST}"' in browser.text
    browser.get(path).post(path, **fields, password=password_of(ADMINISTRATOR))
    assert "Ana Ruiz</b>" in browser.text
    assert whys(house) == [("absent",)]
    audit = house.doors.audits.page(house.sign_in_as(ADMINISTRATOR), None)
    assert ("put_in_absence", "Ana Ruiz") in [(row.act, row.about) for row in audit.rows]


def test_a_page_rings_others_first_while_somebody_is_away_and_them_rather_than_nobody(
    founded_house: Any,
) -> None:
    house = founded_house
    away(house, "north", first="2026-11-24", last="2026-11-24")
    assert not house.keep_watch()  # nobody who is there is on call in the North
    house.tip("I am going to kill myself tonight, I have the pills here")
    house.work()
    assert house.carrier.texts[0][0] == PEOPLE["designee"].phone  # the last resort stands in
    house.carrier.texts.clear()
    away(house, "designee", first="2026-11-24", last="2026-11-24")
    house.tip("I am going to kill myself tonight, I have the pills here", sender=b"another!")
    house.clock.advance(minutes=4)
    house.work()
    assert house.carrier.texts or house.carrier.calls


def test_whoever_has_not_signed_in_for_thirty_days_covers_nothing_until_they_do(founded_house: Any) -> None:
    house = founded_house
    house.clock.advance(days=30)
    house.sessions[ADMINISTRATOR] = house.sign_in_as(ADMINISTRATOR)
    house.house.rotas.clock.renew()
    assert whys(house) == []
    house.clock.advance(days=1)
    house.sessions[ADMINISTRATOR] = house.sign_in_as(ADMINISTRATOR)
    house.house.rotas.clock.renew()
    assert whys(house) == [("not_lately",)]
    assert not house.keep_watch()
    house.sign_in_as("north")
    house.house.people.directory.refresh()
    assert whys(house) == []
    house.sign_in_as("south")
    house.sign_in_as("north_too")
    house.house.people.directory.refresh()
    assert house.keep_watch()


def test_a_language_that_nobody_on_call_answers_in_is_a_gap_and_no_word_that_nobody_reads(
    founded_house: Any, browse: Any
) -> None:
    house = founded_house
    settle(house, "en", "es")
    assert whys(house) == [("language",)]
    (hole,) = gaps(house)
    assert (hole.gap, hole.lacking) == ("language", ("es",))
    page = browse(ADMINISTRATOR).get(f"/on-call/teams/{team(house)}").text
    assert "nobody answers in Spanish" in page
    assert house.keep_watch()
    browser = browse("north")
    browser.get("/account").post("/account/languages", languages="es")
    assert whys(house) == [("language",)]  # now it is English that is missing
    browser.get("/account").post("/account/languages", languages=["en", "es"])
    assert whys(house) == []
    browser.get("/account").post("/account/languages")
    assert browser.status == 422
    assert "Choose at least one language." in browser.text


def test_a_team_is_asked_about_its_languages_where_its_rota_is_settled(
    founded_house: Any, browse: Any
) -> None:
    browser, path = browse(ADMINISTRATOR), f"/on-call/teams/{team(founded_house)}"
    browser.get(path).post(f"{path}/settings", region="", last_resort="", languages="es")
    assert re.search(r'value="es" checked', browser.text)
    assert not re.search(r'value="en" checked', browser.text)
    browser.post(f"{path}/settings", region="Oz", last_resort="", languages="en")
    assert browser.status == 422
    assert re.search(r'value="en" checked', browser.text)


NORTH, SOUTH = SchoolId(b"n" * 16), SchoolId(b"s" * 16)


def queue(kind: QueueKind, school: SchoolId | None, of: bytes | None) -> QueueFacts:
    name = QueueId((kind.value.encode() + (school or b"-"))[:16].ljust(16))
    return QueueFacts(
        name, kind, school, TeamId(of.ljust(16)) if of else None, frozenset({MemberId(b"m" * 16)})
    )


@pytest.mark.parametrize(
    ("queues", "teams"),
    [
        ((), {None}),
        ((queue(QueueKind.CRISIS, None, b"crisis"),), {b"crisis"}),
        # Without a crisis queue something urgent wakes the team of another one.
        ((queue(QueueKind.DISTRICT, None, b"district"),), {b"district"}),
        ((queue(QueueKind.DISTRICT, None, None),), {None}),
        (
            (queue(QueueKind.CRISIS, NORTH, b"north"), queue(QueueKind.COUNSELOR, SOUTH, b"south")),
            {b"north", b"south"},
        ),
    ],
)
def test_each_team_that_something_urgent_would_wake_is_watched(
    queues: tuple[QueueFacts, ...], teams: set[bytes | None]
) -> None:
    found = paged_teams(queues)
    assert found == {None if one is None else one.ljust(16) for one in teams}
