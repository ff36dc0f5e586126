"""Each page that can be asked for has its picture in docs/pages.md, or is named there as one that has none, and why."""

import re
from pathlib import Path

from bench.audit.every_page import EXEMPT, routes

PAGE = Path(__file__).resolve().parents[2] / "docs" / "pages.md"
SHOWN = re.compile(r"^`GET ([^`]+)`: [^\n]+\n\n!\[", re.MULTILINE)
# Sends on to the inbox or the first page, which are shown.
START = {"/"}


def test_every_route_has_a_picture_or_a_reason_to_have_none() -> None:
    shown = set(SHOWN.findall(PAGE.read_text(encoding="utf-8")))
    asked = set(routes()) - START
    assert asked - shown - set(EXEMPT) == set(), (
        "run `make screenshots`, or say in EXEMPT why there is no picture"
    )
    assert set(EXEMPT) - set(routes()) == set(), "these are no pages any more"
    assert shown & set(EXEMPT) == set()
    assert all(EXEMPT.values())


def test_what_is_not_shown_stands_on_the_page_with_its_reason() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [route for route, reason in EXEMPT.items() if f"- `GET {route}`: {reason}\n" not in page] == []
