"""What axe-core finds in a page as it stands: rules of WCAG 2.2 A and AA, and its own good practice."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()


def faults(page: Page) -> list[str]:
    """Empty where nothing was found; else each rule with the first place that breaks it."""
    found = _AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]} ({len(each['nodes'])} places)" for each in found]
