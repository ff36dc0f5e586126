"""Two people, two sign-ins, two narrow screens: one asks, the other agrees, both read what nobody else could."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.integration.conftest import password_of

pytestmark = pytest.mark.browser

GUN = "he has a gun in his backpack and says tomorrow is the day"
WHY = "Ana and Ben are both on the plane."


@pytest.mark.nightly
def test_two_people_open_together_what_is_urgent(founded_house: Any, window: Callable[..., Page]) -> None:
    house = founded_house
    house.unlock("north")
    house.tip(GUN)
    reference = house.threads()[0].reference
    house.clock.advance(minutes=6)  # so that the password is asked for in the forms themselves
    ada = window("administrator", 360)
    ada.goto("/people")
    ada.get_by_role("link", name="Break glass").click()
    queue = ada.locator("#g-queue option", has_text="North High crisis").first.get_attribute("value")
    ada.locator("#g-queue").select_option(value=queue)
    ada.locator("#g-reason").fill(WHY)
    ada.locator("#p-ask").fill("not the password")
    ada.get_by_role("button", name="Ask", exact=True).click()
    expect(ada.get_by_role("alert")).to_be_visible()
    expect(ada.locator("#g-reason")).to_have_value(WHY)
    ada.locator("#p-ask").fill(password_of("administrator"))
    ada.get_by_role("button", name="Ask", exact=True).click()
    expect(ada.get_by_role("status")).to_contain_text("Nothing is open yet")
    assert ada.evaluate("document.documentElement.scrollWidth") == 360
    ada.goto("/inbox?view=all")
    expect(ada.locator("[data-thread]")).to_have_count(0)

    dana = window("south_too", 360)
    dana.goto("/break-glass")
    expect(dana.locator("[data-ask]")).to_contain_text(WHY)
    dana.locator("#p-agree").fill(password_of("south_too"))
    dana.get_by_role("button", name="I agree: open it").click()
    expect(dana.get_by_role("status")).to_contain_text("stands in your inbox")
    for page in (ada, dana):
        page.goto(f"/threads/{reference}")
        expect(page.locator("article[data-from='reporter']")).to_contain_text(GUN)
        expect(page.get_by_text("Opened by two people, because nobody of the queue could:")).to_be_visible()
    ana = window("north", 360)
    ana.goto("/alarms")
    expect(ana.get_by_text("Two people opened this queue because nobody of it could")).to_be_visible()
    dana.goto("/break-glass")
    dana.get_by_role("button", name="End it now").click()
    ada.goto(f"/threads/{reference}")
    expect(ada.get_by_text("There is no such thread for you.")).to_be_visible()
