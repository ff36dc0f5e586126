"""A drawing as SVG inside a page: no style, no script, letters of the page's own type."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from reporting.printed.drawing import MM_A_POINT, Box, Drawing, Part, Stroke, Text


def svg(drawing: Drawing) -> str:
    """`class="sheet"` gives it its type and its size on the screen."""
    return (
        f'<svg class="sheet" viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" lang="{drawing.lang}"'
        f" aria-label={quoteattr(drawing.title)}>" + "".join(_parts(drawing.parts)) + "</svg>"
    )


def _parts(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        match part:
            case Text():
                weight = ' font-weight="700"' if part.bold else ""
                yield (
                    f'<text x="{part.x:.2f}" y="{part.y:.2f}" font-size="{part.size * MM_A_POINT:.3f}"'
                    f' fill="{part.colour}"{weight}>{escape(part.text)}</text>'
                )
            case Box():
                round_ = f' rx="{part.radius:g}"' if part.radius else ""
                yield (
                    f'<rect x="{part.x:.3f}" y="{part.y:.3f}" width="{part.width:.3f}" height="{part.height:.3f}"'
                    f'{round_} fill="{part.fill}"/>'
                )
            case Stroke():
                yield (
                    f'<line x1="{part.x:.2f}" y1="{part.y:.2f}" x2="{part.to_x:.2f}" y2="{part.to_y:.2f}"'
                    ' stroke="#75878c" stroke-width="0.2"/>'
                )
