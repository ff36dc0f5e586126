"""Many of one on a sheet, with marks that say where to cut."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reporting.printed.code import qr
from reporting.printed.drawing import MUTED, TEAL, WHITE, Box, Column, Drawing, Part, Ruler, Stroke
from reporting.printed.order import Order, Paper, Sheet
from reporting.printed.voice import Words

MARK = 4.0
AWAY = 1.0


@dataclass(frozen=True, slots=True)
class Grid:
    """`width` and `height` of one piece."""

    across: int
    down: int
    width: float
    height: float


# Cards as large as those in a wallet, ten on a sheet, the sizes that card paper is sold in; stickers six on a sheet.
GRIDS = {
    (Sheet.CARDS, Paper.LETTER): Grid(2, 5, 88.9, 50.8),
    (Sheet.CARDS, Paper.A4): Grid(2, 5, 85, 54),
    (Sheet.STICKERS, Paper.LETTER): Grid(2, 3, 96, 84),
    (Sheet.STICKERS, Paper.A4): Grid(2, 3, 93, 88),
}
Piece = Callable[[Order, Words, Ruler, float, float, Grid], list[Part]]


def pieces(order: Order, words: Words, ruler: Ruler, size: tuple[float, float]) -> Drawing:
    grid = GRIDS[order.sheet, order.paper]
    left, top = (size[0] - grid.across * grid.width) / 2, (size[1] - grid.down * grid.height) / 2
    one: Piece = _card if order.sheet is Sheet.CARDS else _sticker
    parts: list[Part] = list(_marks(grid, left, top))
    for row in range(grid.down):
        for column in range(grid.across):
            parts += one(order, words, ruler, left + column * grid.width, top + row * grid.height, grid)
    return Drawing(*size, " ".join(words.headline), order.lang, tuple(parts))


def _marks(grid: Grid, left: float, top: float) -> Iterator[Stroke]:
    """Outside of the pieces, so that no line stays on one."""
    right, bottom = left + grid.across * grid.width, top + grid.down * grid.height
    for column in range(grid.across + 1):
        x = left + column * grid.width
        yield Stroke(x, top - AWAY - MARK, x, top - AWAY)
        yield Stroke(x, bottom + AWAY, x, bottom + AWAY + MARK)
    for row in range(grid.down + 1):
        y = top + row * grid.height
        yield Stroke(left - AWAY - MARK, y, left - AWAY, y)
        yield Stroke(right + AWAY, y, right + AWAY + MARK, y)


def _card(  # noqa: PLR0917 -- a place on the sheet
    order: Order, words: Words, ruler: Ruler, x: float, y: float, grid: Grid
) -> list[Part]:
    side = 36.0
    text = Column(ruler, x + side + 4.5, y + 4, grid.width - side - 9)
    text.write(" ".join(words.headline), 13, bold=True, colour=TEAL, lead=1.1)
    text.write(words.lead, 8, gap=0.8, lead=1.2)
    text.fit(order.address, 9.5, gap=0.8)
    if order.number:
        text.write(words.text_us, 7, colour=MUTED, gap=0.6, lead=1.1).fit(order.number, 10)
    foot = Column(ruler, x + 5, y + grid.height - 10.5, grid.width - 10)
    foot.fit(f"{words.danger} {words.not_everywhere}", 8)
    foot.fit(words.short_talk, 8, bold=False)
    return [*qr(order.url, x + 2.2, y + 3, side), *text.parts, *foot.parts]


def _sticker(  # noqa: PLR0917 -- a place on the sheet
    order: Order, words: Words, ruler: Ruler, x: float, y: float, grid: Grid
) -> list[Part]:
    side, rim = 42.0, 5.0
    inner = grid.width - 2 * rim
    head = Column(ruler, x + rim + 3.5, y + rim + 0.5, inner - 7)
    head.fit(" ".join(words.headline), 22, colour=WHITE)
    head.fit(words.lead, 11, bold=False, colour=WHITE)
    band = head.y + 3 - (y + rim)
    top = y + rim + band + 2
    ways = Column(ruler, x + rim + side - 1, top + 2, inner - side + 1)
    ways.write(words.camera, 11, bold=True, lead=1.15)
    ways.write(words.go_to, 8, colour=MUTED, gap=1).fit(order.address, 11)
    if order.number:
        ways.write(words.text_us, 8, colour=MUTED, gap=0.5).fit(order.number, 12)
    foot = Column(ruler, x + rim, top + side, inner)
    foot.fit(words.watched, 8, bold=False, colour=MUTED)
    foot.fit(f"{words.danger} {words.not_everywhere}", 9.5, gap=0.6)
    foot.fit(words.talk, 8.5, bold=False)
    return [
        Box(x + rim, y + rim, inner, band, TEAL, 3),
        *head.parts,
        *qr(order.url, x + rim - 3, top, side),
        *ways.parts,
        *foot.parts,
    ]
