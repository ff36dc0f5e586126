"""Safety 8: the accused may be on call. The ladder moves on, is never empty, and no count tells them."""

from typing import Any

import pytest

from notify import pages

DISTRICT = b"northside distri"
Fixture = Any


def test_an_excluded_person_is_passed_over_and_the_ladder_is_never_empty(district: Fixture) -> None:
    district.page(excluded=[district.persons["Ana"], district.persons["Ben"]])
    district.work()
    district.phone("Cho").expects("urgent page")
    district.pass_(1500, step=60)
    district.phone("Ana").expects_nothing()
    district.phone("Ben").expects_nothing()
    district.phone("Dee").expects("urgent page")


def test_the_last_resort_can_be_excluded_too(district: Fixture) -> None:
    everyone_but_dee = [district.persons[name] for name in ("Ana", "Ben", "Cho")]
    district.page(excluded=everyone_but_dee)
    district.work()
    district.phone("Dee").expects("urgent page")


def test_a_page_that_excludes_somebody_never_joins_a_climb_that_rings_them(district: Fixture) -> None:
    district.page("AAAAAA")
    district.work()
    ana = district.phone("Ana").expects("urgent page AAAAAA")
    district.page("BBBBBB", excluded=[district.persons["Ana"]])
    district.pass_(900, step=60)
    assert not any("BBBBBB" in text or "2 urgent" in text for text in ana.inbox())
    assert any("BBBBBB" in text for text in district.phone("Ben").inbox())


def test_a_take_over_is_not_told_to_the_excluded(district: Fixture) -> None:
    district.page("BBBBBB", excluded=[district.persons["Ana"]])
    district.pass_(400)
    district.phone("Cho").replies("ACK")
    district.pass_(60)
    district.phone("Ana").expects_nothing()
    assert "BBBBBB" in district.phone("Ben").inbox()[-1]


def test_an_excluded_person_cannot_acknowledge_and_is_told_that_there_is_no_such_page(
    district: Fixture,
) -> None:
    page = district.page(excluded=[district.persons["Ana"]])
    district.work()
    said = []
    for page_id in (page, b"never existed..."):
        with district.database.engine.begin() as conn, pytest.raises(pages.NoSuchPage) as refused:
            pages.acknowledge(
                conn, district=DISTRICT, page_id=page_id, person=district.persons["Ana"], now=district.at
            )
        said.append(str(refused.value))
    assert said[0] == said[1]
    district.phone("Ana").replies("ACK").expects("no page is open for this phone")
