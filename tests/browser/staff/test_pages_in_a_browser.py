"""Every page in a real browser: it fits a phone, its targets are big enough, and the policy refuses nothing of it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.staff.furnished import FILE, SAMPLE, furnish
from tests.integration.staff.made_up_ground import PASSWORD

pytestmark = pytest.mark.browser

PAGES = (
    "/inbox",
    "/inbox?view=all&thread=7KQ2BC",
    "/threads/7KQ2BC",
    "/search",
    "/threads/7KQ2BC/together",
    "/incidents",
    "/people",
    "/people/invite",
    "/interfaces",
    "/trainings",
    "/people/waiting",
    "/break-glass",
    "/people/member/bb",
    "/places",
    "/alarms",
    "/self-test",
    "/audit",
    "/on-call",
    "/on-call/mine",
    "/on-call/teams/aa",
    "/on-call/teams/aa/layers/new",
    "/on-call/teams/aa/layers/new/without",
    "/on-call/teams/aa/override",
    "/on-call/teams/aa/gap",
    "/on-call/teams/aa/absences",
    "/on-call/drills",
    "/on-call/drills/teams/aa",
    "/on-call/drills/DRILL-4821",
    "/on-call/teams/aa/calendar",
    "/directory",
    "/directory/print",
    "/directory/import",
    f"/directory/{'63' * 16}",
    f"/directory/{'63' * 16}/people",
    "/directory/new/change",
    f"/directory/{'63' * 16}/services/{'43' * 16}",
    f"/directory/{'63' * 16}/places/{'31' * 16}",
    "/directory/corrections",
    f"/partners/entry/{'t' * 43}",
    f"/partners/entry/{'t' * 43}/shared",
    "/partnerships",
    f"/partnerships/{'70' * 16}",
    f"/partnerships/{'70' * 16}/change",
    "/account",
    "/account/codes",
    "/account/browsers",
    "/insights",
    "/insights/statement",
    "/insights/grades",
    "/insights/outcomes",
    "/pilots",
    f"/pilots/{'11' * 16}",
    f"/pilots/{'11' * 16}/change",
    "/pilots/new/change",
    "/insights/pack",
    "/insights/annual/ohio",
    "/insights/annual/colorado",
    "/campaigns",
    "/campaigns/K7QD",
    "/campaigns/K7QD/sheets/poster",
    "/campaigns/K7QD/sheets/stickers?paper=a4",
    "/more",
    "/getting-ready",
    "/places/texting",
    "/simulator",
    "/threads/7KQ2BC/now",
    "/threads/7KQ2BC/referral",
    f"/threads/7KQ2BC/referral/{3:032x}/fhir",
    "/threads/7KQ2BC/hours",
    "/threads/7KQ2BC/guardian",
    "/referrals",
    "/threads/M4NTPR",
    FILE,
    f"{FILE}?shown=1",
    "/hallway",
    "/replies",
    "/guidance",
    "/guidance/life/en",
    "/rules",
    "/rules/draft",
    "/rules/draft/words",
    "/rules/draft/rule",
    "/rules/versions/1",
    f"/rules/versions/{'ab' * 32}?rule=x",
    "/rules/try",
    "/rules/sample",
    SAMPLE,
    "/rules/figures",
    "/places/returns",
    "/places/school/aa",
    "/on-call/pages",
    "/on-call/policy/aa",
    "/account/passkeys",
    "/account/phone",
    "/step-up",
)
LONG = "Donaudampfschifffahrtsgesellschaftskapitaensmuetze" * 3 + " and more words, " * 200

SMALL = """() => [...document.querySelectorAll('main a, main button, main summary, header a, header button, nav a')]
  .filter(one => one.offsetParent && !one.closest('p, li.wrap, td, li:not(.thread-row) > a, .phone-keys, ul[data-hx-disable]'))
  .map(one => [one.textContent.trim().slice(0, 30), Math.round(one.getBoundingClientRect().height)])
  .filter(([, height]) => height < 44)"""

NAMELESS = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a')]
  .filter(one => one.offsetParent && !one.closest('[aria-hidden=true]'))
  .filter(one => !(one.labels?.length || one.getAttribute('aria-label') || one.textContent.trim()))
  .map(one => one.outerHTML)"""


