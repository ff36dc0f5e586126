"""Proven coverage: a gap is an alarm before it comes, a known one is declared, and a line opens covered."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

import notify.contacts
from notify.ports import Channel
from notify.tables import Outbox
from reporting.app.ticks import ticks
from reporting.people.coverage import Coverage
from reporting.people.gap_post import GapPost
from reporting.people.refused import Refused, SetUpRefused, StepUpRefused
from reporting.staff.people_view import AlarmRow, HoleRow
from reporting.staff.rota_view import GapForm, LayerForm
from tests.integration.conftest import PEOPLE, password_of

# North is covered at every hour; South has turns from Monday 08:00 to Saturday 08:00, in Chicago.
SATURDAY_8 = datetime(2026, 11, 28, 14, 0, tzinfo=UTC)
MONDAY_8 = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
WEEKENDS = ("2026-11-28", "2026-12-05", "2026-12-12")
ADMINISTRATOR = "administrator"


def look(house: Any) -> None:
    """As the worker does."""
    {tick.name: tick.do for tick in ticks(house.house)}["rotas"]()


def gaps(house: Any, role: str = ADMINISTRATOR) -> list[AlarmRow]:
    return [row for row in house.doors.alarms.open(house.sessions[role]) if row.hole]


def team(house: Any, name: str = "South on call") -> str:
    return next(str(one.id.hex()) for one in house.house.people.directory.teams() if one.name == name)


def weekend(saturday: str = "2026-11-28", monday: str = "2026-11-30", **more: Any) -> GapForm:
    given = {"cause": "closed", "from_clock": "08:00", "to_clock": "08:00", **more}
    return GapForm(from_day=saturday, to_day=monday, **given)


def declare(house: Any, form: GapForm, role: str = ADMINISTRATOR) -> None:
    house.doors.on_call_time.gaps.declare(house.sessions[role], team(house), form)


def fill(house: Any, *roles: str) -> None:
    """These people take turns at every hour."""
    members = tuple(house.member(role).hex() for role in roles)
    house.doors.on_call_time.rota.save_layer(
        house.sessions[ADMINISTRATOR],
        team(house),
        "new",
        LayerForm(members=members, starts_on="2026-11-01", handoff="08:00"),
    )


def go(house: Any, moment: datetime) -> None:
    """After hours the old sessions are over."""
    house.clock.advance(seconds=(moment - house.clock()).total_seconds())
    house.sessions[ADMINISTRATOR] = house.sign_in_as(ADMINISTRATOR)


def monday_after(saturday: str) -> str:
    return (date.fromisoformat(saturday) + timedelta(days=2)).isoformat()


def close(house: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """As if the last step of the founding were still to be done. Whoever does it is noted."""
    opened: list[Any] = []
    monkeypatch.setattr(house.house.people.births, "open_district", opened.append)
    trust = house.house.people.trust
    trust._log = trust._log._replace(roster=replace(trust.roster, opened=False))
    return opened


def within(house: Any, act: Callable[..., Any]) -> None:
    ground = house.house.people.ground
    ground.database.write(lambda conn: act(conn, district=ground.district))


def test_a_gap_is_an_alarm_a_week_before_a_day_before_and_while_it_lasts(founded_house: Any) -> None:
    house, seen = founded_house, []
    for moment in (
        house.clock(),
        SATURDAY_8 - timedelta(hours=24),
        SATURDAY_8 - timedelta(hours=1),
        SATURDAY_8,
        SATURDAY_8 + timedelta(hours=30),
    ):
        go(house, moment)
        look(house)
        (row,) = gaps(house)
        seen.append((row.kind, row.raised))
        assert row.hole == HoleRow(team(house), "South on call", SATURDAY_8, MONDAY_8, ("nobody",))
    first = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
    day_before = SATURDAY_8 - timedelta(hours=24)
    assert seen == [
        ("gap_7d", first),
        ("gap_24h", day_before),
        ("gap_24h", day_before),
        ("gap_now", SATURDAY_8),
        ("gap_now", SATURDAY_8),
    ]
    go(house, MONDAY_8)
    look(house)
    (row,) = gaps(house)
    assert (row.kind, row.hole.starts) == ("gap_7d", SATURDAY_8 + timedelta(days=7))


def test_a_gap_three_weeks_ahead_is_told_already(founded_house: Any) -> None:
    for saturday in WEEKENDS[:2]:
        declare(founded_house, weekend(saturday, monday_after(saturday)))
    look(founded_house)
    (row,) = gaps(founded_house)
    assert (row.kind, row.hole.starts) == ("gap_30d", datetime(2026, 12, 12, 14, 0, tzinfo=UTC))


def test_a_gap_that_somebody_fills_is_no_alarm_any_more(founded_house: Any) -> None:
    look(founded_house)
    fill(founded_house, "south")
    look(founded_house)
    assert gaps(founded_house) == []


def test_the_edge_of_what_is_planned_is_no_gap(founded_house: Any) -> None:
    """A worker that was away for days makes the rows first and looks then."""
    fill(founded_house, "south")
    go(founded_house, founded_house.clock() + timedelta(days=12))
    look(founded_house)
    founded_house.clock.advance(minutes=9)
    {tick.name: tick.do for tick in ticks(founded_house.house)}["gaps"]()
    assert gaps(founded_house) == []


def test_a_team_without_any_turns_is_told_without_an_end(founded_house: Any) -> None:
    rota = founded_house.doors.on_call_time.rota
    for layer in rota.team(founded_house.sessions[ADMINISTRATOR], team(founded_house)).layers:
        rota.remove_layer(founded_house.sessions[ADMINISTRATOR], team(founded_house), layer.value)
    look(founded_house)
    (row,) = gaps(founded_house)
    assert (row.kind, row.hole.ends, row.hole.why) == ("gap_now", None, ("nobody",))


def test_whoever_cannot_be_rung_or_cannot_open_the_queues_leaves_a_gap_and_is_not_named(
    founded_house: Any, browse: Any
) -> None:
    house = founded_house
    fill(house, "south")
    carla = house.member("south")
    ground = house.house.people.ground

    def why() -> tuple[str, ...]:
        look(house)
        (row,) = gaps(house)
        assert row.kind == "gap_now"
        return tuple(row.hole.why)

    phone = house.house.people.phone_hash(PEOPLE["south"].phone)
    within(
        house,
        lambda conn, district: notify.contacts.opt_out(
            conn, district=district, phone=phone, now=ground.clock()
        ),
    )
    assert why() == ("opted_out",)
    within(
        house,
        lambda conn, district: notify.contacts.opt_in(
            conn, district=district, phone=phone, now=ground.clock()
        ),
    )
    house.doors.roll.leave_queue(
        house.sessions["south"], carla.hex(), house.queue("South Middle crisis").hex()
    )
    assert why() == ("cannot_open",)
    page = browse(ADMINISTRATOR).get("/alarms").text
    assert "whoever is on call cannot open the team&#39;s queues" in page
    assert "no end is in sight" in page
    assert "Carla" not in page
    within(
        house, lambda conn, district: notify.contacts.remove_contact(conn, district=district, person=carla)
    )
    assert why() == ("no_phone",)


def test_only_registrars_are_told(founded_house: Any) -> None:
    look(founded_house)
    assert gaps(founded_house)
    assert gaps(founded_house, "south") == []


def test_registrars_are_written_to_once_a_stage_and_no_person_is_named(founded_house: Any) -> None:
    house = founded_house
    people = house.house.people
    ground = people.ground
    fill(house, "south")
    phone = people.phone_hash(PEOPLE["south"].phone)
    within(
        house,
        lambda conn, district: notify.contacts.opt_out(
            conn, district=district, phone=phone, now=ground.clock()
        ),
    )
    base = "https://staff.example/on-call/teams"
    post = GapPost(ground, people.directory, people.book, people.service, base, mail=True)
    coverage = Coverage(ground, people.directory, people.book, post)
    for _ in range(2):
        coverage.look()
    with ground.database.read() as conn:
        rows = conn.execute(select(Outbox.row, Outbox.recipient, Outbox.body, Outbox.channel)).all()
    told = {
        people.service.open(row.recipient, row.row).decode(): people.service.open(row.body, row.row).decode()
        for row in rows
        if row.channel == Channel.EMAIL
    }
    registrars = {PEOPLE[role].email for role in PEOPLE if house.sessions[role].principal.registrar}
    assert len(told) == sum(row.channel == Channel.EMAIL for row in rows)
    assert set(told) == registrars
    assert told[PEOPLE[ADMINISTRATOR].email] == (
        "Quietline: nobody to rely on is on call\n\n"
        "South on call: from Tue 24 Nov 08:30 on, and no end is in sight.\n"
        "It has begun.\n"
        "Whoever is on call texted STOP.\n\n"
        f"Give the time to somebody, or declare it: {base}/{team(house)}"
    )


def test_before_the_line_opens_there_is_no_alarm(founded_house: Any, monkeypatch: Any) -> None:
    close(founded_house, monkeypatch)
    look(founded_house)
    assert gaps(founded_house) == []


def test_a_declared_gap_is_shown_as_declared_and_raises_no_alarm_until_it_ends(founded_house: Any) -> None:
    house = founded_house
    look(house)
    assert gaps(house)[0].hole.starts == SATURDAY_8
    declare(house, weekend("2026-11-28", "2026-11-29"))
    (row,) = gaps(house)
    assert (row.hole.starts, row.hole.ends) == (SATURDAY_8 + timedelta(days=1), MONDAY_8)

    rota = house.doors.on_call_time.rota.team(house.sessions[ADMINISTRATOR], team(house))
    assert [(one.starts, one.cause) for one in rota.declared] == [(SATURDAY_8, "closed")]
    assert rota.gaps[0].starts == SATURDAY_8 + timedelta(days=1)
    assert [one.starts for one in rota.weeks[0].stretches if one.gap == "declared"] == [SATURDAY_8]
    view = house.doors.on_calls.view(house.sessions[ADMINISTRATOR], None, None)
    south = next(one for one in view.teams if one.name == "South on call")
    assert [one.gap for one in south.week if one.gap] == ["declared", "uncovered"]

    go(house, SATURDAY_8 + timedelta(days=1, minutes=1))
    look(house)
    assert gaps(house)[0].kind == "gap_now"
    rota = house.doors.on_call_time.rota.team(house.sessions[ADMINISTRATOR], team(house))
    assert rota.declared == ()


def test_a_declared_gap_that_is_taken_back_is_an_alarm_again(founded_house: Any) -> None:
    house = founded_house
    declare(house, weekend())
    rota = house.doors.on_call_time.rota.team(house.sessions[ADMINISTRATOR], team(house))
    house.doors.on_call_time.gaps.undeclare(
        house.sessions[ADMINISTRATOR], team(house), rota.declared[0].value
    )
    assert gaps(house)[0].hole.starts == SATURDAY_8
    page = house.doors.audits.page(house.sessions[ADMINISTRATOR], None)
    assert [(row.act, row.about) for row in page.rows[:2]] == [
        ("undeclared_gap", "South on call"),
        ("declared_gap", "South on call"),
    ]


def test_only_a_registrar_who_repeated_the_password_declares_a_gap(founded_house: Any) -> None:
    desk, sessions = founded_house.doors.on_call_time.gaps, founded_house.sessions
    with pytest.raises(Refused, match="Only a registrar"):
        declare(founded_house, weekend(), "south")
    founded_house.clock.advance(minutes=6)
    for act in (
        lambda: declare(founded_house, weekend()),
        lambda: desk.undeclare(sessions[ADMINISTRATOR], team(founded_house), "ab" * 16),
    ):
        with pytest.raises(StepUpRefused):
            act()


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (weekend(cause=""), "rota_cause"),
        (weekend(cause="because Ana Ruiz is ill"), "rota_cause"),
        (weekend("2026-11-30", "2026-11-28"), "rota_ends"),
        (weekend("2026-11-21", "2026-11-23"), "rota_gap_over"),
        (weekend("soon"), "rota_date"),
    ],
)
def test_a_declaration_that_cannot_be_says_why(founded_house: Any, form: GapForm, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        declare(founded_house, form)
    assert refusal.value.code == code


def test_a_registrar_declares_a_weekend_on_its_page_and_loses_nothing_typed(
    founded_house: Any, browse: Any
) -> None:
    browser, path = browse(ADMINISTRATOR), f"/on-call/teams/{team(founded_house)}"
    fields = {"from_day": "2026-11-28", "from_clock": "08:00", "to_day": "2026-11-30", "to_clock": "08:00"}
    browser.get(f"{path}/gap").post(f"{path}/gap", **fields)
    assert browser.status == 422
    assert "Choose why nobody is on call." in browser.text
    assert all(f'value="{value}"' in browser.text for value in fields.values())
    browser.post(f"{path}/gap", cause="closed", **fields)
    assert "No alarm is raised for this time." in browser.text
    assert "The schools are closed" in browser.text
    value = re.search(r'name="gap" value="([0-9a-f]{32})"', browser.text)
    assert value
    founded_house.clock.advance(minutes=6)
    browser.get(path).post(f"{path}/gap/end", gap=value[1], password="not the password")
    assert browser.status == 422
    browser.post(f"{path}/gap/end", gap=value[1], password=password_of(ADMINISTRATOR))
    assert "it is a gap again" in browser.text
    assert "The schools are closed" not in browser.text


def test_in_a_declared_gap_students_are_told_that_nobody_reads(founded_house: Any) -> None:
    declare(founded_house, weekend())
    assert founded_house.keep_watch()
    go(founded_house, SATURDAY_8)
    assert not founded_house.keep_watch()


def test_students_are_told_that_nobody_reads_while_whoever_is_on_call_cannot_open_the_queue(
    founded_house: Any,
) -> None:
    house = founded_house
    assert house.keep_watch()
    house.doors.roll.leave_queue(
        house.sessions["south"], house.member("south").hex(), house.queue("South Middle crisis").hex()
    )
    assert not house.keep_watch()


def test_a_line_that_says_it_is_watched_opens_only_with_each_hour_covered_or_declared(
    founded_house: Any, monkeypatch: Any
) -> None:
    house, ready = founded_house, founded_house.doors.getting_ready
    opened = close(house, monkeypatch)
    house.keep_watch()
    view = ready.view(house.sessions[ADMINISTRATOR])
    assert [(one.team_name, one.starts, one.ends) for one in view.holes] == [
        ("South on call", SATURDAY_8, MONDAY_8)
    ]
    assert not view.can_open
    with pytest.raises(SetUpRefused) as refusal:
        ready.open_line(house.sessions[ADMINISTRATOR])
    assert refusal.value.code == "not_covered"
    declare(house, weekend())
    assert ready.view(house.sessions[ADMINISTRATOR]).can_open
    ready.open_line(house.sessions[ADMINISTRATOR])
    assert opened == [house.sessions[ADMINISTRATOR]]


def test_a_line_that_says_not_monitored_now_may_open_with_gaps(
    founded_house: Any, browse: Any, monkeypatch: Any
) -> None:
    house, ready = founded_house, founded_house.doors.getting_ready
    opened = close(house, monkeypatch)
    page = browse(ADMINISTRATOR).get("/getting-ready").text
    assert "In these hours of the coming week nobody can be relied on." in page
    assert "Open the line" in page
    ready.open_line(house.sessions[ADMINISTRATOR])
    assert opened == [house.sessions[ADMINISTRATOR]]
