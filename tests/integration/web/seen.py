"""What a student sees of a page: its text, its fields and its order."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

_SILENT = {"script", "style", "title"}
_BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "summary",
    "label",
    "legend",
    "option",
    "button",
    "a",
    "strong",
    "div",
    "input",
}
_VOID = {"meta", "link", "input", "br", "hr", "img"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.lines: list[str] = [""]
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.stack.append(tag)
        if tag in _BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass
        if tag in _BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not _SILENT & set(self.stack):
            self.lines[-1] += data


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    return reader


def lines(page: str) -> list[str]:
    """Visible text, a block a line."""
    return [line for line in (" ".join(raw.split()) for raw in _read(page).lines) if line]


def text(page: str) -> str:
    return " ".join(lines(page)).replace("\xa0", " ")


def tags(page: str, name: str) -> list[dict[str, str]]:
    return [attributes for tag, attributes in _read(page).tags if tag == name]


def hidden(page: str) -> dict[str, str]:
    return {tag["name"]: tag.get("value", "") for tag in tags(page, "input") if tag.get("type") == "hidden"}


def field(page: str, name: str) -> dict[str, str]:
    named = [
        tag for kind in ("input", "textarea", "select") for tag in tags(page, kind) if tag.get("name") == name
    ]
    assert len(named) == 1, f"{len(named)} fields named {name}"
    return named[0]


def area(page: str, ident: str = "body") -> str:
    """What stands in a text area, entities resolved, without the line end that HTML ignores."""
    reader = _Reader()
    found = re.search(rf'<textarea id="{ident}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    assert found, "no text area"
    reader.feed(found[1])
    return "".join(reader.lines)


def receipt(page: str) -> list[str]:
    """The six words, as the contract finds them."""
    found = re.search(r'id="receipt"[^>]*>(.*?)</', page, re.DOTALL)
    assert found, "no receipt"
    return found[1].split()


def multipart(fields: Mapping[str, str], data: bytes) -> dict[str, Any]:
    """The body of a form with one file, made in memory: the test client itself would use the disk."""
    lines = [
        f'--edge\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()
    ]
    lines.append('--edge\r\nContent-Disposition: form-data; name="files"; filename="DSC_canary_name.jpg"\r\n')
    body = "".join(lines).encode() + b"Content-Type: image/jpeg\r\n\r\n" + data + b"\r\n--edge--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=edge"}
