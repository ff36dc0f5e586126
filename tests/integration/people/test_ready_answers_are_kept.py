"""Ready answers of a district: sealed, changed by those who lead, shipped again."""

from typing import Any

import pytest
from sqlalchemy import select

from reporting.people.canned.reply import read_pair
from reporting.people.canned.shipped import SHIPPED
from reporting.people.refused import Refused
from reporting.store.canned_replies import CANNED

OURS = read_pair("new", "bullying", "Our hall is open at noon.", "La sala abre al mediodía.")


def test_leads_change_hide_add_and_go_back_and_nothing_of_it_lies_in_clear(
    founded_house_on_each: Any,
) -> None:
    house = founded_house_on_each
    canned, lead = house.doors.canned, house.sessions["north"]
    assert [one.pair for one in canned.all()] == list(SHIPPED)
    first, second = canned.all()[0].value, canned.all()[1].value
    canned.keep(lead, first, OURS)
    canned.hide(lead, second)
    canned.keep(lead, None, OURS)
    shown = canned.all()
    assert len(shown) == len(SHIPPED) + 1
    assert (shown[0].pair.en, shown[0].own, shown[1].hidden) == (OURS.en, True, True)
    assert (shown[-1].pair.es, shown[-1].own) == (OURS.es, True)
    with house.house.foundation.database.read() as conn:
        rows = conn.execute(select(CANNED.c.sealed)).scalars().all()
    assert len(rows) == 3
    assert not any(b"noon" in row for row in rows)
    canned.ship(lead, first)
    canned.ship(lead, second)
    canned.hide(lead, shown[-1].value)
    assert [one.pair for one in canned.all()] == list(SHIPPED)


def test_who_leads_nothing_changes_nothing(founded_house: Any) -> None:
    house = founded_house
    canned = house.doors.canned
    with pytest.raises(Refused) as refused:
        canned.keep(house.sessions["north_too"], None, OURS)
    assert refused.value.code == "not_allowed"
    with pytest.raises(Refused) as refused:
        canned.keep(house.sessions["north"], "00" * 16, OURS)
    assert refused.value.code == "unknown"
