"""Every page of the staff site, over a real house."""

from typing import Any

import pytest

PAGES = (
    "/inbox",
    "/people",
    "/people/waiting",
    "/people/invite",
    "/places",
    "/alarms",
    "/audit",
    "/on-call",
    "/account",
)


@pytest.mark.parametrize("path", PAGES)
def test_it_shows_this_page(browse: Any, path: str) -> None:
    answer = browse("designee").get(path)
    assert answer.status == 200
    assert "Erin Castillo" in answer.text


def test_it_says_of_queues_whose_key_an_administrator_does_not_hold_that_they_cannot_read_them(
    browse: Any,
) -> None:
    page = browse("administrator").get("/people").text
    assert "You cannot read this queue. You hold no key of it." in page
    assert "you hold its key" not in page
