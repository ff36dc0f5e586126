"""A document as pages: what belongs together stays together, and a table that goes on repeats its head."""

from collections.abc import Iterable

from reporting.printed.document import (
    Blank,
    Block,
    Cells,
    Columns,
    Document,
    Heading,
    Points,
    Spans,
    Table,
    Verdict,
    Words,
)
from reporting.printed.drawing import (
    HAIR,
    INK,
    MM_A_POINT,
    MUTED,
    SUNK,
    TEAL,
    WHITE,
    Box,
    Drawing,
    Part,
    Ruler,
    Stroke,
    Text,
    wrapped,
)

MARGIN, TOP, FOOT = 18.0, 18.0, 16.0
BODY, SMALL, LEAST = 10.0, 8.5, 6.0
GAP = 2.4  # between two columns of a table
FIRST = 34.0  # a table's first column is at least as wide
_TONES = {"go": TEAL, "no_go": "#8a2b1d", "open": MUTED}
_MAYBE = "#85aeb2"
_TALL = 34.0


class _Flow:
    """Where the next block goes; begins a new page where it does not fit."""

    def __init__(self, ruler: Ruler, size: tuple[float, float]) -> None:
        self.ruler = ruler
        self._size = size
        self.width = size[0] - 2 * MARGIN
        self.pages: list[list[Part]] = [[]]
        self.y = TOP

    def room(self, height: float) -> bool:
        """Whether a page was turned for it."""
        if self.y + height <= self._size[1] - FOOT or self.y <= TOP:
            return False
        self.pages.append([])
        self.y = TOP
        return True

    def put(self, parts: Iterable[Part]) -> None:
        self.pages[-1].extend(parts)

    def wide(self, text: str, size: float, *, bold: bool = False) -> float:
        return self.ruler(text, size, bold)

    def lines(
        self, text: str, size: float, *, inset: float = 0, bold: bool = False, colour: str = INK
    ) -> None:
        for line in wrapped(self.ruler, text, self.width - inset, size, bold=bold):
            self.room(size * 1.3 * MM_A_POINT)
            self.y += size * 1.3 * MM_A_POINT
            self.put([Text(MARGIN + inset, self.y, size, line, bold, colour)])


def pages(document: Document, ruler: Ruler, size: tuple[float, float]) -> tuple[Drawing, ...]:
    flow = _Flow(ruler, size)
    flow.lines(document.title, 19, bold=True, colour=TEAL)
    flow.y += 1
    for block in document.blocks:
        _lay(block, flow)
    every = []
    for at, parts in enumerate(flow.pages):
        y = size[1] - 9
        said = f"{at + 1} / {len(flow.pages)}"
        foot: list[Part] = [
            Stroke(MARGIN, y - 4.5, size[0] - MARGIN, y - 4.5),
            Text(MARGIN, y, 7.5, document.foot, colour=MUTED),
            Text(size[0] - MARGIN - flow.wide(said, 7.5), y, 7.5, said, colour=MUTED),
        ]
        every.append(Drawing(*size, document.title, document.lang, (*parts, *foot)))
    return tuple(every)


def _lay(block: Block, flow: _Flow) -> None:
    match block:
        case Heading():
            flow.room(38)
            flow.y += 4
            flow.lines(block.text, 13, bold=True)
            flow.y += 0.8
        case Words():
            flow.y += 1
            flow.lines(block.text, SMALL if block.muted else BODY, colour=MUTED if block.muted else INK)
        case Points():
            _points(block, flow)
        case Verdict():
            _verdict(block, flow)
        case Table():
            _table(block, flow)
        case Columns():
            _columns(block, flow)
        case Spans():
            _spans(block, flow)
        case Blank():
            _blank(block, flow)


def _points(block: Points, flow: _Flow) -> None:
    for text in block.texts:
        flow.y += 0.8
        flow.room(BODY * 1.3 * MM_A_POINT)
        flow.put([Box(MARGIN + 0.6, flow.y + 2.2, 1.1, 1.1, TEAL, 0.5)])
        flow.lines(text, BODY, inset=4)


def _verdict(block: Verdict, flow: _Flow) -> None:
    lines = wrapped(flow.ruler, block.text, flow.width - 12, 15, bold=True)
    tall = len(lines) * 15 * 1.3 * MM_A_POINT + 6
    flow.room(tall + 4)
    flow.y += 2
    flow.put([Box(MARGIN, flow.y, flow.width, tall, _TONES[block.tone], 2)])
    for at, line in enumerate(lines):
        flow.put(
            [Text(MARGIN + 6, flow.y + 8 + at * 15 * 1.3 * MM_A_POINT, 15, line, bold=True, colour=WHITE)]
        )
    flow.y += tall + 2


def _blank(block: Blank, flow: _Flow) -> None:
    why = wrapped(flow.ruler, block.why, flow.width - 8, SMALL)
    label = wrapped(flow.ruler, f"{block.mark}: {block.label}", flow.width - 8, BODY, bold=True)
    tall = 6 + len(label) * 4.6 + len(why) * 3.9 + 9
    flow.room(tall + 2)
    flow.y += 2
    flow.put([
        Box(MARGIN, flow.y, flow.width, tall, HAIR, 1.5),
        Box(MARGIN + 0.3, flow.y + 0.3, flow.width - 0.6, tall - 0.6, WHITE, 1.3),
    ])  # fmt: skip
    y = flow.y + 1.5
    for lines, size, step, bold, colour in ((label, BODY, 4.6, True, INK), (why, SMALL, 3.9, False, MUTED)):
        for line in lines:
            y += step
            flow.put([Text(MARGIN + 4, y, size, line, bold, colour)])
    flow.put([Stroke(MARGIN + 4, flow.y + tall - 3, MARGIN + flow.width - 4, flow.y + tall - 3)])
    flow.y += tall


