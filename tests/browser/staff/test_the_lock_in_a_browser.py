"""A page that nobody touches is covered, and what was typed is there again after the unlock, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.integration.staff.made_up_ground import PASSWORD

pytestmark = pytest.mark.browser

PATIENCE = 60_000


@pytest.mark.nightly
def test_a_thread_that_lies_untouched_is_covered_and_gives_the_words_back(
    windows: Any, site: Any, calm: Any
) -> None:
    site.house.add("7KQ2BC", "urgent", summary="I have the pills here", category="suicide_selfharm")
    page = windows.signed_in(360, 740)
    site.house.lock_seconds = 1
    page.goto("/threads/7KQ2BC/now")
    page.get_by_label("Your answer").fill("I am here now.")
    page.wait_for_url("**/locked?next=/threads/7KQ2BC/now", timeout=PATIENCE)
    expect(page.get_by_text("pills")).to_have_count(0)
    site.house.lock_seconds = 300
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Unlock").click()
    page.wait_for_url("**/threads/7KQ2BC/now")
    expect(page.get_by_label("Your answer")).to_have_value("I am here now.")
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_label("Your answer")).to_have_value("")
    calm(windows)


@pytest.mark.nightly
def test_without_network_the_cover_stays_and_the_words_are_not_lost(windows: Any, site: Any) -> None:
    site.house.add("7KQ2BC", "urgent", summary="I have the pills here")
    page = windows.signed_in(360, 740)
    site.house.lock_seconds = 2
    page.goto("/threads/7KQ2BC")
    page.get_by_label("Your answer").fill("I am here now.")
    page.context.set_offline(True)
    expect(page.locator(".lock-again")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#thread")).to_be_hidden()
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/locked?next=/threads/7KQ2BC", timeout=PATIENCE)
    assert list(site.house.drafts.values()) == [{"body": "I am here now."}]


def test_leaving_the_page_out_of_sight_keeps_its_words(windows: Any, site: Any) -> None:
    site.house.add("7KQ2BC", "urgent", summary="I have the pills here")
    page = windows.signed_in(360, 740)
    page.goto("/threads/7KQ2BC/now")
    page.get_by_label("Your answer").fill("half a line")
    page.goto("/on-call")
    for _ in range(PATIENCE // 100):
        if site.house.drafts:
            break
        page.wait_for_timeout(100)
    page.goto("/threads/7KQ2BC/now")
    expect(page.get_by_label("Your answer")).to_have_value("half a line", timeout=PATIENCE)


def test_a_first_reply_is_tapped_and_sent_and_no_draft_stays(windows: Any, site: Any, calm: Any) -> None:
    site.house.add("7KQ2BC", "urgent", summary="I have the pills here", category="suicide_selfharm")
    page = windows.signed_in(360, 740)
    page.goto("/threads/7KQ2BC/now")
    page.get_by_role("button", name="I have it").click()
    page.locator(".now-say").nth(0).click()
    expect(page.get_by_label("Your answer")).not_to_have_value("")
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_text("First answer at")).to_be_visible()
    expect(page.get_by_label("Your answer")).to_have_value("")
    assert site.house.drafts == {}
    assert [act[0] for act in site.house.acts] == ["acknowledge", "reply"]
    calm(windows)
