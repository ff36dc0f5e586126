"""Real processes, killed by the system while they send: the same measure as in `make bench`, with a handful of rows."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.delivery import _of_killed, _of_pages
from bench.process import run

# Leases end ten times as fast as in the service: so long the test waits for those of the dead.
pytestmark = pytest.mark.timeout(300)


@pytest.mark.nightly
def test_each_row_is_sent_or_kept_for_a_person_at_most_one_page_twice_a_kill_and_no_reply(
    database_url: str, tmp_path: Path
) -> None:
    found: dict[str, Any] = json.loads(run("bench.senders", database_url, str(tmp_path), "60", "4", "6"))
    assert (found["lost"], found["unsettled"], found["replies_twice"]) == (0, 0, 0)
    assert found["sent"] + found["held_for_a_person"] == 60
    assert found["held_for_a_person"] <= found["killed"]
    assert found["pages_twice"] <= found["killed"]
    assert found["faults"] == {}
    assert {figure.group for figure in _of_killed("Outbox", found)} == {"Outbox"}


@pytest.mark.nightly
def test_the_age_of_the_oldest_due_row_is_measured_over_pages_that_nobody_takes(database_url: str) -> None:
    found: dict[str, Any] = json.loads(run("bench.open_pages", database_url, "12", "1", "4"))
    assert found["messages"] >= 4
    assert [figure.goal for figure in _of_pages("Outbox", "joined", found)] == [None, 2.0, 2.0]
