"""A drawing as PDF: letters embedded, a title, a language, and a date that says nothing of when it was made."""

from datetime import UTC, datetime

from fpdf import FPDF
from fpdf.drawing_primitives import color_from_hex_string
from fpdf.fonts import TTFFont

from reporting.printed.drawing import Box, Drawing, Stroke, Text
from reporting.printed.faces import BOLD, FONTS, REGULAR

_FACE = "Atkinson"
_STILL = datetime(2000, 1, 1, tzinfo=UTC)


class Ink:
    """Pages of paper. `ruler` measures in the very letters that are printed."""

    def __init__(self, size: tuple[float, float]) -> None:
        self._pdf = FPDF(unit="mm", format=size)
        self._pdf.set_creation_date(_STILL)
        self._pdf.set_margin(0)
        self._pdf.set_auto_page_break(auto=False)
        self._pdf.add_font(_FACE, "", FONTS / REGULAR)
        self._pdf.add_font(_FACE, "B", FONTS / BOLD)
        self._pdf.add_page()

    def ruler(self, text: str, size: float, bold: bool) -> float:  # noqa: FBT001 -- the ruler's own form
        self._pdf.set_font(_FACE, "B" if bold else "", size)
        return float(self._pdf.get_string_width(text))

    def pdf(self, first: Drawing, *others: Drawing) -> bytes:
        """A page each."""
        page = self._pdf
        page.set_title(first.title)
        page.set_lang(first.lang)
        page.set_producer("Quietline")
        self._draw(first)
        for drawing in others:
            page.add_page()
            self._draw(drawing)
        return bytes(page.output())

    def _draw(self, drawing: Drawing) -> None:
        page = self._pdf
        for part in drawing.parts:
            match part:
                case Text():
                    page.set_font(_FACE, "B" if part.bold else "", part.size)
                    page.set_text_color(color_from_hex_string(part.colour))
                    page.text(part.x, part.y, part.text)
                case Box():
                    page.set_fill_color(color_from_hex_string(part.fill))
                    page.rect(
                        part.x,
                        part.y,
                        part.width,
                        part.height,
                        style="F",
                        round_corners=part.radius > 0,
                        corner_radius=part.radius,
                    )
                case Stroke():
                    page.set_draw_color(color_from_hex_string("#75878c"))
                    page.set_line_width(0.2)
                    page.line(part.x, part.y, part.to_x, part.to_y)

    def close(self) -> None:
        """The library leaves font files open."""
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()
