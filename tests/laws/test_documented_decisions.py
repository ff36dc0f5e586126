"""docs/adr/README.md lists every decision by its own title, once."""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "adr"
LINE = re.compile(r"^- \[(\d{4}) (.+)\]\((\d{4}-[a-z0-9-]+\.md)\)$", re.MULTILINE)


def title(page: Path) -> str:
    first = page.read_text(encoding="utf-8").partition("\n")[0]
    return re.sub(r"^# \d+\.? +", "", first).strip()


def test_every_decision_is_listed_once_under_its_number_and_title() -> None:
    listed = LINE.findall((FOLDER / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(
        (page.name[:4], title(page), page.name) for page in FOLDER.glob("[0-9]*.md")
    )


def test_no_number_is_given_twice() -> None:
    numbers = [page.name[:4] for page in FOLDER.glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))
