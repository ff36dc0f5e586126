"""docs/data.md lists every clear column, who reads the table and what a thief learns: exactly the tables'."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_data", ROOT / "docs" / "write_data.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page() -> str:
    return (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


def test_the_page_lists_exactly_the_columns_of_the_tables(writer: ModuleType, page: str) -> None:
    assert writer.render(page) == page, "run `python docs/write_data.py` and read what changed"


def test_of_each_table_somebody_has_said_who_reads_it_and_what_a_thief_learns(
    writer: ModuleType, page: str
) -> None:
    said = dict(writer._sections(page))
    for table in writer.tables():
        read_by, thief = said[table.name]
        assert len(read_by) > 5, f"say in docs/data.md who reads {table.name}"
        assert len(thief) > 10, f"say in docs/data.md what a thief learns from {table.name}"


def test_a_new_column_would_be_missed(writer: ModuleType, page: str) -> None:
    without = re.sub(r"^\| `severity` \|.*\n", "", page, count=1, flags=re.MULTILINE)
    assert without != page
    assert writer.render(without) != without
