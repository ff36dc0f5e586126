"""Each page of the students, asked by axe-core in a real browser: nothing shuts out who sees, hears or moves otherwise."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

import reporting.web
from reporting.cases.guardian import Stage
from reporting.web.pages import Pages
from tests.browser.fairness import faults
from tests.browser.web.conftest import Site
from tests.integration.web.fake_doors import FACTS, WORDS, message
from tests.integration.web.made_up_help import made_up_help
from tests.integration.web.made_up_partner_list import PASSWORD
from tests.integration.web.made_up_referrals import PIN
from tests.integration.web.made_up_sides import AWAY

Open = Callable[..., Page]
pytestmark = pytest.mark.browser

RIGHT = " ".join(WORDS)
# Where the walk looks. The law of routes reads this list.
ADDRESSES = {
    "first": "/",
    "return": "/return",
    "help": "/help",
    "adult": "/adult",
    "sheet": "/help/pack/2",
    "link": "/go/link",
    "dead link": "/go/dead",
    "adult at home": "/adult/link",
    "partner": "/partner/link",
    "partner signs in": "/partners",
    "partner joins": "/partners/join/link",
    "nowhere": "/nowhere",
}
# What no walk comes to in a few seconds, each with where it is looked at instead.
ELSEWHERE = {
    "wait.html": "waits five seconds and sends itself on; tests/integration/web/test_returning.py",
}


@dataclass
class Walk:
    """`asked`: templates that axe looked at; `found`: what it says, by page."""

    site: Site
    page: Page
    address: str
    lang: str
    shown: list[str]
    both_lights: bool
    asks_made: int = 0
    asked: set[str] = field(default_factory=set)
    found: dict[str, list[str]] = field(default_factory=dict)

    def opens(self, name: str) -> None:
        self.page.goto(f"{self.address}{ADDRESSES[name]}?lang={self.lang}")

    def asks(self, name: str) -> None:
        self.asked.add(self.shown[-1])
        # Axe takes longer than all the rest of a walk. One page light and the next one dark is enough for a day.
        self.asks_made += 1
        dark = self.asks_made % 2 == 0
        if here := faults(self.page, light=self.both_lights or not dark, dark=self.both_lights or dark):
            self.found[name] = here

    def press(self, selector: str, then: str, name: str) -> None:
        self.page.click(selector)
        self.page.wait_for_selector(then)
        self.asks(name)

    def unfold(self) -> None:
        self.page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")

    def tell(self) -> None:
        page = self.page
        self.opens("first")
        self.asks("first page")
        self.unfold()
        page.fill("#body", "my name is Jo and he has a knife")
        page.wait_for_selector("#look")
        self.asks("what shows who writes, all of it unfolded")
        self.press("form .actions button[type=submit]", "#receipt", "receipt")
        self.press("button[value=skip]", "form[action^='/questions']", "after the gate")
        self.press("form[action^='/questions'] button:visible", "#answer", "a question")
        self.press("button[value=stop]", ".done", "after the questions")

    def look_for_help(self) -> None:
        self.site.doors.directory = made_up_help()
        self.opens("help")
        self.asks("help")
        self.page.select_option("#need", "grief")
        self.page.click("form .actions button:visible")
        self.page.wait_for_selector("article")
        self.page.click("article summary")
        self.asks("help that was found")
        self.opens("sheet")
        self.asks("a sheet of help")
        self.opens("adult")
        self.unfold()
        self.asks("the form for an adult, all of it unfolded")

    def comes_back(self) -> None:
        self.opens("return")
        self.page.fill("#receipt", RIGHT)
        self.page.click(".actions button")
        self.page.wait_for_selector("#status-h")

    def return_(self) -> None:
        page, doors = self.page, self.site.doors
        self.opens("return")
        self.asks("six words")
        page.fill("#receipt", "not the right words at all")
        self.press(".actions button", "#problem", "wrong words")
        proposed = replace(
            message("May I ask them?", "staff"), code="referral_proposed", params={"party": "Oak"}
        )
        doors.thread += [message("he has a knife", "reporter"), proposed, message("We read this.", "staff")]
        self.comes_back()
        self.asks("thread")
        self.unfold()
        self.asks("thread, all of it unfolded")
        page.fill("#texts-phone", "312 555 0101")
        self.press(
            "form[action^='/return/texts'] button[type=submit]:visible", "#code", "a code from a phone"
        )

    def agree(self) -> None:
        self.comes_back()
        self.press("form[action^='/return/referral'] button:visible", "[name=field]", "a proposal")
        self.page.check("[name=field][value=first_name]")
        self.press("button[value=yes]", "#problem", "a field with nothing in it")
        self.page.fill("[name=first_name]", "Robin")
        self.press("button[value=yes]", "[name=sure]", "agreed")
        self.site.deciding.sent()
        self.press("button[value=withdraw]", "#problem", "sent, and not sure")
        self.press(
            "form[action^='/return/side'] button:visible", "button[value=open]", "before a side thread"
        )
        self.site.sides.open_side()
        self.press("button[value=open]", "#body", "a side thread")
        self.unfold()
        self.asks("a side thread, all of it unfolded")
        self.page.fill("#body", "I can't go on like this")
        self.press("button[value=write]", "[role=status]", "a message to a partner that woke somebody")
        self.unfold()
        self.press("button[value=end]", "#problem", "not sure of the end")
        self.comes_back()
        self.press("form[action^='/return/referral'] button:visible", "button[value=withdraw]", "a referral")
        self.page.check("[name=sure]")
        self.press("button[value=withdraw]", "[role=status]", "taken back")

    def adult_at_home(self) -> None:
        """The question, the link on the student's page, what it opens, and what is left of it once it was used."""
        doors = self.site.doors
        doors.guardian = Stage.ASKED
        self.comes_back()
        self.press("#guardian button", "[name=answer]", "asked about an adult at home")
        self.page.check("[name=answer][value=yes]")
        self.press("form[action^='/return/adult'] .actions button:visible", "#link", "a link to give on")
        self.press("form[action^='/return/adult'] button[value=back]", "#problem", "not sure to take it back")
        self.page.check("[name=sure]")
        self.press(
            "form[action^='/return/adult'] button[value=back]", "[role=status]", "taken back from home"
        )
        doors.guardian = None
        self.opens("adult at home")
        self.asks("what a guardian's link opens")
        self.page.fill("#body", "How can I help?")
        self.press("#write .actions button:visible", "#receipt", "six words for a guardian")
        self.opens("adult at home")
        self.asks("nothing to read here")

    def end(self) -> None:
        doors = self.site.doors
        doors.closed = True
        self.comes_back()
        self.asks("closed")
        self.press("button[value=helped]", "[role=status]", "rated")
        doors.expired = True
        self.page.fill("#body", "one more thing")
        self.press("form.reply .actions button:visible", "#receipt", "an expired page")
        self.comes_back()
        self.unfold()
        self.page.check("form[action^='/return/delete'] [name=sure]")
        self.press("form[action^='/return/delete'] button:visible", "h1", "deleted")

    def others(self) -> None:
        self.opens("link")
        self.asks("behind a link in a text")
        self.press("form .actions button:visible", "#receipt", "six words for who goes on")
        self.site.doors.crossed.clear()
        self.site.doors.words_held = False
        self.opens("link")
        self.press("form .actions button:visible", ".done", "six words that are gone")
        self.opens("dead link")
        self.press("form .actions button:visible", "a.button", "a link that is used up")
        self.opens("partner")
        self.asks("a partner's link")
        self.page.fill("#pin", "11111111")
        self.press("form .actions button:visible", "[role=alert]", "a wrong PIN")
        self.page.fill("#pin", PIN)
        self.press("form .actions button:visible", "#step", "a packet")
        self.press("form[action*='/side'] button:visible", "#address", "a partner's side thread")
        self.page.fill("#body", "Come to https://video.example")
        self.press("button[value=write]", "#problem", "a link in words")
        self.page.fill("#body", AWAY)
        self.press("button[value=write]", "[role=alert]", "words that could not be sent to a student")
        self.opens("partner signs in")
        self.asks("a partner's sign-in")
        self.page.fill("#email", "may@harbor.example")
        self.page.fill("#code", "123456")
        self.page.fill("#password", "not this one")
        self.press("form .actions button:visible", "[role=alert]", "a partner's wrong password")
        self.page.fill("#email", "may@harbor.example")
        self.page.fill("#code", "123456")
        self.page.fill("#password", PASSWORD)
        self.press("form .actions button:visible", "[data-packet]", "a partner's list")
        self.unfold()
        self.asks("a partner's list, all of it unfolded")
        self.opens("partner joins")
        self.asks("an invitation that opens nothing")
        self.opens("nowhere")
        self.asks("no such page")
        self.site.doors.facts = replace(FACTS, accepting=False)
        self.opens("first")
        self.asks("not open yet")


