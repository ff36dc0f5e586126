"""A student ticks a counselor's name: that person's site shows nothing of it, counts nothing, and does not find it."""

import re

import pytest

from tests.journeys.town import GUN, Town
from tests.journeys.visitor import Visitor

CREEPY = "mr okafor keeps asking me to stay after class alone and it feels wrong"
PAGES = ("/inbox", "/inbox?view=all", "/inbox?view=mine", "/alarms", "/audit", "/places", "/people")


def seen_by(visitor: Visitor) -> dict[str, str]:
    """What the pages say, without what differs at every look: forms' secrets, the list's version, the time."""
    shown = {}
    for path in PAGES:
        visitor.get(path)
        shown[path] = re.sub(r'(value|data-version|data-token)="[^"]*"|\d\d:\d\d', "", visitor.text)
    return shown


# By day tests/integration/cases/test_somebody_is_kept_out.py holds it over each list, count and page.
@pytest.mark.nightly
@pytest.mark.parametrize("body", [CREEPY, GUN], ids=["about_him", "urgent"])
def test_a_ticked_counselors_pages_are_the_same_as_before(town: Town, body: str) -> None:
    ben, designee = town.person("Ben"), town.with_code("Erin")
    before_it = set(designee.get("/inbox?view=all").rows())
    before = seen_by(ben.looks())

    student = Visitor(town.public).get("/")
    tick = re.search(r'name="not_staff" value="([0-9a-f]+)"[^>]*> <span>Ben Okafor', student.text)
    assert tick, "Ben's name can be ticked"
    student.post("/", {"body": body, "school": town.northside, "not_staff": tick[1]})
    words = (student.by_id("receipt") or "").split()
    assert len(words) == 6

    (reference,) = set(designee.get("/inbox?view=all").rows()) - before_it
    assert body in designee.get(f"/threads/{reference}").plain

    assert seen_by(ben.looks()) == before
    refused = ben.looks(f"/threads/{reference}")
    missing = ben.looks("/threads/ZZZZ99")
    assert (refused.status, body in refused.text) == (404, False)
    assert missing.status == 404
    assert not ben.phone.pages()
    assert not [one for one in ben.phone.texts() if reference in one["body"]]
    if body == GUN:
        town.when_anyone_is_paged()
