"""A lead hears a new word for a drug. Two people teach it to the rules, one takes it back; texts go where they should."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.patience import until
from tests.journeys.town import Person, Town

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
PATIENCE_MS = 100_000  # some thousand sentences are read twice, on a busy machine
SLANG = "kratzo"
CRISIS = "District crisis"
NOTE = "heard at two schools"
TEXT = "jay did kratzo in the gym and is slurring now"

Desk = Callable[[Person], Page]


@pytest.fixture
def desk_of(town: Town, chromium: Browser) -> Iterator[Desk]:
    """The staff site in this person's own browser, signed in."""
    contexts: list[BrowserContext] = []

    def open_(person: Person) -> Page:
        context = chromium.new_context(base_url=town.staff)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto("/sign-in")
        page.get_by_label("E-mail").fill(person.email)
        page.get_by_label("Password", exact=True).fill(person.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/inbox*")
        return page

    yield open_
    for context in contexts:
        context.close()


def enter_the_password_again(page: Page, person: Person) -> None:
    page.wait_for_url("**/step-up?**")
    page.get_by_label("Password", exact=True).fill(person.password)
    page.get_by_role("button", name="Go on").click()


def arrives(town: Town, page: Page, number: str) -> tuple[str, str]:
    """A student texts; the reference of the row that appears, and what it says with its severity first."""
    page.goto("/inbox?view=all")
    before = page.locator("#threads li[data-thread]").evaluate_all("rows => rows.map(r => r.dataset.thread)")
    town.student_phone(number).writes(TEXT)

    def row() -> tuple[str, str] | None:
        page.goto("/inbox?view=all")
        found = page.locator("#threads li[data-thread]").evaluate_all(
            "rows => rows.map(r => [r.dataset.thread, r.dataset.severity + ' ' + r.innerText])"
        )
        return next(((thread, text) for thread, text in found if thread not in before), None)

    return until(row, "the row of the text")


def lies_in(page: Page, queue: str, reference: str) -> bool:
    """Whether this queue of the reader's holds it."""
    page.goto("/inbox?view=all")
    page.locator("nav.queues-side").get_by_role("link", name=queue).click()
    page.wait_for_url("**queue=**")
    return page.locator(f'#threads [data-thread="{reference}"]').count() == 1


def drafts(page: Page) -> None:
    """The lead finds the meaning by a word that means the same, and sees what would change before it is kept."""
    page.goto("/rules")
    page.get_by_role("link", name="Add words").click()
    page.get_by_label("A word that means the same").fill("percs")
    page.get_by_role("button", name="Find").click()
    page.locator("#c-drug").check()
    page.get_by_label("Words", exact=True).fill(SLANG)
    page.get_by_role("button", name="See what changes").click()
    expect(page.locator("#preview")).to_contain_text("Every rule still passes its own tests.")
    expect(page.get_by_label("Words", exact=True)).to_have_value(SLANG)
    page.get_by_role("button", name="Keep in the draft").click()
    expect(page.locator("#draft")).to_contain_text(SLANG)


def tries(page: Page, person: Person) -> None:
    page.get_by_role("link", name="See what changes, and try it").click()
    page.get_by_label("Why, for the second person").fill(NOTE)
    page.get_by_role("button", name="Enter the password again").click()
    enter_the_password_again(page, person)
    expect(page.get_by_label("Why, for the second person")).to_have_value(NOTE)
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#tried")).to_contain_text("Another lead or a registrar puts it in force.")


def says_yes(page: Page, person: Person) -> None:
    page.goto("/rules")
    expect(page.locator("#tried")).to_contain_text("would page that did not")
    expect(page.locator("#tried")).to_contain_text(NOTE)
    page.get_by_role("button", name="Put in force").click()
    enter_the_password_again(page, person)
    page.get_by_role("button", name="Put in force").click()
    expect(page.locator("#in-force")).to_contain_text(SLANG)


def reads_why(page: Page, reference: str) -> None:
    """What spoke is shown, in the version that spoke."""
    page.goto(f"/threads/{reference}")
    expect(page.locator("#because")).to_contain_text(SLANG)
    page.locator("#because li a.mono").first.click()
    expect(page.locator("main")).to_contain_text("The rule as it read then")
    expect(page.locator(".meanings")).to_contain_text(SLANG)


def rolls_back(page: Page) -> None:
    page.goto("/rules")
    page.locator("summary", has_text="Go back to the version before").click()
    page.get_by_role("button", name="Roll back now").click()
    expect(page.locator("#in-force")).to_contain_text("as shipped")


def looks_at_the_alarm(page: Page) -> None:
    page.goto("/alarms")
    expect(page.locator("main")).to_contain_text("A lead rolled the rules back")
    page.goto("/rules")
    page.get_by_role("button", name="I have looked").click()
    page.goto("/alarms")
    expect(page.locator("main")).not_to_contain_text("A lead rolled the rules back")


@pytest.mark.nightly
def test_a_word_that_a_lead_adds_sends_a_text_to_the_crisis_queue_until_it_is_rolled_back(
    town: Town, desk_of: Desk
) -> None:
    ana, carla = town.person("Ana"), town.person("Carla")
    lead, second = desk_of(ana), desk_of(carla)
    before, said = arrives(town, second, "+15005550171")
    assert said.startswith("routine")
    assert not lies_in(second, CRISIS, before)

    drafts(lead)
    tries(lead, ana)
    second.goto("/rules")
    second.get_by_role("button", name="Mark in my inbox").click()
    shadowed, said = arrives(town, second, "+15005550172")
    assert said.startswith("routine")
    assert "Rules being tried: Urgent" in said
    assert not lies_in(second, CRISIS, shadowed)
    assert not town.paged()

    says_yes(second, carla)
    urgent, said = arrives(town, second, "+15005550173")
    assert said.startswith("urgent")
    assert lies_in(second, CRISIS, urgent)
    town.when_anyone_is_paged()
    reads_why(second, urgent)

    rolls_back(lead)
    after, said = arrives(town, second, "+15005550174")
    assert said.startswith("routine")
    assert not lies_in(second, CRISIS, after)
    looks_at_the_alarm(second)