# A day walks in Spanish on a small screen, in light and dark by turns; a night in both languages, in both on each page.
@pytest.mark.parametrize(
    "look",
    [
        ("es", 320, "by turns"),
        pytest.param(("es", 320, "both"), marks=pytest.mark.nightly),
        pytest.param(("en", 1280, "both"), marks=pytest.mark.nightly),
    ],
    ids=["es-320", "es-320-both", "en-1280-both"],
)
def test_each_page_in_each_language_and_light(
    site: Site, open_page: Open, monkeypatch: pytest.MonkeyPatch, look: tuple[str, int, str]
) -> None:
    lang, width, lights = look
    shown: list[str] = []
    rendered = Pages.page

    def kept(pages: Pages, template: str, *more: object, **context: object) -> str:
        shown.append(template)
        return rendered(pages, template, *more, **context)  # type: ignore[arg-type]

    monkeypatch.setattr(Pages, "page", kept)
    address = site.serve()
    page = open_page(f"{address}/?lang={lang}", viewport={"width": width, "height": 740})
    walk = Walk(site, page, address, lang, shown, lights == "both")
    for part in (
        walk.tell,
        walk.look_for_help,
        walk.return_,
        walk.agree,
        walk.adult_at_home,
        walk.end,
        walk.others,
    ):
        part()
    assert walk.found == {}
    templates = {one.name for one in (Path(reporting.web.__file__).parent / "templates").glob("[a-z]*.html")}
    assert templates - walk.asked - set(ELSEWHERE) == {"base.html"}
