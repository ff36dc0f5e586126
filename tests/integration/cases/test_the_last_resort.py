"""Whoever stands behind every ladder is rung at last, though they could open nothing: they can wake somebody who can."""

from typing import Any

GUN = "My friend has a gun in his backpack and says tomorrow is the day."
LAST_RESORT = "+12025550105"


def test_when_nobody_on_call_answers_the_last_resort_is_rung_whatever_keys_they_hold(
    founded_house: Any,
) -> None:
    house = founded_house
    designee = house.member("designee")
    assert not any(
        designee in queue.members for queue in house.house.ground.roll.queues() if queue.school is not None
    )
    house.tip(GUN)
    for _ in range(8):
        house.work()
        house.clock.advance(minutes=4)
    rung = [to for to, body in house.carrier.texts if "ACK" in body]
    assert LAST_RESORT in rung
    assert rung.index(LAST_RESORT) > rung.index("+12025550101")


def test_a_page_that_is_kept_from_somebody_rings_its_readers_alone(founded_house: Any) -> None:
    house = founded_house
    house.tip(GUN, excluded=frozenset({house.member("designee")}))
    for _ in range(8):
        house.work()
        house.clock.advance(minutes=4)
    assert LAST_RESORT not in {to for to, _ in house.carrier.texts}
