"""Leads see how often pages woke whom, and how often for nothing; nothing of what is kept from somebody."""

import re
import secrets
from typing import Any

from reporting.cases.overriding import Word

GUN = "my friend has a gun in his backpack and says tomorrow is the day"


def counts(page: Any) -> dict[str, str]:
    """What stands beside each name for the running week."""
    found = re.findall(
        r"<section.*?<h2[^>]*>(.*?)</h2>(.*?)</section>", page.get("/on-call/pages").text, re.DOTALL
    )
    return {
        name: " ".join(re.sub(r"<[^>]+>", " ", rows.rsplit("<dd", 1)[1].partition(">")[2]).split())
        for name, rows in found
    }


def test_a_page_is_counted_and_a_false_one_is_told_apart(founded_house: Any, browse: Any) -> None:
    house = founded_house
    assert "Nobody was rung" in browse("north").get("/on-call/pages").text
    house.tip(GUN)
    house.work()
    assert counts(browse("north")) == {"Ana Ruiz": "1 page"}
    desk, at = house.house.desk, (house.sessions["north"], house.threads()[0].reference)
    desk.acknowledge(*at)
    desk.override(*at, secrets.token_bytes(16), Word("need_not_page", "", ""))
    assert counts(browse("north")) == {"Ana Ruiz": "1 page · 1 false"}
    assert 'href="/on-call/pages"' in browse("north").get("/on-call").text


def test_what_is_kept_from_somebody_is_not_counted(founded_house: Any, browse: Any) -> None:
    founded_house.tip(GUN, excluded=frozenset({founded_house.member("north_too")}))
    founded_house.work()
    assert counts(browse("north")) == {}


def test_who_leads_nothing_sees_no_counts(founded_house: Any, browse: Any) -> None:
    page = browse("north_too").get("/on-call/pages")
    assert page.status == 403
    assert "/on-call/pages" not in browse("north_too").get("/on-call").text
