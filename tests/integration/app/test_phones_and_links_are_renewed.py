"""Another phone and another link, through the pages, over the real house."""

import re
from typing import Any


def reachable(house: Any, role: str) -> bool:
    """Whether a page reaches this person, as the on-call page says."""
    people = house.house.people.on_call.people(
        house.house.people.directory.teams()[0].id, [house.member(role)]
    )
    return people[0].reachable


def test_ones_own_new_number_rings_after_a_registrar_has_vouched_for_it(
    founded_house: Any, browse: Any
) -> None:
    house = founded_house
    assert reachable(house, "north")
    page = browse("north").get("/account/phone").post("/account/phone", phone="+1 202 555 0177")
    assert "Prove now that it reaches you" in page.text
    assert "+12025550177" in page.text
    assert not reachable(house, "north")
    path = f"/people/member/{house.member('north').hex()}"
    vouched = browse("administrator").get(path).post(f"{path}/phone", phone="+12025550177")
    assert "rings from now on" in vouched.text
    assert reachable(house, "north")


def test_a_lead_who_is_no_registrar_vouches_for_nobody(founded_house: Any, browse: Any) -> None:
    path = f"/people/member/{founded_house.member('south').hex()}"
    page = browse("north").get(path)
    assert "Vouch for this number" not in page.text
    assert "refused" not in page.text
    assert page.post(f"{path}/phone", phone="+12025550177").status == 422
    assert page.get(path).post(f"{path}/renew").status == 422


def test_a_link_that_was_lost_is_renewed_and_the_older_one_ends(founded_house: Any, browse: Any) -> None:
    page = browse("administrator").get("/people/invite")
    page.post("/people/invite", name="Gia Moss", email="gia@oakfield.example", title="Nurse", lang="en")
    (first,) = re.findall(r"/join/[\w-]+", page.text)
    path = re.findall(r"/people/member/[0-9a-f]{32}", page.get("/people").text)
    (gia,) = [one for one in path if "Gia Moss" in browse("administrator").get(one).text]
    page.get(gia).post(f"{gia}/renew")
    (second,) = re.findall(r"/join/[\w-]+", page.text)
    assert second != first
    assert browse().get(second).status == 200
    assert browse().get(first).status == 422
