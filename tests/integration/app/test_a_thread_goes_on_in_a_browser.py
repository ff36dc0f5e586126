"""A counselor gives a thread on with a summary, adds a second team and takes it back, on a phone's narrow screen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LUNCH = "someone keeps stealing my lunch"


def at_thread(page: Page, reference: str) -> Page:
    page.goto(f"/threads/{reference}")
    return page


@pytest.mark.nightly
def test_the_next_person_reads_first_where_things_stand(
    founded_house: Any, window: Callable[..., Page]
) -> None:
    founded_house.tip(LUNCH)
    reference = founded_house.threads()[0].reference
    ana = at_thread(window("north", 360), reference)
    ana.get_by_text("Assign", exact=True).first.click()
    ana.get_by_label("Who takes it on").select_option(label="Ben Okafor")
    ana.locator("#assign").get_by_role("button", name="Assign").click()
    expect(ana.get_by_role("alert")).to_contain_text("Say in a line or two where things stand")
    # What was chosen stays chosen, and the form stays open.
    expect(ana.get_by_label("Who takes it on")).to_have_value(founded_house.member("north_too").hex())
    ana.locator("#given").fill("She eats in room 12. Her aunt may be told.")
    ana.locator("#assign").get_by_role("button", name="Assign").click()
    expect(ana.get_by_role("status").first).to_contain_text("Assigned.")

    ben = at_thread(window("north_too", 360), reference)
    expect(ben.locator(".thread-grid section").first).to_contain_text("She eats in room 12.")
    expect(ben.locator("#passed")).to_contain_text("Ana Ruiz gave it to Ben Okafor")
    assert ben.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.nightly
def test_a_second_team_reads_along_until_it_is_taken_back(
    founded_house: Any, window: Callable[..., Page]
) -> None:
    founded_house.tip(LUNCH)
    reference = founded_house.threads()[0].reference
    ana = at_thread(window("north", 360), reference)
    ana.get_by_text("Second team", exact=True).click()
    south = next(one.name for one in founded_house.read("north", reference).share_with if "South" in one.name)
    ana.get_by_label("Team", exact=True).select_option(label=south)
    ana.locator("#shared").fill("His sister is at your school.")
    ana.get_by_role("button", name="Add this team").click()
    expect(ana.locator("#passed")).to_contain_text(f"It is shared with {south}.")

    carla = window("south", 360)
    carla.goto("/inbox?view=all")
    carla.locator(f"[data-thread='{reference}'] a").first.click()
    expect(carla.locator("#passed")).to_contain_text("His sister is at your school.")
    expect(carla.locator("#hand-over")).to_have_count(0)
    assert carla.evaluate("document.documentElement.scrollWidth") == 360

    at_thread(ana, reference).get_by_text("Second team (1)").click()
    expect(ana.locator("#share")).to_contain_text("Opened by Carla Nguyen: what they saw, they saw.")
    ana.get_by_role("button", name="Take it back").click()
    expect(ana.locator("#who-had-it")).to_contain_text("Had opened it until then: Carla Nguyen.")
    carla.reload()
    expect(carla.get_by_text("There is no such thread for you.")).to_be_visible()
