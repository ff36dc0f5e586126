"""A file that the documentation names is there: a page that points at code must move with it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
NAMED = re.compile(r"`((?:[\w-]+/)+[\w.-]+\.(?:py|md|txt|sh|yaml|cfg|conf|service|css|js))`")
# The room that a path begins in may be left out where all paths of a page begin there.
ROOMS = (ROOT, ROOT / "reporting")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    for named in NAMED.findall(page.read_text(encoding="utf-8")):
        assert any((room / named).exists() for room in ROOMS), named


def test_every_picture_is_shown_on_a_page_and_small() -> None:
    shown = {
        Path(found).name
        for page in PAGES
        for found in re.findall(r"!\[[^\]]+\]\(([^)]+\.(?:png|webp))\)", page.read_text(encoding="utf-8"))
    }
    folder = ROOT / "docs" / "pictures"
    pictures = {path.name: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    assert set(pictures) == shown
    assert max(pictures.values()) <= 200 * 1024
    assert sum(pictures.values()) <= 4 * 1024 * 1024
