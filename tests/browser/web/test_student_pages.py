from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Route, expect

from reporting.web.traces import traces
from tests.browser.web.conftest import EXIT, Notes, Site
from tests.integration.web.fake_doors import FACTS, NOON, OAK, WORDS, FakeDoors, message

Open = Callable[..., Page]
BODY = "my friend says he wants to die"
RIGHT = " ".join(WORDS)
GIVEN_AWAY = (
    "my name is Jordan, my name\u2019s Jo, my name is on a list",
    "me llamo Ángela y vivo en la calle Roble 12. solo yo lo sé",
    "(212) 555-0142 and 212.555.0143 and 1-212-555-0144 and 12125550145, never 911",
    "jo.p@mail.example.org my snap is @jo_p99",
    "mi casillero es 33 and my student id is 00451",
    "I'm the only girl, nobody else knows, no one else knows, i only told you",
)

pytestmark = pytest.mark.browser


def write(page: Page, text: str = BODY) -> None:
    page.fill("#body", text)
    page.click("form .actions button[type=submit]")


def test_the_first_page_is_three_light_requests(
    site: Site, open_page: Open, notes: dict[Page, Notes]
) -> None:
    page = open_page(site.serve() + "/")
    page.wait_for_load_state("networkidle")
    requests = [one for one in notes[page].requests if not one.url.startswith("data:")]
    assert len(requests) == 3
    assert sum(one.response().body().__len__() for one in requests) <= 60_000
    assert not page.context.cookies()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_all_works_without_scripts(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/", java_script_enabled=False)
    page.click("form summary >> nth=0")
    page.select_option("#school", OAK.value)
    write(page)
    assert page.inner_text("#receipt") == RIGHT
    assert not page.is_visible("[data-copy]")
    page.fill("#word-2", "river")
    page.fill("#word-5", "wrong")
    page.click("button[value=check]")
    assert page.inner_text("#receipt") == RIGHT
    page.fill("#word-5", "piano")
    page.click("button[value=check]")
    page.click("a.button")
    page.fill("#receipt", RIGHT.upper())
    page.click(".actions button")
    expect(page.locator("article")).to_have_count(1)
    assert not page.is_visible("text=" + BODY)
    write(page, "are you there")
    expect(page.locator("h1")).to_have_text("We have your message.")
    assert site.doors.replies == ["are you there"]
    assert len(site.doors.tips) == 1
    assert not page.context.cookies()


def test_with_scripts_the_same_way_raises_no_complaint(
    site: Site, open_page: Open, notes: dict[Page, Notes]
) -> None:
    page = open_page(site.serve() + "/")
    write(page)
    expect(page.locator("#receipt")).to_have_text(RIGHT)
    expect(page.locator("h1")).to_be_focused()
    page.click("button[value=skip]")
    expect(page.locator("h1")).to_have_text("Keep your six words.")
    page.click("a.button")
    page.fill("#receipt", RIGHT)
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(1)
    write(page, "more")
    expect(page.locator("h1")).to_have_text("We have your message.")
    assert site.doors.replies == ["more"]
    assert not notes[page].complaints


def test_what_shows_who_writes_is_pointed_out_while_it_is_typed_and_stops_nothing(
    site: Site, open_page: Open
) -> None:
    page = open_page(site.serve() + "/", viewport={"width": 360, "height": 740})
    look = page.locator("#look")
    expect(look).to_be_hidden()
    page.fill("#body", "My name is Jordan. They took it from My Locker 214")
    expect(look).to_contain_text("This could show who you are:")
    expect(look.locator("li:visible")).to_have_count(2)
    expect(look).to_contain_text("My name is Jordan")
    expect(look).to_contain_text("The school knows whose it is.")
    page.fill("#body", "someone took it from a locker")
    expect(look).to_be_hidden()
    page.fill("#body", "my name is Jordan")
    page.click("form .actions button[type=submit]")
    expect(page.locator("#receipt")).to_have_text(RIGHT)
    assert [tip.body for tip in site.doors.tips] == ["my name is Jordan"]


def test_the_browser_and_the_service_point_out_the_same(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/?lang=es")
    for text in (*GIVEN_AWAY, " ".join(GIVEN_AWAY), "\n".join(GIVEN_AWAY).upper()):
        page.fill("#body", text)
        shown = page.evaluate(
            "() => Object.fromEntries([...document.querySelectorAll('#look li:not([hidden])')]"
            ".map(line => [line.dataset.kind, line.querySelector('q').textContent]))"
        )
        assert shown == {kind: " · ".join(said) for kind, said in traces(text).items()}


def test_without_scripts_a_button_asks_the_service_and_sends_nothing(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/", java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.fill("#body", "my name is Jordan and they take my lunch")
    page.click("text=Does it show who I am?")
    expect(page.locator("#look")).to_contain_text("We would know your name.")
    assert not site.doors.tips
    page.click("form .actions button >> nth=0")
    assert page.inner_text("#receipt") == RIGHT


def test_what_cannot_be_sent_stays_in_the_page_and_is_sent_once(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/")
    page.context.set_offline(True)
    write(page)
    notice = page.locator("[data-unsent]")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("Not sent yet. Your words are still here.")
    assert page.input_value("#body") == BODY
    page.context.set_offline(False)
    page.click("text=Try again")
    expect(page.locator("#receipt")).to_have_text(RIGHT)
    assert [tip.body for tip in site.doors.tips] == [BODY]


def test_an_answer_that_was_lost_on_the_way_gives_the_same_words_and_stores_nothing_twice(
    site: Site, open_page: Open
) -> None:
    page = open_page(site.serve() + "/")
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/*", lose_the_first)
    write(page)
    expect(page.locator("[data-unsent]")).to_be_visible()
    page.click("text=Try again")
    expect(page.locator("#receipt")).to_have_text(RIGHT)
    assert lost == [200]
    assert len(site.doors.tips) == 1


@pytest.mark.nightly
@pytest.mark.parametrize("page_of_somebody_else", ["<h1>502 Bad Gateway</h1>", ""])
def test_a_proxys_error_page_does_not_take_the_place_of_the_words(
    site: Site, open_page: Open, page_of_somebody_else: str
) -> None:
    page = open_page(site.serve() + "/")
    page.route(
        "**/",
        lambda route: route.fulfill(status=502, content_type="text/html", body=page_of_somebody_else),
    )
    write(page)
    expect(page.locator("[data-unsent]")).to_be_visible()
    assert page.input_value("#body") == BODY


def test_an_error_of_ours_is_told_beside_the_words(site: Site, open_page: Open) -> None:
    base = site.serve()
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{base}/", data=b"body=" + b"x" * 6_000_000)
    with refused.value as answer:
        ours = answer.read().decode()
    page = open_page(base + "/")
    page.route("**/", lambda route: route.fulfill(status=413, content_type="text/html", body=ours))
    write(page)
    expect(page.locator("[data-unsent]")).to_contain_text("That is too much to send in one go.")
    assert page.input_value("#body") == BODY


def test_a_full_store_leaves_the_words_in_the_form(site: Site, open_page: Open) -> None:
    site.doors.store_is_full = True
    page = open_page(site.serve() + "/")
    write(page)
    expect(page.locator("#problem")).to_contain_text("Not sent yet.")
    expect(page.locator("#problem")).to_be_focused()
    assert page.input_value("#body") == BODY
    site.doors.store_is_full = False
    page.click("form .actions button[type=submit]")
    expect(page.locator("#receipt")).to_have_text(RIGHT)


def test_a_double_tap_sends_once(site: Site, open_page: Open, notes: dict[Page, Notes]) -> None:
    page = open_page(site.serve() + "/")
    page.fill("#body", BODY)
    page.dblclick("form .actions button[type=submit]")
    expect(page.locator("#receipt")).to_have_text(RIGHT)
    posts = [one for one in notes[page].requests if one.method == "POST"]
    assert len(posts) == 1


def test_the_exit_clears_and_leaves_no_way_back(site: Site, open_page: Open) -> None:
    page = open_page("about:blank")
    page.route(EXIT, lambda route: route.fulfill(status=200, content_type="text/html", body="weather"))
    page.goto(site.serve() + "/")
    page.fill("#body", BODY)
    page.click("#exit")
    page.wait_for_url(EXIT)
    page.go_back()
    assert page.url == "about:blank"


def test_shift_three_times_leaves_and_typing_capitals_does_not(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/")
    page.route(EXIT, lambda route: route.fulfill(status=200, content_type="text/html", body="weather"))
    page.focus("#body")
    for letter in "HELP ME":
        page.keyboard.press(f"Shift+{letter}" if letter != " " else "Space")
    assert page.input_value("#body") == "HELP ME"
    assert page.url != EXIT
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(EXIT)


def test_the_exit_is_a_plain_link_without_scripts(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/", java_script_enabled=False)
    page.route(EXIT, lambda route: route.fulfill(status=200, content_type="text/html", body="weather"))
    page.click("#exit")
    page.wait_for_url(EXIT)


def test_the_exit_stays_in_reach_far_down_the_page(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/", viewport={"width": 360, "height": 640})
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("#exit")).to_be_in_viewport(ratio=1)


def test_the_other_language_keeps_what_was_typed(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/")
    page.click("form summary >> nth=0")
    page.select_option("#school", "other")
    page.fill("#body", BODY)
    number = page.input_value("[name=submission]")
    page.click("text=ES")
    expect(page.locator("h1")).to_have_text("¿Pasa algo? Cuéntanos.")
    assert page.input_value("#body") == BODY
    assert page.input_value("#school") == "other"
    assert page.input_value("[name=submission]") == number
    assert page.get_attribute("html", "lang") == "es"
    write(page)
    expect(page.locator("#receipt")).to_have_text(RIGHT)
    assert site.doors.tips[0].lang == "es"


def test_words_can_be_copied_and_pasted_into_the_gate(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(page)
    page.click("[data-copy]")
    expect(page.locator("[data-copy]")).to_have_text("Copied")
    page.focus("#word-2")
    page.keyboard.press("Control+V")
    assert page.input_value("#word-2") == RIGHT
    page.fill("#word-2", "RIVER")
    page.fill("#word-5", "piano")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Right. You have your words.")
    assert len(site.doors.confirmed) == 1


def test_paper_shows_the_words_and_a_short_address_only(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/")
    write(page)
    page.wait_for_selector("#receipt")
    page.emulate_media(media="print")
    assert page.inner_text("body").split() == [
        *WORDS,
        page.url.removeprefix("http://").rstrip("/") + "/return",
    ]
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not page.title().strip()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.title() == "Northside Line"


def test_over_the_limit_the_browser_computes_and_opens_by_itself(site: Site, open_page: Open) -> None:
    site.clock.now = datetime.now(UTC)  # the library that checks the answer looks at the machine's clock
    page = open_page(site.serve(returns_per_hour=0) + "/return")
    site.doors.thread.append(message("mine", "reporter"))
    page.fill("#receipt", RIGHT)
    page.click(".actions button")
    expect(page.locator("article")).to_have_count(1)


@pytest.mark.nightly
def test_without_scripts_the_button_ripens_after_five_seconds(site: Site, open_page: Open) -> None:
    site.doors.thread.append(message("mine", "reporter"))
    page = open_page(site.serve(returns_per_hour=0) + "/return", java_script_enabled=False)
    # Stops the page's own clock: a busy machine may take longer than five seconds to get here.
    watch = page.context.new_cdp_session(page)
    watch.send("Animation.enable")
    watch.send("Animation.setPlaybackRate", {"playbackRate": 0})
    page.fill("#receipt", RIGHT)
    page.click(".actions button")
    expect(page.locator("h1")).to_have_text("One moment")
    assert not page.is_visible(".ripen")
    assert "maple" not in page.url
    watch.send("Animation.setPlaybackRate", {"playbackRate": 1})
    expect(page.locator(".ripen")).to_be_visible()
    site.clock.pass_by(5)
    page.click(".ripen")
    expect(page.locator("article")).to_have_count(1)


@pytest.mark.nightly
def test_over_the_limit_a_message_computes_while_it_is_typed(site: Site, open_page: Open) -> None:
    site.clock.now = datetime.now(UTC)
    page = open_page(site.serve(tips_per_hour=0) + "/")
    page.wait_for_selector("[name=altcha]", state="attached")
    write(page)
    expect(page.locator("#receipt")).to_have_text(RIGHT)
    assert [tip.held for tip in site.doors.tips] == [False]


def full_thread(doors: FakeDoors) -> None:
    long = "W" * 34 + " supercalifragilisticexpialidocious " + "ش" * 80
    doors.thread += [message(long, "reporter"), message(long, "staff"), message("", "system", code="late")]
    doors.read = NOON - timedelta(minutes=5)
    doors.facts = replace(FACTS, monitored=False, hotline="+1 555 010 0123")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_page_scrolls_sideways(site: Site, open_page: Open, lang: str) -> None:
    full_thread(site.doors)
    base = site.serve()
    page = open_page(f"{base}/?lang={lang}")

    def fits() -> None:
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= width

    for summary in page.query_selector_all("summary"):
        summary.click()
    fits()
    write(page)
    page.wait_for_selector("#receipt")
    fits()
    page.goto(f"{base}/return?lang={lang}")
    fits()
    page.fill("#receipt", RIGHT)
    page.click(".actions button")
    page.wait_for_selector("article")
    for summary in page.query_selector_all("summary"):
        summary.click()
    fits()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_lines_stand_out_in_light_and_in_the_dark(site: Site, open_page: Open, scheme: str) -> None:
    page = open_page(site.serve() + "/", color_scheme=scheme)
    colours = page.evaluate(
        """() => Object.fromEntries(['bg', 'card', 'sunk', 'ink', 'muted', 'line', 'go', 'on', 'bubble',
            'focus', 'done', 'tint', 'warn', 'wbg', 'wline'].map(
            name => [name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()]))"""
    )
    for ground in ("bg", "card", "sunk"):
        for text in ("ink", "muted", "go"):
            assert contrast(colours[text], colours[ground]) >= 4.5
        for line in ("line", "focus"):
            assert contrast(colours[line], colours[ground]) >= 3
    for text, ground in (("on", "go"), ("ink", "bubble"), ("done", "tint"), ("warn", "wbg")):
        assert contrast(colours[text], colours[ground]) >= 4.5
    body = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert body == ("rgb(246, 248, 247)" if scheme == "light" else "rgb(15, 23, 26)")


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2, of two colours like #rgb or #rrggbb."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_target_is_large_enough_for_a_thumb(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/", viewport={"width": 360, "height": 640})
    heights = page.eval_on_selector_all(
        "main button, header a, summary, select, textarea, .crisis a",
        "found => found.filter(one => one.offsetParent).map(one => one.getBoundingClientRect().height)",
    )
    assert min(heights) >= 44


def test_headings_go_down_one_step_at_a_time(site: Site, open_page: Open) -> None:
    page = open_page(site.serve() + "/")
    write(page)
    page.wait_for_selector("#receipt")
    levels = page.eval_on_selector_all("h1, h2, h3", "found => found.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_a_photo_card_fills_the_screen_with_words_and_a_short_address_only(
    site: Site, open_page: Open
) -> None:
    page = open_page(site.serve() + "/", java_script_enabled=False, color_scheme="dark")
    write(page)
    before = page.url
    page.click(".photo summary")
    card = page.locator(".photo")
    assert card.bounding_box() == {"x": 0, "y": 0, **page.viewport_size}
    said = card.inner_text().split()
    assert [word for word in said if word.isalpha() and word in WORDS] == list(WORDS)
    assert [word for word in said if word not in WORDS and "/return" not in word] == ["✕"]
    # What is seen there is the card, wherever one looks.
    for x, y in ((20, 20), (180, 300), (340, 600)):
        assert page.evaluate(f"!!document.elementFromPoint({x}, {y}).closest('.photo')")
    assert page.url == before
    page.click(".photo summary")
    expect(page.locator("#word-2")).to_be_visible()
