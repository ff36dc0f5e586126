"""The page that is shown while the service is down, on a phone: it fits, its targets are big, nothing is fetched."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

DOWN = Path(__file__).resolve().parents[3] / "deploy" / "down"
SMALL = """() => [...document.querySelectorAll('a')].map(one => one.getBoundingClientRect().height)
  .filter(height => height < 44)"""


@pytest.mark.nightly
@pytest.mark.parametrize("name", ["index.html", "staff.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_asks_for_nothing_else(chromium: Any, name: str, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 640}, color_scheme=scheme)
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((DOWN / name).as_uri())
        assert [one for one in asked if not one.startswith("data:")] == [(DOWN / name).as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate(SMALL) == []
        # In both languages the numbers are there without a script and without a press.
        assert page.get_by_role("link", name="911").count() == 2
        ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert (ground == "rgb(15, 23, 26)") is (scheme == "dark")
    finally:
        context.close()
