"""On-call time through the pages, over the real house: acts, their traces, and who is told."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reporting.app.ticks import ticks
from reporting.people.refused import Refused, StepUpRefused
from reporting.staff.rota_view import LayerForm, OfferForm, OverrideForm
from reporting.staff.school_view import SchoolForm
from tests.integration.conftest import password_of

ANA, BEN = "+12025550101", "+12025550102"
TUESDAY_8 = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)


def north(house: Any) -> str:
    return str(house.house.people.directory.teams()[0].id.hex())


def form(house: Any, *roles: str, **more: Any) -> LayerForm:
    given = {"starts_on": "2026-11-24", "handoff": "08:00", **more}
    return LayerForm(members=tuple(house.member(role).hex() for role in roles), **given)


def save(house: Any, *roles: str, layer: str = "new", **more: Any) -> None:
    house.doors.on_call_time.rota.save_layer(
        house.sessions["administrator"], north(house), layer, form(house, *roles, **more)
    )


def called(house: Any, at: datetime) -> list[str]:
    people = house.house.people
    return [one.name for one in people.on_call.now(people.directory.teams()[0].id, at)]


def texts(house: Any, to: str) -> list[str]:
    house.work()
    return [body for number, body in house.carrier.texts if number == to]


def acts(house: Any, role: str) -> list[tuple[str, str | None]]:
    page = house.doors.audits.page(house.sessions[role], None)
    return [(row.act, row.about) for row in page.rows]


def offer_of(house: Any, role: str) -> OfferForm:
    shift = next(
        one
        for one in house.doors.on_call_time.shifts.mine(house.sessions[role]).shifts
        if one.starts > house.clock()
    )
    return OfferForm(
        shift.team,
        str(shift.position),
        str(int(shift.starts.timestamp())),
        str(int(shift.ends.timestamp())),
    )


def offered(house: Any, role: str) -> str:
    shifts = house.doors.on_call_time.shifts
    shifts.offer(house.sessions[role], offer_of(house, role))
    (mine,) = shifts.mine(house.sessions[role]).mine
    return str(mine.value)


def test_only_a_registrar_who_repeated_the_password_changes_a_rota(founded_house: Any) -> None:
    house = founded_house
    rota, team = house.doors.on_call_time.rota, north(house)
    with pytest.raises(Refused, match="Only a registrar"):
        rota.save_layer(house.sessions["north"], team, "new", form(house, "north"))
    house.clock.advance(minutes=6)
    override = OverrideForm(
        house.member("north_too").hex(),
        house.member("north").hex(),
        "0",
        "2026-11-25",
        "08:00",
        "2026-11-26",
        "08:00",
    )
    for act in (
        lambda: save(house, "north_too"),
        lambda: rota.save_override(house.sessions["administrator"], team, override),
        lambda: rota.settle(house.sessions["administrator"], team, "US-IL", "", ()),
        lambda: rota.remove_layer(house.sessions["administrator"], team, "ab" * 16),
        lambda: rota.remove_override(house.sessions["administrator"], team, "ab" * 16),
    ):
        with pytest.raises(StepUpRefused):
            act()
    assert called(house, house.clock()) == ["Ana Ruiz"]


def test_a_change_of_a_rota_is_in_the_audit_chain_and_told_to_whom_it_concerns(founded_house: Any) -> None:
    house = founded_house
    save(house, "north", "north_too")
    assert acts(house, "administrator")[0] == ("changed_rota", "North on call")
    assert called(house, TUESDAY_8) == ["Ben Okafor"]
    (told,) = texts(house, BEN)
    assert "You are on call Tue 1 Dec 08:00 to Tue 8 Dec 08:00" in told
    assert told.endswith("/on-call/mine")
    assert not re.search(r"\+\d{5}|Ana|North", told)


@pytest.mark.parametrize("how", ["takes turns", "stands in"])
def test_whoever_is_new_on_a_rota_belongs_to_the_team(founded_house: Any, how: str) -> None:
    house = founded_house
    if how == "takes turns":
        save(house, "north_too")
    else:
        override = OverrideForm(
            house.member("north_too").hex(), "", "0", "2026-11-25", "08:00", "2026-11-26", "08:00"
        )
        house.doors.on_call_time.rota.save_override(house.sessions["administrator"], north(house), override)
    ladder = house.house.rotas.rotas.ladder(house.house.people.directory.teams()[0].id)
    assert house.member("north_too") in ladder.persons


def test_a_swap_is_in_the_audit_chain_and_both_sides_show_it(founded_house: Any) -> None:
    house = founded_house
    save(house, "north", "north_too")
    shifts = house.doors.on_call_time.shifts
    offer = offered(house, "north_too")
    assert called(house, TUESDAY_8) == ["Ben Okafor"]
    shifts.take(house.sessions["north"], north(house), offer)
    assert called(house, TUESDAY_8) == ["Ana Ruiz"]
    assert ("offered_shift", "North on call") in acts(house, "north_too")
    assert ("took_shift", "Ben Okafor") in acts(house, "north")
    for role in ("north", "north_too"):
        (settled,) = shifts.mine(house.sessions[role]).settled
        assert (settled.person, settled.taker) == ("Ben Okafor", "Ana Ruiz")


def test_whom_no_page_reaches_or_who_holds_no_key_takes_no_shift(founded_house: Any) -> None:
    house = founded_house
    save(house, "north", "north_too")
    offer, shifts = offered(house, "north_too"), house.doors.on_call_time.shifts
    for role in ("administrator", "south"):
        assert shifts.mine(house.sessions[role]).open == ()
        with pytest.raises(Refused, match="would be a gap"):
            shifts.take(house.sessions[role], north(house), offer)
    assert called(house, TUESDAY_8) == ["Ben Okafor"]


def test_a_part_of_a_shift_changes_hands(founded_house: Any) -> None:
    house = founded_house
    save(house, "north", "north_too")
    shifts, whole = house.doors.on_call_time.shifts, offer_of(house, "north_too")
    part = OfferForm(
        whole.team, whole.position, whole.starts, whole.ends, "2026-12-02", "12:00", "2026-12-02", "20:00"
    )
    shifts.offer(house.sessions["north_too"], part)
    (mine,) = shifts.mine(house.sessions["north_too"]).mine
    shifts.take(house.sessions["north"], north(house), mine.value)
    noon = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)
    assert called(house, noon - timedelta(seconds=1)) == ["Ben Okafor"]
    assert called(house, noon) == ["Ana Ruiz"]
    assert called(house, noon + timedelta(hours=8)) == ["Ben Okafor"]


def test_a_part_that_was_typed_wrong_comes_back_as_typed(founded_house: Any, browse: Any) -> None:
    save(founded_house, "north", "north_too")
    whole = offer_of(founded_house, "north_too")
    page = browse("north_too").get("/on-call/mine")
    page.post(
        "/on-call/offers",
        team=whole.team,
        position=whole.position,
        starts=whole.starts,
        ends=whole.ends,
        from_day="2026-12-02",
        from_clock="noon",
        to_day="2026-12-02",
        to_clock="20:00",
    )
    assert page.status == 422
    assert "Write a time like 16:00." in page.text
    assert 'value="noon"' in page.text


def test_when_a_school_changes_its_hours_the_rota_follows_and_tells(founded_house: Any) -> None:
    house = founded_house
    school = house.school(0).hex()
    hours = SchoolForm(
        "", dict.fromkeys(range(5), "08:00"), dict.fromkeys(range(5), "15:00"), "", everywhere=False
    )
    house.doors.schools.tell(house.sessions["administrator"], school, hours)
    save(house, "north_too", hours="open", school=school)
    wednesday_3pm = datetime(2026, 11, 25, 21, 0, tzinfo=UTC)
    assert called(house, wednesday_3pm) == ["Ana Ruiz"]
    before = len(texts(house, BEN))
    longer = SchoolForm("", hours.opens, dict.fromkeys(range(5), "16:00"), "", everywhere=False)
    house.doors.schools.tell(house.sessions["administrator"], school, longer)
    assert called(house, wednesday_3pm) == ["Ben Okafor"]
    assert "You are on call Tue 24 Nov 15:00 to Tue 24 Nov 16:00" in texts(house, BEN)[before]


@pytest.mark.parametrize(
    "act",
    [
        lambda other: other.house.rotas.clock.renew(),
        lambda other: save(other, "north", position="1"),
        lambda other: other.doors.on_call_time.shifts.take_over(
            other.sessions["north_too"], north(other), "1"
        ),
    ],
    ids=["the clock", "a registrar", "a colleague"],
)
def test_another_process_does_not_bring_old_hours_back(founded_house: Any, act: Any) -> None:
    house, school = founded_house, founded_house.school(0).hex()
    hours = SchoolForm(
        "", dict.fromkeys(range(5), "08:00"), dict.fromkeys(range(5), "15:00"), "", everywhere=False
    )
    house.doors.schools.tell(house.sessions["administrator"], school, hours)
    save(house, "north_too", hours="open", school=school)
    save(house, "north", position="1")
    other = house.beside()
    longer = SchoolForm("", hours.opens, dict.fromkeys(range(5), "16:00"), "", everywhere=False)
    house.doors.schools.tell(house.sessions["administrator"], school, longer)
    act(other)
    assert called(house, datetime(2026, 11, 25, 21, 0, tzinfo=UTC))[0] == "Ben Okafor"  # 15:00 in Chicago


def test_school_hours_that_nobody_told_are_asked_for_first(founded_house: Any) -> None:
    with pytest.raises(Refused) as refused:
        save(founded_house, "north", hours="open", school=founded_house.school(0).hex())
    assert refused.value.code == "rota_school_hours"


def test_on_a_public_holiday_the_rotation_of_days_off_is_on_call(founded_house: Any) -> None:
    house = founded_house
    save(house, "north_too", hours="days_off", school="")
    thanksgiving = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
    assert called(house, thanksgiving) == ["Ana Ruiz"]
    house.doors.on_call_time.rota.settle(house.sessions["administrator"], north(house), "us-il", "", ())
    assert called(house, thanksgiving) == ["Ben Okafor"]
    assert called(house, thanksgiving + timedelta(days=1)) == ["Ana Ruiz"]
    with pytest.raises(Refused) as refused:
        house.doors.on_call_time.rota.settle(house.sessions["administrator"], north(house), "Oz", "", ())
    assert refused.value.code == "rota_region"


def test_a_changed_rotation_keeps_its_place_and_one_taken_out_is_gone(founded_house: Any) -> None:
    house = founded_house
    rota, session = house.doors.on_call_time.rota, house.sessions["administrator"]
    save(house, "north_too")
    (mine, _) = rota.team(session, north(house)).layers
    assert rota.layer(session, north(house), mine.value).members == (house.member("north_too").hex(),)
    save(house, "north", "north_too", layer=mine.value, handoff="09:30")
    (changed, fixed) = rota.team(session, north(house)).layers
    assert (changed.value, changed.handoff, fixed.fixed) == (mine.value, "09:30", True)
    for layer in (changed, fixed):
        rota.remove_layer(session, north(house), layer.value)
    assert called(house, house.clock()) == []
    assert [one.gap for one in rota.team(session, north(house)).gaps] == ["uncovered"]


def test_what_a_preview_shows_is_what_is_kept(founded_house: Any) -> None:
    house = founded_house
    rota, session = house.doors.on_call_time.rota, house.sessions["administrator"]
    preview = rota.look_at_layer(session, north(house), "new", form(house, "north", "north_too", turn="1"))
    assert called(house, TUESDAY_8) == ["Ana Ruiz"]
    save(house, "north", "north_too", turn="1")
    assert rota.team(session, north(house)).weeks[:2] == preview.weeks


def test_the_worker_renews_announces_and_forgets(founded_house: Any) -> None:
    house = founded_house
    turned = {tick.name: tick for tick in ticks(house.house)}
    save(house, "north", "north_too")
    texts(house, BEN)
    house.clock.now = TUESDAY_8 + timedelta(minutes=1)
    for name in ("rotas", "shifts", "forget"):
        turned[name].do()
    assert any("Your on-call time begins Tue 1 Dec 08:00" in text for text in texts(house, BEN))


# --- a calendar of one's own ---


def address(house: Any, role: str) -> str:
    made = house.doors.on_call_time.shifts.make_calendar(house.sessions[role])
    return str(re.sub(r"^https?://[^/]+", "", made))


def test_a_calendar_program_reads_ones_own_shifts_without_signing_in(founded_house: Any, browse: Any) -> None:
    house = founded_house
    save(house, "north", "north_too")
    page = browse().get(address(house, "north_too"))
    assert page.status == 200
    assert page.text.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART:20261201T140000Z\r\nDTEND:20261208T140000Z\r\nSUMMARY:On call: North on call" in page.text
    assert not re.search(r"\+1\d{6}|Ana|Ben", page.text)
    again = browse().get(address(house, "north_too"))
    assert re.findall("UID:.*", again.text) == re.findall("UID:.*", page.text)


def test_a_new_address_ends_the_old_one_and_one_that_was_ended_opens_nothing(
    founded_house: Any, browse: Any
) -> None:
    house = founded_house
    old, new = address(house, "north"), address(house, "north")
    assert browse().get(old).status == 404
    assert browse().get(new).status == 200
    house.doors.on_call_time.shifts.end_calendar(house.sessions["north"])
    assert browse().get(new).status == 404
    assert [act for act, _ in acts(house, "north")[:3]] == [
        "ended_calendar",
        "made_calendar",
        "made_calendar",
    ]


@pytest.mark.parametrize("secret", ["A" * 43, "a", "A" * 42 + "é", "A" * 44, "%00" * 43])
def test_a_guessed_address_opens_nothing(founded_house: Any, browse: Any, secret: str) -> None:
    address(founded_house, "north")
    assert browse().get(f"/calendar/{secret}.ics").status == 404


def test_somebody_who_left_has_no_calendar_any_more(founded_house: Any, browse: Any) -> None:
    house = founded_house
    path = address(house, "south_too")
    assert browse().get(path).status == 200
    house.house.people.leaving.remove(house.sessions["administrator"], house.member("south_too"))
    assert browse().get(path).status == 404


def test_no_secret_of_a_calendar_lies_in_the_database(founded_house: Any) -> None:
    secret = address(founded_house, "north").removeprefix("/calendar/").removesuffix(".ics")
    with founded_house.house.foundation.database.read() as conn:
        for table in ("notify_calendar_link", "audit_entry"):
            rows = conn.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608 -- names of tables
            assert secret[:16] not in repr(rows)
            assert secret[:16].encode() not in b"".join(
                v for row in rows for v in row if isinstance(v, bytes)
            )


# --- an emergency, and what a registrar undoes ---


def test_in_an_emergency_somebody_takes_over_at_once_and_the_other_one_is_told(founded_house: Any) -> None:
    house = founded_house
    save(house, "north", "north_too", handoff="07:00")
    shifts = house.doors.on_call_time.shifts
    (held,) = [one for one in shifts.mine(house.sessions["north_too"]).others if one.team == north(house)]
    assert held.person == "Ana Ruiz"
    house.clock.now = datetime(2026, 11, 25, 8, 10, tzinfo=UTC)  # 02:10 in Chicago
    before = len(texts(house, ANA))
    shifts.take_over(house.sign_in_as("north_too"), north(house), "0")
    assert called(house, house.clock()) == ["Ben Okafor"]
    handoff = TUESDAY_8 - timedelta(hours=1)
    assert called(house, handoff) == ["Ben Okafor"], "it was his own from there on"
    assert called(house, handoff + timedelta(days=7)) == ["Ana Ruiz"]
    (told,) = texts(house, ANA)[before:]
    assert "You are no longer on call Wed 25 Nov 02:10 to Tue 1 Dec 07:00" in told
    assert ("took_shift", "Ana Ruiz") in acts(house, "north_too")


def test_nobody_takes_over_what_nobody_holds_or_from_themselves_or_as_a_gap(founded_house: Any) -> None:
    house = founded_house
    shifts = house.doors.on_call_time.shifts
    for role, position, code in (
        ("north", "0", "rota_not_held"),
        ("north", "1", "rota_not_held"),
        ("south", "0", "rota_taker"),
    ):
        with pytest.raises(Refused) as refused:
            shifts.take_over(house.sessions[role], north(house), position)
        assert refused.value.code == code
    assert shifts.mine(house.sessions["south"]).others[0].team != north(house)


def test_a_swap_that_a_registrar_takes_out_is_not_shown_as_accepted(founded_house: Any) -> None:
    house = founded_house
    save(house, "north", "north_too")
    shifts, offer = house.doors.on_call_time.shifts, offered(house, "north_too")
    shifts.take(house.sessions["north"], north(house), offer)
    house.doors.on_call_time.rota.remove_override(house.sessions["administrator"], north(house), offer)
    assert called(house, TUESDAY_8) == ["Ben Okafor"]
    assert shifts.mine(house.sessions["north"]).settled == ()


def test_a_refusal_after_the_password_signs_nobody_out(founded_house: Any, browse: Any) -> None:
    house = founded_house
    house.clock.advance(minutes=6)
    team = north(house)
    page = browse("administrator").get(f"/on-call/teams/{team}")
    refused = page.post(
        f"/on-call/teams/{team}/settings", region="", last_resort="zz", password=password_of("administrator")
    )
    assert refused.status == 422
    assert "Sign out" in refused.get(f"/on-call/teams/{team}").text
    kept = refused.post(f"/on-call/teams/{team}/settings", region="US", last_resort="")
    assert "Kept." in kept.text
