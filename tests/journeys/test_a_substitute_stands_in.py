"""A substitute comes in by a link and a colleague's yes, all on phones; the student reads first that another covers."""

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.small_screen import comes_back, fits, shows_status, signs_in, thread_with
from tests.journeys.town import Person, Town

# Without a browser every day: tests/integration/cases/test_a_substitute_stands_in.py.
pytestmark = [pytest.mark.browser, pytest.mark.nightly]
PASSWORD = "a yellow kite over the bay"


def new_word() -> str:
    """Nobody else's, and no other try's: a town keeps what was done in it."""
    return "".join(secrets.choice("bcdfghjklmnp") for _ in range(8))


def invite(page: Page, farid: Person, town: Town, name: str, email: str) -> str:
    """By the registrar; gives the link."""
    signs_in(page, farid)
    page.goto(f"{town.staff}/step-up?next=/people/invite")
    page.locator("[name=password]").fill(farid.password)
    page.locator("[name=password]").press("Enter")
    page.goto(f"{town.staff}/people/invite")
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(email)
    page.locator("[name=title]").fill("Counselor")
    page.locator("#substitute summary").click()
    queue = page.locator("#f-cover option", has_text="Northside").first
    page.locator("#f-cover").select_option(queue.get_attribute("value"))
    page.locator("#f-until").fill((datetime.now(UTC).date() + timedelta(days=5)).isoformat())
    page.get_by_role("button", name="Make the link").click()
    expect(page.locator("#link-1")).to_be_visible()
    fits(page)
    return page.locator("#link-1").inner_text()


def test_they_come_in_by_a_link_and_open_what_is_new_and_given(
    town: Town, narrow: Callable[..., Page]
) -> None:
    earlier, later, name = new_word(), new_word(), f"Sol {new_word().capitalize()}"
    email = f"{new_word()}@elsewhere.example"
    words = town.tells(f"{earlier}: someone took my lunch", school=town.northside)
    ana, farid = town.person("Ana"), town.person("Farid")
    old = thread_with(ana, earlier)
    registrar = narrow(f"{town.staff}/sign-in")
    sol = narrow(invite(registrar, farid, town, name, email))
    sol.locator("[name=password]").fill(PASSWORD)
    sol.locator("[name=again]").fill(PASSWORD)
    sol.get_by_role("button", name="Join").click()
    expect(sol.locator("#key-words")).to_be_visible()
    four = sol.locator("#key-words").inner_text()
    fits(sol)
    registrar.goto(f"{town.staff}/people/waiting")
    letting = registrar.get_by_role("button", name=f"Let {name} in")
    letting.click()
    expect(letting).to_have_count(0)
    member = narrow(f"{town.staff}/sign-in")
    signs_in(member, ana)
    member.goto(f"{town.staff}/step-up?next=/people/waiting")
    member.locator("[name=password]").fill(ana.password)
    member.locator("[name=password]").press("Enter")
    member.goto(f"{town.staff}/people/waiting")
    confirming = member.get_by_role("button", name=f"The words are the same: confirm {name}")
    expect(confirming).to_be_visible()
    expect(member.locator("[data-words]", has_text=four)).to_be_visible()
    fits(member)
    confirming.click()
    expect(confirming).to_have_count(0)

    town.tells(f"{later}: someone took my coat", school=town.northside)
    thread = ana.looks(f"/threads/{old}")
    value = re.search(rf'<option value="(\w+)"[^>]*>{name}', thread.text)
    assert value
    thread.post(f"/threads/{old}/assign", {"assignee": value[1], "given": "She eats in room 12."})

    substitute = Person(town, name, email, PASSWORD, None, None, None)
    sol.goto(f"{town.staff}/sign-in")
    signs_in(sol, substitute)
    sol.goto(f"{town.staff}/inbox?view=all")
    expect(sol.locator("[data-thread]", has_text=later)).to_be_visible()
    fits(sol)
    sol.goto(f"{town.staff}/threads/{old}")
    expect(sol.locator("#passed")).to_contain_text("She eats in room 12.")
    student = narrow(f"{town.public}/return", java_script_enabled=False)
    comes_back(student, town, words)
    shows_status(student)
    expect(student.locator("#covering")).to_contain_text("Another counselor is covering")
