"""Nobody of a queue can open what is urgent there: two people of different offices open it together, from two phones."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.patience import until
from tests.journeys.small_screen import fits, signs_in
from tests.journeys.town import GUN, Person, Town

# Without a browser every day: tests/integration/cases/test_glass_is_broken_by_two.py.
pytestmark = [pytest.mark.browser, pytest.mark.nightly]
QUEUE = "Northside High School"


ENDS = "form[action$='/end'] button, form[action$='/withdraw'] button"


def at_the_glass(town: Town, narrow: Callable[..., Page], person: Person) -> Page:
    page = narrow(f"{town.staff}/sign-in")
    signs_in(page, person)
    page.goto(f"{town.staff}/break-glass")
    return page


def what_was_opened_before_is_over(page: Page) -> None:
    """A town keeps what a try that failed left open."""
    expect(page.locator("h1")).to_be_visible()
    for left in range(page.locator(ENDS).count(), 0, -1):
        page.locator(ENDS).first.click()
        expect(page.locator(ENDS)).to_have_count(left - 1)


def test_one_asks_and_the_other_agrees_and_both_may_read(town: Town, narrow: Callable[..., Page]) -> None:
    town.tells(GUN, school=town.northside)
    reference = town.reference_in(town.when_paged(town.northside))
    town.person("Ana").looks()  # halves are made when a member of the queue is there
    farid, dana = town.person("Farid"), town.person("Dana")
    assert farid.looks(f"/threads/{reference}").status == 404
    asking = at_the_glass(town, narrow, farid)
    what_was_opened_before_is_over(asking)

    def offered() -> bool:
        asking.reload()
        return asking.locator("#g-queue option", has_text=QUEUE).count() > 0

    until(offered, "a queue whose halves were made")
    crisis = asking.locator("#g-queue option", has_text=QUEUE).filter(has_text="risis").first
    asking.locator("#g-queue").select_option(crisis.get_attribute("value"))
    asking.locator("#g-reason").fill("Ana and Ben are on the road and cannot be reached.")
    if asking.locator("[name=password]").count():
        asking.locator("[name=password]").fill(farid.password)
    asking.get_by_role("button", name="Ask", exact=True).click()
    expect(asking.locator("[data-ask]")).to_be_visible()
    fits(asking)

    agreeing = at_the_glass(town, narrow, dana)
    expect(agreeing.locator("[data-ask] blockquote")).to_contain_text("on the road")
    fits(agreeing)
    if agreeing.locator("[data-ask] [name=password]").count():
        agreeing.locator("[data-ask] [name=password]").fill(dana.password)
    agreeing.locator("form[action$='/agree'] .btn-go").click()
    expect(agreeing.locator("form[action$='/end']")).to_be_visible()

    for page in (asking, agreeing):
        page.goto(f"{town.staff}/threads/{reference}")
        expect(page.locator("article[data-from=reporter]").first).to_contain_text("backpack")
        fits(page)
    asking.goto(f"{town.staff}/break-glass")
    what_was_opened_before_is_over(asking)
    expect(asking.locator("[data-ask]")).to_have_count(0)
    assert farid.looks(f"/threads/{reference}").status == 404
