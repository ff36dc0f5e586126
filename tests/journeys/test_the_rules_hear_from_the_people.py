"""What staff say of a decision reaches the leads, over plain HTTP; and what paged nobody is read by one all the same."""

import re
from typing import Any

import pytest

from tests.journeys.patience import until
from tests.journeys.town import GUN, Town
from tests.journeys.visitor import Visitor

QUIET = "the chess club moved to the room beside the gym"
OWN = "a friend jokes about a plastic sword"


def numbers(page: Visitor) -> dict[str, int]:
    """Of the newest month: tips, pages, needless pages and so on, as the table of the figures has them."""
    table = page.text.split('id="months"')
    if len(table) == 1:
        return dict.fromkeys(("tips", "pages", "needless", "unsorted", "sampled", "missed"), 0)
    cells = re.findall(r"<td[^>]*>(\d+)</td>", table[1].split("</tr>")[1])
    return dict(
        zip(("tips", "pages", "needless", "unsorted", "sampled", "missed"), map(int, cells), strict=True)
    )


def paged_and_taken(town: Town) -> tuple[Any, str]:
    """A tip that called the school's phone; who has it, and its reference."""
    town.tells(GUN, school=town.northside)
    page = town.when_paged(town.northside)
    on_call = town.owner(page)
    on_call.phone.replies("ACK")
    on_call.phone.hears_that_it_is_theirs()
    return on_call, town.reference_in(page)


@pytest.mark.nightly
def test_a_counselor_says_need_not_have_paged_and_the_lead_sees_the_sentence_and_the_figure(
    town: Town,
) -> None:
    erin = town.with_code("Erin")
    before = numbers(erin.get("/rules/figures"))
    on_call, reference = paged_and_taken(town)

    thread = on_call.looks(f"/threads/{reference}")
    thread.post(
        f"/threads/{reference}/override",
        {"said": "need_not_page", "category": "fight", "sentence": OWN},
    )
    assert f"{on_call.name} said: need not have paged" in thread.plain
    assert "gun in his backpack" in thread.plain.split("Because")[1].split("Everything that was weighed")[0]
    assert on_call.looks().rows()[reference] == "routine"

    assert OWN in erin.get("/rules/sample").plain
    assert GUN not in erin.plain
    drafted = erin.post("/rules/draft/rule")  # "Use it in a rule's tests": the hidden fields of that form
    assert re.search(rf'<textarea[^>]*name="no_match"[^>]*>\s*{OWN}', drafted.text)
    assert OWN not in drafted.url
    after = numbers(erin.get("/rules/figures"))
    assert (after["needless"], after["pages"]) == (before["needless"] + 1, before["pages"] + 1)
    assert on_call.looks("/threads/ZZZZ99").status == 404


@pytest.mark.nightly
def test_what_paged_nobody_is_drawn_read_by_a_lead_and_raised(town: Town) -> None:
    """This town draws every tip that pages nobody."""
    erin = town.with_code("Erin")
    carla = town.person("Carla")
    before, known = set(samples(erin)), set(carla.looks().rows())
    town.tells(QUIET, school=town.southside)
    (reference,) = set(carla.looks().rows()) - known
    (value,) = set(samples(erin)) - before
    sampled = numbers(erin.get("/rules/figures"))["sampled"]

    tip = erin.get(f"/rules/sample/{value}")
    assert QUIET in tip.plain
    tip.post(f"/rules/sample/{value}", {"said": "should_page", "category": "threat"})

    assert value not in samples(erin)
    assert numbers(erin.get("/rules/figures"))["sampled"] == sampled + 1
    page = until(town.paged, "a page for the sampled tip")[0]
    assert town.reference_in(page) == reference
    on_call = town.owner(page)
    on_call.phone.replies("ACK")
    on_call.phone.hears_that_it_is_theirs()
    assert carla.looks().rows()[reference] == "urgent"


def test_a_lead_who_was_ticked_finds_the_sample_as_it_was(town: Town) -> None:
    erin = town.with_code("Erin")
    before = erin.get("/rules/sample").plain, numbers(erin.get("/rules/figures"))
    student = Visitor(town.public).get("/")
    tick = re.search(r'name="not_staff" value="([0-9a-f]+)"[^>]*> <span>Erin', student.text)
    assert tick
    student.post("/", {"body": QUIET, "school": town.northside, "not_staff": tick[1]})
    assert len((student.by_id("receipt") or "").split()) == 6
    assert (erin.get("/rules/sample").plain, numbers(erin.get("/rules/figures"))) == before


def test_who_leads_nothing_sees_no_sample_and_no_figure(town: Town) -> None:
    ben = town.person("Ben")
    for path in ("/rules/sample", "/rules/figures"):
        assert ben.looks(path).status == 403


def samples(visitor: Visitor) -> list[str]:
    return re.findall(r'href="/rules/sample/([0-9a-f]{32})"', visitor.get("/rules/sample").text)
