"""A page as shapes and lines of text. Lengths are millimetres from the top left corner, type sizes are points."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

MM_A_POINT = 25.4 / 72

INK, MUTED, TEAL, WHITE, SUNK, HAIR = "#17272c", "#4b5d63", "#0b5d66", "#ffffff", "#eaf0ee", "#75878c"

# How wide a line is, in millimetres: text, size, bold.
Ruler = Callable[[str, float, bool], float]


@dataclass(frozen=True, slots=True)
class Text:
    """`y` is the line that letters stand on."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    x: float
    y: float
    to_x: float
    to_y: float


Part = Text | Box | Stroke


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page. `title` and `lang` are for those who have it read to them."""

    width: float
    height: float
    title: str
    lang: str
    parts: tuple[Part, ...]


def fitted(ruler: Ruler, lines: Iterable[str], width: float, largest: float, *, bold: bool = False) -> float:
    """The largest size, in half points, at which every line fits."""
    size = largest
    wanted = tuple(lines)
    while size > 5 and any(ruler(line, size, bold) > width for line in wanted):  # noqa: PLR2004 -- nobody reads less
        size -= 0.5
    return size


def wrapped(ruler: Ruler, text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Broken at blanks. A word that is too long for a line stands alone on one."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and ruler(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


class Column:
    """Writes lines below one another and knows how far down it is."""

    def __init__(self, ruler: Ruler, x: float, y: float, width: float) -> None:
        self._ruler = ruler
        self._x, self._width = x, width
        self.y = y
        self.parts: list[Part] = []

    def write(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        gap: float = 0,
        lead: float = 1.25,
    ) -> "Column":
        """`gap` before it, in millimetres; `lead`: height of a line as a multiple of its size."""
        self.y += gap
        for line in wrapped(self._ruler, text, self._width, size, bold=bold):
            self.y += size * lead * MM_A_POINT
            self.parts.append(Text(self._x, self.y, size, line, bold, colour))
        return self

    def fit(
        self, text: str, largest: float, *, bold: bool = True, colour: str = INK, gap: float = 0
    ) -> "Column":
        """On one line, as large as it fits."""
        size = fitted(self._ruler, (text,), self._width, largest, bold=bold)
        self.y += gap + size * 1.25 * MM_A_POINT
        self.parts.append(Text(self._x, self.y, size, text, bold, colour))
        return self

    def points(self, texts: Iterable[str], size: float, *, gap: float = 1.6) -> "Column":
        """Each with a dot before it, its lines set in."""
        indent = size * 0.9 * MM_A_POINT
        for text in texts:
            self.y += gap
            lines = wrapped(self._ruler, text, self._width - indent, size)
            for at, line in enumerate(lines):
                self.y += size * 1.25 * MM_A_POINT
                if at == 0:
                    side = size * 0.28 * MM_A_POINT
                    self.parts.append(
                        Box(self._x, self.y - size * 0.34 * MM_A_POINT - side / 2, side, side, TEAL, side / 2)
                    )
                self.parts.append(Text(self._x + indent, self.y, size, line))
        return self
