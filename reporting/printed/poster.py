"""A poster: read from three metres, and from one what it is and what it is not."""

from reporting.printed.code import qr
from reporting.printed.drawing import (
    HAIR,
    MUTED,
    SUNK,
    TEAL,
    WHITE,
    Box,
    Column,
    Drawing,
    Part,
    Ruler,
    Text,
    fitted,
)
from reporting.printed.order import Order
from reporting.printed.voice import Words

MARGIN = 12.0  # office printers leave the rim white
INSET = 9.0
HEADLINE = 84.0
PICTURE = 68.0
FOOT = 38.0
LEAST = 40.0
LISTS, LEAST_LISTS = 15.0, 11.5


def poster(order: Order, words: Words, ruler: Ruler, size: tuple[float, float]) -> Drawing:
    """The headline is as large as the rest leaves room for."""
    width, height = size
    inner, end = width - 2 * MARGIN, height - MARGIN - FOOT
    headline = fitted(ruler, words.headline, inner - 2 * INSET, HEADLINE, bold=True)
    lists = LISTS
    parts, below = _upper(order, words, ruler, inner, (headline, lists))
    while below > end - 4 and headline > LEAST:
        headline, lists = (headline, lists - 0.5) if lists > LEAST_LISTS else (headline - 1, lists)
        parts, below = _upper(order, words, ruler, inner, (headline, lists))
    parts += _foot(order, words, ruler, inner, end)
    return Drawing(width, height, " ".join(words.headline), order.lang, tuple(parts))


def _upper(
    order: Order, words: Words, ruler: Ruler, inner: float, sizes: tuple[float, float]
) -> tuple[list[Part], float]:
    """All but the foot; (its parts, where it ends). `sizes`: of the headline and of the lists."""
    band, parts = _band(words, ruler, inner, sizes[0])
    ways, middle = _ways(order, words, ruler, inner, MARGIN + band + 7)
    kinds, below = _kinds(order, words, ruler, inner, (middle + 4, sizes[1]))
    return [*parts, *ways, *kinds], below


def _band(words: Words, ruler: Ruler, inner: float, size: float) -> tuple[float, list[Part]]:
    """The headline on colour; (its height, its parts)."""
    column = Column(ruler, MARGIN + INSET, MARGIN + 3, inner - 2 * INSET)
    for at, line in enumerate(words.headline):
        column.write(line, size, bold=True, colour=WHITE, lead=0.86 if at == 0 else 0.98)
    column.fit(words.lead, 26, colour=WHITE, gap=4)
    tall = column.y + 8 - MARGIN
    return tall, [Box(MARGIN, MARGIN, inner, tall, TEAL, 5), *column.parts]


def _ways(order: Order, words: Words, ruler: Ruler, inner: float, y: float) -> tuple[list[Part], float]:
    """How to get there: by camera, by hand, by text."""
    right = MARGIN + PICTURE + 10
    column = Column(ruler, right, y + 2, inner - PICTURE - 10)
    column.write(words.camera, 22, bold=True)
    column.write(words.go_to, 14, colour=MUTED, gap=5).fit(order.address, 24)
    if order.number:
        column.write(words.text_us, 14, colour=MUTED, gap=4).fit(order.number, 30)
    below = max(y + PICTURE, column.y)
    frame = [
        Box(MARGIN, y, PICTURE, PICTURE, HAIR, 4),
        Box(MARGIN + 0.4, y + 0.4, PICTURE - 0.8, PICTURE - 0.8, WHITE, 3.7),
    ]
    return [*frame, *qr(order.url, MARGIN + 2, y + 2, PICTURE - 4), *column.parts], below


def _kinds(
    order: Order, words: Words, ruler: Ruler, inner: float, at: tuple[float, float]
) -> tuple[list[Part], float]:
    """What this is, beside what it is not. `at`: how far down, and in which size."""
    y, size = at
    half = (inner - 10) / 2
    is_so = Column(ruler, MARGIN, y, half).write(words.what_it_is, size + 3, bold=True, colour=TEAL)
    is_so.points((*words.is_so, words.watched), size)
    is_not = Column(ruler, MARGIN + half + 10, y, half).write(
        words.what_it_is_not, size + 3, bold=True, colour=TEAL
    )
    is_not.points((*words.is_not, *((words.by_text,) if order.number else ())), size)
    return [*is_so.parts, *is_not.parts], max(is_so.y, is_not.y)


def _foot(order: Order, words: Words, ruler: Ruler, inner: float, y: float) -> list[Part]:
    """Whom to call now; small and last, whose line this is."""
    column = Column(ruler, MARGIN + INSET, y + 0.5, inner - 2 * INSET)
    column.fit(words.danger, 26)
    column.write(words.not_everywhere, 11, colour=MUTED, gap=1)
    column.fit(words.talk, 15, gap=1)
    whose = " · ".join(filter(None, (order.line, order.school)))
    small = fitted(ruler, (whose,), inner - 2 * INSET, 10)
    return [
        Box(MARGIN, y, inner, FOOT, SUNK, 5),
        *column.parts,
        Text(MARGIN + INSET, y + FOOT - 3.5, small, whose, colour=MUTED),
    ]
