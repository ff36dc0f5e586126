"""What a student comes to, one page after the other."""

from collections.abc import Iterator

from playwright.sync_api import Browser, Page, expect

from bench.audit.demo import Demo, opened

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
PHONE = (360, 740)


def walk(browser: Browser, demo: Demo, lang: str, *, scheme: str = "light") -> Iterator[tuple[str, Page]]:
    """(name, the page as it stands). Leaves a message behind."""
    page = opened(browser, f"{demo.public}/?lang={lang}", PHONE, scheme)
    yield "first", page
    page.locator("details:has(#school) > summary").click()
    page.select_option("#school", demo.facts["schools"][0])
    page.fill("#body", GUN)
    page.locator("form .actions button[type=submit]").first.click()
    expect(page.locator("#receipt")).not_to_be_empty()
    words = page.inner_text("#receipt")
    yield "receipt", page
    page.click("button[value=skip]")
    expect(page.locator("#receipt")).to_have_count(0)
    yield "kept", page
    page.goto(f"{demo.public}/return?lang={lang}")
    yield "return", page
    page.fill("#receipt", "one two three four five six")
    page.locator(".actions button").first.click()
    expect(page.locator("#problem")).to_be_visible()
    yield "wrong", page
    page.fill("#receipt", words)
    page.locator(".actions button").first.click()
    expect(page.locator("article").first).to_be_visible()
    yield "thread", page
    page.goto(f"{demo.public}/nowhere?lang={lang}")
    yield "error", page
    page.goto(f"{demo.public}/help?lang={lang}")
    yield "help", page
    page.context.close()