def _widths(block: Table, flow: _Flow) -> tuple[float, list[float]]:
    """(size, width of each column): the largest size at which no number is broken."""
    size = SMALL + 0.5
    while True:
        own = [
            max(
                [flow.wide(row[at], size) for row in block.rows]
                + [flow.wide(word, size, bold=True) for word in (block.head[at].split() or [""])]
            )
            + GAP
            for at in range(1, len(block.head))
        ]
        left = flow.width - sum(own)
        if left >= FIRST or size <= LEAST:
            spare = max(0.0, left - 90) / max(1, len(own))
            return size, [left - spare * len(own), *(one + spare for one in own)]
        size -= 0.5


def _table(block: Table, flow: _Flow) -> None:
    if block.caption:
        flow.room(20)
        flow.y += 1.5
        flow.lines(block.caption, SMALL, bold=True, colour=MUTED)
    size, widths = _widths(block, flow)
    head = _row(block.head, flow, size, widths, bold=True)
    flow.room(head[1] * 3)
    _set(head, flow)
    for cells in block.rows:
        row = _row(cells, flow, size, widths, bold=False)
        if flow.room(row[1]):
            _set(head, flow)
        _set(row, flow)
    flow.y += 1.5


_Row = tuple[tuple[tuple[float, float, str], ...], float, float, bool]


def _row(cells: Cells, flow: _Flow, size: float, widths: list[float], *, bold: bool) -> _Row:
    """Its lines as (x, how far down, text), its height, its size. Numbers stand at the right of their column."""
    step = size * 1.25 * MM_A_POINT
    texts: list[tuple[float, float, str]] = []
    right = MARGIN
    deepest = 1
    for at, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        right += width
        lines = wrapped(flow.ruler, cell, width - GAP, size, bold=bold)
        deepest = max(deepest, len(lines))
        for n, line in enumerate(lines):
            x = right - width if at == 0 else right - flow.wide(line, size, bold=bold)
            texts.append((x, (n + 1) * step, line))
    texts.sort(key=lambda one: (one[1], one[0]))
    return tuple(texts), deepest * step + 1.3, size, bold


def _set(row: _Row, flow: _Flow) -> None:
    texts, tall, size, bold = row
    flow.put([Text(x, flow.y + down, size, text, bold) for x, down, text in texts])
    flow.y += tall
    flow.put([Stroke(MARGIN, flow.y, MARGIN + flow.width, flow.y)])


def _columns(block: Columns, flow: _Flow) -> None:
    flow.room(_TALL + 12)
    most = max((n for n in block.values if n is not None), default=1)
    step = flow.width / max(12, len(block.values))
    ground = flow.y + 6 + _TALL
    for at, (label, n) in enumerate(zip(block.labels, block.values, strict=True)):
        x = MARGIN + at * step
        tall = 2.0 if n is None else max(0.4, _TALL * n / most)
        flow.put([Box(x + 1, ground - tall, step - 2, tall, SUNK if n is None else TEAL, 0.5)])
        if n is not None:
            said = f"{n:,}"
            flow.put([Text(x + (step - flow.wide(said, 7)) / 2, ground - tall - 1, 7, said)])
        flow.put([Text(x + (step - flow.wide(label, 7)) / 2, ground + 3.6, 7, label, colour=MUTED)])
    flow.put([Stroke(MARGIN, ground, MARGIN + flow.width, ground)])
    flow.y = ground + 5.5


def _spans(block: Spans, flow: _Flow) -> None:
    label, said = flow.width * 0.42, flow.width * 0.2
    track = flow.width - label - said - 4
    if block.title:
        flow.room(14)
        flow.y += 1.5
        flow.lines(block.title, SMALL, bold=True, colour=MUTED)
        flow.y += 1
    for one in block.rows:
        lines = wrapped(flow.ruler, one.label, label - 3, 9)
        tall = max(1, len(lines)) * 4.2 + 1.2
        flow.room(tall)
        middle = flow.y + 2.2
        flow.put([Text(MARGIN, flow.y + 3.6, 9, lines[0] if lines else "")])
        flow.put([Text(MARGIN + label + track + 4, flow.y + 3.6, 9, one.said, bold=True)])
        flow.put([Text(MARGIN, flow.y + 3.6 + at * 4.2, 9, line) for at, line in enumerate(lines) if at])
        flow.put([Box(MARGIN + label, middle, track, 2.2, SUNK, 0.6)])
        if one.low is not None and one.high is not None:
            at, wide = track * one.low / 100, track * (one.high - one.low) / 100
            flow.put([Box(MARGIN + label, middle, at, 2.2, TEAL, 0.4)] if at else [])
            flow.put([Box(MARGIN + label + at, middle, wide, 2.2, _MAYBE, 0)] if wide else [])
        flow.y += tall
