"""The page of a school: read by everybody who works here, changed by registrars and leads, over the real house."""

from typing import Any

WEEK = {
    f"{day}_{end}": clock
    for day in ("mon", "tue")
    for end, clock in (("opens", "08:00"), ("closes", "15:10"))
}


def test_a_lead_tells_places_and_hours_and_the_next_message_is_read_by_them(
    founded_house: Any, browse: Any
) -> None:
    house, school = founded_house, founded_house.school(0)
    path = f"/places/school/{school.hex()}"
    page = browse("north").get("/places")
    assert f'href="{path}"' in page.text
    page.get(path).post(path, places="D hall\nla cancha de abajo", off="2026-12-21 - 2026-12-23", **WEEK)
    assert page.status == 200
    assert "It counts from the next message on." in page.text
    assert "2026-12-21 - 2026-12-23" in page.text
    assert 'value="15:10"' in page.text
    roll = house.house.ground.roll
    assert "la cancha de abajo" in roll.places(school)
    assert roll.school_time(school).hours(house.clock()).value == "in"
    assert "2 names of places" in page.get("/places").text


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(founded_house: Any, browse: Any) -> None:
    path = f"/places/school/{founded_house.school(0).hex()}"
    page = browse("north").get(path)
    for field, typed in (("places", "x"), ("off", "Christmas"), ("mon_opens", "09:00")):
        page.get(path).post(path, **{field: typed})
        assert page.status == 422
        assert 'class="invalid-feedback"' in page.text
        assert typed in page.text
    page.get(path).post(path, off="2026-12-24")
    assert "Write the hours first" in page.text
    assert founded_house.house.ground.roll.places(founded_house.school(0)) == ()


def test_others_read_it_and_cannot_change_it(founded_house: Any, browse: Any) -> None:
    path = f"/places/school/{founded_house.school(0).hex()}"
    browse("north").get(path).post(path, places="D hall")
    page = browse("south_too").get(path)
    assert "D hall" in page.text
    assert "<textarea" not in page.text
    assert page.get("/account").post(path, places="the pit").status == 403
    assert founded_house.house.ground.roll.places(founded_house.school(0)) == ("D hall",)


def test_a_school_that_does_not_exist_is_refused(browse: Any) -> None:
    assert browse("north").get("/places/school/aa").status == 422
    assert browse("north").get(f"/places/school/{'ab' * 16}").status == 422
