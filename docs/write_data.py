"""Write the lists of columns in docs/data.md anew from the tables, and keep what people wrote beside them.

    python docs/write_data.py

A new table gets a section with empty sentences; a law test refuses them until somebody has said who reads the
table and what a thief learns from it.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import Table

from migrations.models import METADATAS
from reporting.store.shred_schema import METADATA as SHRED

PAGE = Path(__file__).parent / "data.md"
START = "<!-- tables -->\n"
READ_BY = "**Read by:**"
THIEF = "**A thief learns:**"


def tables() -> list[Table]:
    """Every table that is kept, by name; the shred store's last."""
    main = sorted((t for metadata in METADATAS for t in metadata.tables.values()), key=lambda t: t.name)
    return [*main, *SHRED.sorted_tables]


def render(page: str) -> str:
    """The page with the lists made anew."""
    before, _, after = page.partition(START)
    said = dict(_sections(after))
    return before + START + "".join(_section(table, *said.get(table.name, ("", ""))) for table in tables())


def _sections(text: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """(table, (who reads it, what a thief learns)) as the page says now."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        name = section.split("\n", 1)[0].strip("` ")
        read_by, thief = (_sentence(section, start) for start in (READ_BY, THIEF))
        yield name, (read_by, thief)


def _sentence(section: str, start: str) -> str:
    found = re.search(rf"^{re.escape(start)}(.*)$", section, flags=re.MULTILINE)
    return found.group(1).strip() if found else ""


def _section(table: Table, read_by: str, thief: str) -> str:
    lines = [f"\n## `{table.name}`\n", f"{READ_BY} {read_by}\n", f"{THIEF} {thief}\n"]
    sealed, keyed = (_names(table, kind) for kind in ("sealed", "keyed"))
    clear = [column for column in table.columns if column.info.get("class") not in {"sealed", "keyed"}]
    lines += ["| in clear | because |", "|---|---|"]
    lines += [f"| `{column.name}` | {column.info.get('reason', '')} |" for column in clear]
    lines += [
        f"\n{title}: {', '.join(names)}." for title, names in (("Sealed", sealed), ("Keyed", keyed)) if names
    ]
    return "\n".join(lines) + "\n"


def _names(table: Table, kind: str) -> list[str]:
    return [f"`{name}`" for name in _of(table, kind)]


def _of(table: Table, kind: str) -> Iterable[str]:
    return (column.name for column in table.columns if column.info.get("class") == kind)


if __name__ == "__main__":
    PAGE.write_text(render(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
