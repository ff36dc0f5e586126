"""How many came back is a figure for who leads a queue, and of nobody."""

from typing import Any


def test_leads_see_the_rate_of_ten_and_more_and_others_nothing(founded_house: Any, browse: Any) -> None:
    house = founded_house
    words = [house.tip(f"message {n}").words for n in range(9)]
    assert "fewer than 10" in browse("north").get("/places/returns").text
    words.append(house.tip("message 9").words)
    for six in words[:8]:
        house.house.web_return.open(" ".join(six))
    assert 'href="/places/returns"' in browse("north").get("/places").text
    page = browse("north").get("/places/returns").text
    assert "<b>80%</b> of 10" in page
    assert "/places/returns" not in browse("north_too").get("/places").text
    assert browse("north_too").get("/places/returns").status == 403
