"""A student who was seen moves the funnel and the funders' pack by one: nineteen others were counted before."""

import csv
import html
import io
import re

import pytest

from reporting.model.measure import Step
from tests.integration.app.conftest import Browser, staff_app
from tests.integration.insights.test_figures_of_a_month import tally, tick_until_decided
from tests.integration.referrals.conftest import Referred
from tests.integration.referrals.test_a_partner_opens_one_packet import sent
from tests.integration.referrals.test_what_becomes_of_referrals_is_counted import answered, met

WAY = (
    Step.PROPOSED,
    Step.AGREED,
    Step.SENT,
    Step.OPENED,
    Step.ACCEPTED,
    Step.FIRST_APPOINTMENT,
    Step.ATTENDED,
)
BEFORE = 19


def decided(harbor: Referred) -> tuple[dict[tuple[str, str], str], str]:
    """The pack as a table, and the page of figures as it is read."""
    house = harbor.house
    # What is counted of a few waits in RAM until five took the same step at one school, or the service stops.
    harbor.doors.counter.close()
    tally(house, 202611, house.school(0), 60)
    tick_until_decided(house)
    del house.cookies["north"]
    house.unlock("north")
    browse = Browser(staff_app(house.doors, house.house.foundation), house.cookies["north"])
    rows = csv.reader(io.StringIO(browse.get("/insights/pack.csv?year=2026").text))
    pack = {(row[1], row[2]): row[3] for row in rows}
    page = " ".join(re.sub(r"<[^>]+>", " ", html.unescape(browse.get("/insights?year=2026").text)).split())
    return pack, page


@pytest.mark.parametrize("seen", [True, False])
def test_the_twentieth_referral_moves_the_funnel_and_the_pack_alike(harbor: Referred, *, seen: bool) -> None:
    now, counter = harbor.house.clock(), harbor.doors.counter
    for _ in range(BEFORE):
        counter.count(now, harbor.house.school(0), "", (*WAY, Step.CONFIRMED))
    if seen:
        offer, token, pin = sent(harbor)
        answered(harbor, token, pin, "accepted", "scheduled", "attended")
        met(harbor, offer, "yes")
    pack, page = decided(harbor)
    words = "20 to 29" if seen else "10 to 19"
    assert pack["Sent, by the ten", "How many"] == words
    assert f"sent: {words}" in page
    confirmed = next(value for (row, _), value in pack.items() if row == "Seen, the student says")
    assert confirmed.startswith("over")
    assert f"Seen, the student says {confirmed}" in page
