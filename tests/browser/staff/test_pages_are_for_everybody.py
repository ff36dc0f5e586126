"""Each page of staff, asked by axe-core in a real browser: nothing on it shuts out who sees, hears or moves otherwise."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.fairness import faults
from tests.browser.staff.test_pages_in_a_browser import PAGES
from tests.integration.staff.made_up_house import PASSWORD, said
from tests.integration.staff.made_up_texting import closed

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "look",
    [
        ("en", 1280, "light"),
        ("es", 360, "dark"),
        pytest.param(("en", 360, "dark"), marks=pytest.mark.nightly),
        pytest.param(("es", 1280, "light"), marks=pytest.mark.nightly),
    ],
)
def test_each_page_in_each_language_and_light(
    windows: Any, site: Any, calm: Callable[..., None], look: tuple[str, int, str]
) -> None:
    lang, width, scheme = look
    now = site.house.clock()
    words = (said(1, "reporter", "got the pills already", now), said(2, "staff", "We read this.", now))
    site.house.add("7KQ2BC", "urgent", summary="got the pills already", messages=words)
    site.house.texting = closed(site.house.texting)
    page = windows.signed_in(width=width, color_scheme=scheme)
    page.goto("/step-up")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.goto(f"/language/{lang}")
    found = {}
    for address in PAGES:
        page.goto(address)
        if faults_here := faults(page):
            found[address] = faults_here
    assert found == {}
    calm(windows)
