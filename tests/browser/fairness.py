"""What axe-core finds in a page as it stands: rules of WCAG 2.2 A and AA, and its own good practice."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_SCRIPT = Axe().axe_script
# Between light and dark a page differs in its colours alone.
_ALL = "axe.run({resultTypes: ['violations']})"
_COLOURS = "axe.run({resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block']})"


def faults(page: Page, *, light: bool = True, dark: bool = True) -> list[str]:
    """Empty where nothing was found; else each rule with the first place that breaks it, in light and in dark."""
    page.emulate_media(color_scheme="light" if light else "dark")
    if page.evaluate("!window.axe"):
        page.evaluate(_SCRIPT)
    found = _said(page, _ALL)
    if not (light and dark):
        return found
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {each}" for each in _said(page, _COLOURS)]


def _said(page: Page, asked: str) -> list[str]:
    found = page.evaluate(f"{asked}.then(each => each.violations)")
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]} ({len(each['nodes'])} places)" for each in found]
