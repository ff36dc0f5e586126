"""A made-up house in which every page has something to show."""

from dataclasses import replace

from reporting.cases.staff_view import FileView
from tests.integration.staff.made_up_desk import said
from tests.integration.staff.made_up_files import NAME
from tests.integration.staff.made_up_house import MadeUpHouse
from tests.integration.staff.made_up_texting import closed
from tests.integration.staff.test_rules_feedback import VALUE, example, figures, sample

THREAD = "7KQ2BC"
FILE = f"/threads/{THREAD}/files/{NAME}"
SAMPLE = f"/rules/sample/{VALUE}"


def furnish(house: MadeUpHouse, words: str) -> None:
    """One urgent thread with these words, a file and an answer; figures and samples of the rules; texting closed."""
    now = house.clock()
    first = replace(said(1, "reporter", words, now), files=(FileView(NAME, "photo", 1_234_567),))
    house.add(THREAD, "urgent", summary=words, messages=(first, said(2, "staff", words, now)))
    house.add("M4NTPR", "routine", summary=words, mine=True)
    house.files.add(covered=True, category="sextortion")
    house.samples, house.examples, house.figures = [sample()], [example()], figures()
    house.texting = closed(house.texting)
