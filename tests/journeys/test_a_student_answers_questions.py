"""After the message is with us: questions one at a time on a phone, each can be skipped, and staff read the answers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.small_screen import SIX, fits, thread_with
from tests.journeys.town import Town

pytestmark = pytest.mark.browser


# By day tests/integration/cases and web ask the same over plain HTTP.
@pytest.mark.nightly
def test_questions_come_one_at_a_time_and_their_answers_reach_the_thread(
    town: Town, narrow: Callable[..., Page]
) -> None:
    page = narrow(town.public)
    page.fill("#body", "quizmark: they push me around and call me names every day")
    page.click("summary:has-text('Which school?')")
    page.select_option("#school", town.northside)
    page.click("#write .actions button")
    expect(page.locator("#receipt")).to_have_text(SIX)
    page.click("button[value=skip]")
    page.get_by_role("button", name="Answer questions").click()

    expect(page.get_by_text("Question 1 of")).to_be_visible()
    fits(page)
    page.click("button[value=skip]")
    expect(page.get_by_text("Question 2 of")).to_be_visible()
    asked = page.locator("h1").inner_text()
    page.fill("#answer", "behind the bus stop")
    page.click("button[value=next]")
    expect(page.get_by_text("Question 3 of")).to_be_visible()
    page.click("button[value=skip]")
    expect(page.get_by_role("heading", name="We have your answers.")).to_be_visible()
    fits(page)

    ana = town.person("Ana")
    thread = ana.looks(f"/threads/{thread_with(ana, 'quizmark')}")
    assert "behind the bus stop" in thread.plain
    assert asked in thread.plain