@pytest.mark.nightly
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_each_page_fits_its_targets_are_big_and_named_and_the_policy_refuses_nothing(
    windows: Any, site: Any, calm: Callable[..., None], width: int, scheme: str
) -> None:
    furnish(site.house, LONG)
    page = windows.signed_in(width=width, color_scheme=scheme)
    page.goto("/step-up")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    faults = {}
    for address in PAGES:
        page.goto(address)
        seen = {
            "px too wide": max(
                0,
                page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
            ),
            "small": page.evaluate(SMALL),
            "nameless": page.evaluate(NAMELESS),
            "headings": page.locator("h1").count() - 1,
            "title": "" if page.title().endswith("Quietline") else page.title(),
        }
        if any(seen.values()):
            faults[address] = seen
    assert faults == {}
    calm(windows)


@pytest.mark.nightly
@pytest.mark.parametrize("form", ["layers/new", "override"])
def test_a_preview_of_a_rota_fits_a_phone_and_asks_for_the_password_in_the_form(
    windows: Any, calm: Callable[..., None], form: str
) -> None:
    page = windows.signed_in(width=360)
    page.goto(f"/on-call/teams/aa/{form}")
    for box in page.locator("input[required], select[required]").all():
        kind = box.get_attribute("type")
        if kind in {"date", "time"}:
            box.fill({"date": "2026-03-12", "time": "16:00"}[kind])
        else:
            box.select_option(index=1)
    page.get_by_role("button", name="Show the coming two weeks").click()
    expect(page.locator("#preview")).to_contain_text("With this there are gaps")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.evaluate(SMALL) == []
    assert page.evaluate(NAMELESS) == []
    page.get_by_label("Your password again").fill(PASSWORD)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Kept.")
    calm(windows)


@pytest.mark.nightly
def test_the_set_up_pages_can_be_walked_on_a_phone(
    windows: Any, site: Any, calm: Callable[..., None]
) -> None:
    page = windows.open(width=360, height=740)
    page.goto(f"/set-up/{site.house.set_up_token}")
    page.get_by_label("Name of the district").fill("Oak Valley")
    page.get_by_label("Name that texts are signed with").fill("Oak Line")
    on = page.get_by_role("button", name="Keep and go on")
    on.click()
    page.get_by_label("Schools").fill("Northside High\nSouthside Middle")
    on.click()
    page.get_by_label("Your name").fill("Ana Ruiz")
    page.get_by_label("E-mail").fill("ana@oak.example")
    page.get_by_label("Mobile number").fill("312 555 0110")
    page.get_by_label("Password", exact=True).fill("four quiet words here")
    page.get_by_label("The same again").fill("four quiet words here")
    on.click()
    page.locator("#f-p1_name").fill("Ben Osei")
    page.locator("#f-p1_title").fill("Counselor")
    page.locator("#f-p1_email").fill("ben@oak.example")
    on.click()
    on.click()
    page.locator("#f-t1_email").select_option("ana@oak.example")
    on.click()
    page.get_by_label("I understand").check()
    page.get_by_role("button", name="Make the district").click()
    expect(page.get_by_text("The district stands")).to_be_visible()
    assert site.house.founded[0].name == "Oak Valley"
    assert site.house.founded[0].rotas[0].turns[0].person == 0
    calm(windows)


def test_a_qr_code_is_shown_under_the_policy(windows: Any, calm: Callable[..., None]) -> None:
    page = windows.signed_in()
    page.goto("/account/codes")
    assert page.locator("img.qr").evaluate("one => one.complete && one.naturalWidth > 0")
    calm(windows)


@pytest.mark.nightly
def test_a_page_rings_on_a_simulated_phone_and_one_press_answers_it(
    windows: Any, site: Any, calm: Callable[..., None]
) -> None:
    page = windows.open()
    page.goto("/simulator")
    site.phones.add(
        "+15005550007", "+15005550110", "Quietline: urgent page 7KQ2BC. Reply ACK 4821.", inbound=False
    )
    phone = page.locator("[data-phone='+15005550110']")
    expect(phone.locator(".bubble-page")).to_contain_text("urgent page 7KQ2BC")
    phone.get_by_role("button", name="ACK").click()
    expect(phone.locator(".bubble-out")).to_contain_text("ACK")
    expect(phone.get_by_role("button", name="ACK")).to_be_hidden()
    assert site.phones.log[-1]["from"] == "+15005550110"
    assert site.phones.log[-1]["to"] == "+15005550007"
    student = page.locator("[data-phone='+15005550123']")
    student.get_by_label("Text of A student").fill("hello")
    student.get_by_role("button", name="Send").click()
    expect(student.locator(".bubble-out")).to_contain_text("hello")
    calm(windows)
