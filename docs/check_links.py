"""Every relative link in the documentation leads somewhere, to its heading too."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as forges make them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")
        for heading in HEADING.findall(text)
    }


def dead_links(page: Path) -> list[str]:
    """The links of a page that lead nowhere. Addresses elsewhere are not asked: a check must not need a network."""
    found = []
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        path = (page.parent / target).resolve() if target else page
        missing = not path.exists() or (anchor and path.suffix == ".md" and anchor not in anchors(path))
        if missing:
            found.append(f"{page.relative_to(ROOT)}: {link}")
    return found


def main() -> int:
    pages = [
        page
        for page in ROOT.rglob("*.md")
        if not {".venv", "node_modules", "var"} & set(page.relative_to(ROOT).parts)
    ]
    dead = [line for page in sorted(pages) for line in dead_links(page)]
    for line in dead:
        print(line)
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
