"""A registrar lets two people take turns; one offers a shift, the other takes it, and an urgent message rings the taker."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.integration.conftest import PEOPLE, password_of

pytestmark = pytest.mark.browser

ANA, BEN = "+12025550101", "+12025550102"
GUN = "my friend has a gun in his backpack and says tomorrow is the day"
# Tuesday 8 December, 08:00 in Chicago: the first handoff after the one of 1 December, and the last minute before it.
HANDOFF = datetime(2026, 12, 8, 14, 0, tzinfo=UTC)


def texts(house: Any, to: str) -> list[str]:
    return [body for number, body in house.carrier.texts if number == to]


def rung(house: Any) -> list[str]:
    """Whose phone got a page, in order."""
    return [number for number, body in house.carrier.texts if "ACK" in body]


@pytest.mark.nightly
def test_a_weekly_rotation_of_two_is_made_a_shift_is_handed_on_and_the_taker_is_rung(
    founded_house: Any, window: Callable[..., Page]
) -> None:
    house = founded_house
    # More than five minutes after the last password: it is asked for in the form itself.
    house.clock.advance(minutes=6)
    desk = window("administrator")
    desk.goto("/on-call")
    desk.get_by_role("link", name="Calendar and rota North on call").click()
    desk.get_by_role("link", name="New rotation").click()
    desk.get_by_label("Person 1").select_option(label="Ana Ruiz")
    desk.get_by_label("Person 2").select_option(label="Ben Okafor")
    desk.get_by_label("A turn lasts").select_option(label="a week")
    desk.get_by_label("First day").fill("2026-12-01")
    desk.get_by_label("Time of the handoff").fill("08:00")
    desk.get_by_role("button", name="Show the coming two weeks").click()
    preview = desk.locator("#preview")
    expect(preview).to_contain_text("With this every hour has somebody to rely on.")
    expect(preview.locator(".week-day").last).to_contain_text("Ben Okafor")
    assert not texts(house, BEN), "a look alone tells nobody"
    desk.get_by_label("Your password again").fill("not the password")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_label("Person 2")).to_have_value(house.member("north_too").hex())
    desk.get_by_label("Your password again").fill(password_of("administrator"))
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("status")).to_contain_text("Kept.")
    expect(desk.locator("[data-layer]").first).to_contain_text("Ana Ruiz, Ben Okafor")
    house.work()
    assert any("You are on call Tue 8 Dec 08:00 to Tue 15 Dec 08:00" in text for text in texts(house, BEN))

    ben = window("north_too", 360)
    ben.goto("/on-call/mine")
    ben.locator(f'[data-shift="{int(HANDOFF.timestamp())}"]', has_text="North on call").get_by_role(
        "button", name="Offer this shift"
    ).click()
    expect(ben.get_by_role("status")).to_contain_text("It stays yours until somebody takes it.")
    house.work()
    assert any("is offered: Tue 8 Dec 08:00" in text for text in texts(house, ANA))

    ana = window("north", 360)
    ana.goto("/on-call/mine")
    expect(ana.locator("[data-offer]")).to_contain_text("by Ben Okafor")
    ana.get_by_role("button", name="Take this shift").click()
    expect(ana.get_by_role("status")).to_contain_text("It is yours now.")
    for page in (ana, ben):
        page.goto("/on-call/mine")
        expect(page.locator("main")).to_contain_text("✓ accepted Ana Ruiz instead of Ben Okafor")
    house.work()
    assert any("You are no longer on call Tue 8 Dec 08:00" in text for text in texts(house, BEN))

    desk.goto("/on-call?day=2026-12-09&clock=02:10")
    expect(desk.locator("li", has_text="North on call:")).to_contain_text("Ana Ruiz")
    house.clock.now = HANDOFF  # the minute itself
    house.tip(GUN)
    house.work()
    assert rung(house)[:1] == [ANA]


@pytest.mark.nightly
def test_what_was_typed_comes_back_when_the_handoff_is_refused(window: Callable[..., Page]) -> None:
    desk = window("administrator")
    desk.goto("/on-call")
    desk.get_by_role("link", name="Calendar and rota South on call").click()
    expect(desk.get_by_role("heading", name="Gaps in the coming four weeks")).to_be_visible()
    desk.get_by_role("link", name="New rotation").click()
    desk.get_by_label("Person 1").select_option(label="Carla Nguyen")
    desk.get_by_label("A turn lasts").select_option(label="this many days:")
    desk.get_by_label("Days of a turn").fill("3")
    desk.get_by_label("Time of the handoff").fill("02:00")
    desk.get_by_role("button", name="Show the coming two weeks").click()
    expect(desk.get_by_role("alert").first).to_contain_text("Choose a time before 01:00 or from 03:00 on.")
    expect(desk.get_by_label("Days of a turn")).to_have_value("3")
    desk.get_by_label("Time of the handoff").fill("08:00")
    desk.get_by_role("button", name="Show the coming two weeks").click()
    expect(desk.locator("#preview")).to_contain_text("With this every hour has somebody to rely on.")


@pytest.mark.nightly
def test_somebody_stands_in_from_a_day_to_another(founded_house: Any, window: Callable[..., Page]) -> None:
    desk = window("administrator")
    desk.goto("/on-call")
    desk.get_by_role("link", name="Calendar and rota North on call").click()
    desk.get_by_role("link", name="Somebody stands in").click()
    desk.get_by_label("Who is on call").select_option(label="Ben Okafor")
    desk.get_by_label("Instead of").select_option(label="Ana Ruiz")
    for label, value in (
        ("Day on which it begins", "2026-11-26"),
        ("Time at which it begins", "12:00"),
        ("Day on which it ends", "2026-11-27"),
        ("Time at which it ends", "12:00"),
    ):
        desk.get_by_label(label).fill(value)
    desk.get_by_role("button", name="Show the coming two weeks").click()
    expect(desk.locator("#preview .week-day").first).to_contain_text("Ben Okafor")
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator("main")).to_contain_text("Ben Okafor instead of Ana Ruiz")
    founded_house.clock.now = datetime(2026, 11, 27, 8, 10, tzinfo=UTC)  # 02:10 in Chicago
    founded_house.tip(GUN)
    founded_house.work()
    assert rung(founded_house)[:1] == [BEN]


def test_a_rota_is_everybodys_to_see_and_a_registrars_to_change(
    founded_house: Any, window: Callable[..., Page]
) -> None:
    team = founded_house.house.people.directory.teams()[0].id.hex()
    ana = window("north")
    ana.goto(f"/on-call/teams/{team}")
    expect(ana.locator("main")).to_contain_text("Registrars change the rota.")
    expect(ana.get_by_role("link", name="New rotation")).to_have_count(0)
    ana.goto(f"/on-call/teams/{team}/layers/new")
    expect(ana.locator("main")).to_contain_text("Only a registrar can do this.")
    assert PEOPLE["north"].registrar is False
