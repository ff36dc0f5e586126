"""A case is printed as it is read: who said what and why it was urgent, and nothing that can only be pressed."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from reporting.cases.staff_view import FileView
from tests.integration.staff.made_up_desk import said
from tests.integration.staff.made_up_files import NAME

pytestmark = pytest.mark.browser

THREAD = "7KQ2BC"
OWN = "I worry about her more than I should."


@pytest.mark.parametrize(
    ("address", "scheme"), [(f"/threads/{THREAD}", "dark"), (f"/inbox?view=all&thread={THREAD}", "light")]
)
def test_the_paper_shows_words_and_reasons_and_not_what_is_pressed(
    windows: Any, site: Any, address: str, scheme: str
) -> None:
    house = site.house
    now = house.clock()
    first = replace(
        said(1, "reporter", "they hide my lunch", now), files=(FileView(NAME, "photo", 1_234_567),)
    )
    note = said(2, "note", "Ask the cook.", now)
    personal = replace(said(3, "note", OWN, now), code="private")
    house.add(THREAD, "urgent", summary="lunch", messages=(first, note, personal))
    house.add("M4NTPR", "routine", summary="somebody else's words", mine=True)
    page = windows.signed_in(color_scheme=scheme)
    page.goto(address)
    button = page.get_by_role("button", name="Print this case")
    expect(button).to_be_visible()
    page.evaluate("window.print = () => { document.title = 'printed' }")
    button.click()
    expect(page).to_have_title("printed")

    page.emulate_media(media="print", color_scheme=scheme)

    for shown in ("they hide my lunch", "Ask the cook.", "Because", "lock it away", "Photo"):
        expect(page.get_by_text(shown).first).to_be_visible()
    for hidden in (
        OWN,
        "somebody else's words",
        "Answer the student",
        "Sign out",
        "Print this case",
        "Where it ends",
    ):
        expect(page.get_by_text(hidden).first).to_be_hidden()
    colours = page.evaluate(
        "[getComputedStyle(document.querySelector('.message')).backgroundColor, getComputedStyle(document.querySelector('.message')).color]"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
