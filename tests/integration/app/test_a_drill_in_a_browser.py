"""A registrar announces a drill; whoever is on call follows the link of its text, takes it and answers; the report shows it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reporting.app.ticks import ticks
from tests.integration.conftest import password_of

pytestmark = pytest.mark.browser

ANA = "+12025550101"


def pass_(house: Any, seconds: int) -> None:
    look = {tick.name: tick.do for tick in ticks(house.house)}
    for _ in range(seconds // 10):
        house.clock.advance(seconds=10)
        look["drills"]()
        house.work()


def texts(house: Any) -> list[str]:
    return [body for number, body in house.carrier.texts if number == ANA]


@pytest.mark.nightly
def test_a_drill_from_its_announcement_to_its_report(founded_house: Any, window: Callable[..., Page]) -> None:
    house = founded_house
    desk, ana = window("administrator", color_scheme="dark"), window("north", 360)
    for page in (desk, ana):
        page.goto("/on-call")
    house.clock.advance(minutes=4)
    for page in (desk, ana):
        page.goto("/on-call")  # whoever touches nothing for five minutes is locked out
    house.clock.advance(minutes=2)  # the password is asked for in the form itself
    desk.get_by_role("link", name="Drills").click()
    desk.get_by_role("link", name="Report and next drill North on call").click()
    expect(desk.locator("#report")).to_contain_text("The first one is best announced.")
    form = desk.locator("#start")
    form.get_by_label("Your password again").fill("not the password")
    form.get_by_role("button", name="Announce").click()
    expect(desk.locator("#start .invalid-feedback")).to_be_visible()
    form.get_by_label("Your password again").fill(password_of("administrator"))
    form.get_by_role("button", name="Announce").click()
    expect(desk.get_by_role("status")).to_contain_text("Those on call are told.")
    expect(desk.locator("#ahead")).to_contain_text("Announced for")
    pass_(house, 170)
    for page in (desk, ana):
        page.reload()
    pass_(house, 160)
    assert texts(house)[0].startswith("DRILL ahead")
    rung = texts(house)[1]
    assert rung.startswith("DRILL, not a real page.")
    address = re.search(r"open https?://[^/]+(/\S+)\.", rung)
    assert address, rung

    ana.goto(f"{address[1]}?lang=es")
    expect(ana.locator("[data-drill]")).to_contain_text("SIMULACRO")
    ana.goto(f"{address[1]}?lang=en")
    ana.get_by_role("button", name="I have it").click()
    expect(ana.get_by_role("heading", level=1)).to_have_text("You have the drill")
    house.clock.advance(seconds=40)
    ana.get_by_label("Your practice reply").fill("I am here. Where are you now?")
    ana.get_by_role("button", name="Send the practice reply").click()
    expect(ana.get_by_role("heading", level=1)).to_contain_text("The drill is over.")
    assert ana.evaluate("document.documentElement.scrollWidth") <= 360
    pass_(house, 10)

    desk.reload()
    row = desk.locator("#report [data-drill]")
    expect(row).to_contain_text("Done")
    expect(row).to_contain_text("Taken by Ana Ruiz, on the page")
    # Taken and replied: this carrier never says that a text was delivered.
    expect(row.locator("svg rect")).to_have_count(2)
    expect(desk.locator("#start")).to_be_visible()
