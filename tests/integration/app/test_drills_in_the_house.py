"""Drills over the founded house: who may ask for one, who sees what came of it, and that no student hears of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from notify.tables import Page
from reporting.app.ticks import ticks
from reporting.people.refused import Refused, StepUpRefused
from reporting.staff.drill_view import HabitForm, StartForm

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
ADMINISTRATOR, LEAD, OTHER = "administrator", "north", "south"
ANA = "+12025550101"


def team(house: Any, name: str = "North on call") -> str:
    return next(str(one.id.hex()) for one in house.house.people.directory.teams() if one.name == name)


def pass_(house: Any, seconds: int, step: int = 10) -> None:
    """The worker's ticks for drills, and what `work` turns."""
    look = {tick.name: tick.do for tick in ticks(house.house)}
    for _ in range(seconds // step):
        house.clock.advance(seconds=step)
        look["drills"]()
        house.work()


def announce(house: Any, role: str = ADMINISTRATOR, form: StartForm | None = None) -> None:
    house.doors.drills.start(house.sessions[role], team(house), form or StartForm())


def texts(house: Any, to: str = ANA) -> list[str]:
    return [body for number, body in house.carrier.texts if number == to]


def reference(house: Any) -> str:
    found = re.search(r"on-call/drills/(DRILL-\d{4})", " ".join(texts(house)))
    assert found, texts(house)
    return found[1]


def test_a_drill_is_announced_rings_is_taken_on_its_page_and_answered_in_practice(
    founded_house: Any, browse: Any
) -> None:
    house = founded_house
    path = f"/on-call/drills/teams/{team(house)}"
    browse(ADMINISTRATOR).get(path).post(f"{path}/start", when="now")
    pass_(house, 20)
    assert texts(house)[0].startswith("DRILL ahead: a practice page comes")
    pass_(house, 130)
    for role in (ADMINISTRATOR, "north"):
        browse(role).get("/on-call")  # whoever touches nothing for five minutes is locked out
    pass_(house, 160)
    page = next(text for text in texts(house) if "urgent page" in text)
    assert page.startswith("DRILL, not a real page. Quietline: urgent page DRILL-")
    screen = f"/on-call/drills/{reference(house)}"
    ana = browse("north").get(screen)
    assert "Nobody has it yet." in ana.text
    house.clock.advance(seconds=20)
    ana.post(f"{screen}/take")
    assert "You have the drill" in ana.text
    house.clock.advance(seconds=60)
    ana.post(f"{screen}/reply", body="practice canary words")
    assert "The drill is over. Thank you." in ana.text
    report = browse(ADMINISTRATOR).get(path).text
    assert "Taken by Ana Ruiz, on the page" in report
    assert re.search(r"replied</dt><dd[^>]*><span[^>]*>1:\d\d</span>", report)
    with house.house.foundation.database.read() as conn:
        dump = "".join(str(conn.exec_driver_sql(f"SELECT * FROM {name}").all()) for name in tables(conn))  # noqa: S608
    assert "canary" not in dump


def tables(conn: Any) -> list[str]:
    return [row[0] for row in conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]


def test_nothing_of_a_drill_reaches_the_inbox_a_student_or_the_alarms(
    founded_house: Any, browse: Any
) -> None:
    house = founded_house
    announce(house)
    pass_(house, 1800, step=30)
    kinds = {row.kind for row in house.doors.alarms.open(house.sessions[ADMINISTRATOR])}
    assert not kinds & {"unacknowledged", "nobody_reachable"}
    assert house.house.watch.tell_unreached() == 0
    assert "DRILL" not in browse("north").get("/inbox?view=all").text


@pytest.mark.nightly
def test_a_tip_during_a_drill_ends_it_and_rings_the_first_person_at_once(founded_house: Any) -> None:
    house = founded_house
    announce(house)
    pass_(house, 310)
    house.tip(GUN)
    drilled = house.doors.drills.team(house.sessions[ADMINISTRATOR], team(house)).rows[0]
    assert drilled.state == "called_off"
    before = len(texts(house))
    pass_(house, 10)
    new = texts(house)[before:]
    assert [text for text in new if text.startswith("Quietline: urgent page")]
    assert [text for text in new if text.startswith("DRILL called off.")]
    pass_(house, 600, step=30)
    assert not [text for text in texts(house)[before:] if text.startswith("DRILL, not")]


def test_while_a_page_is_open_a_drill_for_now_is_refused_without_saying_why(founded_house: Any) -> None:
    house = founded_house
    house.tip(GUN)
    with pytest.raises(Refused) as refusal:
        announce(house)
    assert refusal.value.code == "drill_not_now"


def test_a_lead_drills_the_team_of_their_queue_and_no_other_and_colleagues_none(founded_house: Any) -> None:
    house, desk = founded_house, founded_house.doors.drills
    leads = [role for role in house.sessions if house.sessions[role].principal.leads]
    plain = [
        role
        for role in house.sessions
        if not house.sessions[role].principal.leads and not house.sessions[role].principal.registrar
    ]
    assert leads
    assert plain
    for role in plain:
        for act in (
            lambda role=role: desk.teams(house.sessions[role]),
            lambda role=role: desk.team(house.sessions[role], team(house)),
            lambda role=role: announce(house, role),
            lambda role=role: desk.keep(house.sessions[role], team(house), HabitForm("1")),
            lambda role=role: desk.call_off(house.sessions[role], team(house)),
        ):
            with pytest.raises(Refused) as refusal:
                act()
            assert refusal.value.code == "not_allowed"
    for role in leads:
        if house.sessions[role].principal.registrar:
            continue
        seen = {one.name for one in desk.teams(house.sessions[role])}
        assert 0 < len(seen) < 2


def test_what_wakes_people_needs_the_password_again_and_calling_off_does_not(founded_house: Any) -> None:
    house, desk = founded_house, founded_house.doors.drills
    announce(house)
    house.clock.advance(minutes=6)
    for act in (
        lambda: announce(house),
        lambda: desk.keep(house.sessions[ADMINISTRATOR], team(house), HabitForm("1")),
    ):
        with pytest.raises(StepUpRefused):
            act()
    desk.call_off(house.sessions[ADMINISTRATOR], team(house))
    with pytest.raises(Refused) as refusal:
        desk.call_off(house.sessions[ADMINISTRATOR], team(house))
    assert refusal.value.code == "drill_none"
    pass_(house, 20)
    assert [text for text in texts(house) if text.startswith("DRILL called off.")]


def test_somebody_of_another_team_who_was_not_rung_finds_no_drill(founded_house: Any) -> None:
    house = founded_house
    announce(house)
    pass_(house, 320)
    with pytest.raises(Refused) as refusal:
        house.doors.drills.screen(house.sessions[OTHER], reference(house))
    assert refusal.value.code == "unknown"
    assert house.doors.drills.screen(house.sessions["north"], reference(house)).rung


def test_nobody_answers_and_the_report_names_them(founded_house: Any) -> None:
    house = founded_house
    announce(house)
    pass_(house, 2400, step=30)
    shown = house.doors.drills.team(house.sessions[ADMINISTRATOR], team(house))
    assert (shown.rows[0].state, shown.on) == ("unanswered", None)
    assert "Ana Ruiz" in shown.rows[0].missed


def test_a_habit_is_kept_and_shown_and_its_moment_is_not(founded_house: Any, browse: Any) -> None:
    house, path = founded_house, f"/on-call/drills/teams/{team(founded_house)}"
    page = browse(ADMINISTRATOR).get(path)
    page.post(f"{path}/habit", months="1", opens="09:30", closes="16:00", weekdays="yes")
    assert "nobody knows" in page.text
    shown = house.doors.drills.team(house.sessions[ADMINISTRATOR], team(house))
    assert shown.habit == HabitForm("1", "09:30", "16:00", weekdays=True, nights=False)
    house.clock.advance(seconds=timedelta(days=8).total_seconds())
    {tick.name: tick.do for tick in ticks(house.house)}["drill plans"]()
    house.sessions[ADMINISTRATOR] = house.sign_in_as(ADMINISTRATOR)
    shown = house.doors.drills.team(house.sessions[ADMINISTRATOR], team(house))
    assert (shown.ahead, shown.rows) == (None, ())


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (HabitForm("2"), "drill_months"),
        (HabitForm("1", "nine", "17:00"), "rota_clock"),
        (HabitForm("1", "05:00", "17:00"), "drill_window"),
    ],
)
def test_a_habit_that_cannot_be_says_why(founded_house: Any, form: HabitForm, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        founded_house.doors.drills.keep(founded_house.sessions[ADMINISTRATOR], team(founded_house), form)
    assert refusal.value.code == code


def test_what_was_done_stands_in_the_audit(founded_house: Any, browse: Any) -> None:
    house = founded_house
    announce(house)
    house.doors.drills.call_off(house.sessions[ADMINISTRATOR], team(house))
    house.doors.drills.keep(house.sessions[ADMINISTRATOR], team(house), HabitForm("3"))
    page = browse(ADMINISTRATOR).get("/audit").text
    for words in ("announced a drill", "called off a drill", "changed how often a team is drilled"):
        assert words in page


def test_a_drills_page_row_names_no_thread(founded_house: Any) -> None:
    announce(founded_house)
    pass_(founded_house, 310)
    with founded_house.house.foundation.database.read() as conn:
        (row,) = conn.execute(select(Page.about, Page.severity)).all()
    assert (row.about, row.severity) == (None, "drill")
