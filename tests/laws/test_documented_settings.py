"""docs/operations.md lists every setting with what it is when unset, and the documentation names no other."""

import re
from pathlib import Path

import pytest

from reporting.settings import Settings, variable

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "operations.md"
ROW = re.compile(
    r"^\| `((?:QUIETLINE_|PUBLIC_PORT|STAFF_PORT|PARTNER_PORT)\w*)` \| (.*?) \| (.+) \|$", re.MULTILINE
)
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted(path for path in (ROOT / "deploy").rglob("*") if path.is_file()),
]
NAMED = re.compile(r"\bQUIETLINE_[A-Z_]+\b")


def names() -> dict[str, str]:
    """Each setting's variable, and what it is when nobody sets it; empty where that is nothing."""
    return {
        str(field.validation_alias or variable(name)): "" if field.default is None else str(field.default)
        for name, field in Settings.model_fields.items()
    }


def rows() -> dict[str, tuple[str, str]]:
    return {found[1]: (found[2].strip("`"), found[3]) for found in ROW.finditer(PAGE.read_text("utf-8"))}


def test_every_setting_stands_in_the_table_and_no_other() -> None:
    assert set(rows()) == set(names())


@pytest.mark.parametrize("name", names())
def test_the_table_says_what_a_setting_is_when_unset_and_what_it_is_for(name: str) -> None:
    unset, purpose = rows()[name]
    assert unset == names()[name]
    assert len(purpose) > 10, f"say in docs/operations.md what {name} is for"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_a_setting_that_does_not_exist(page: Path) -> None:
    assert set(NAMED.findall(page.read_text(encoding="utf-8"))) <= set(names())
