"""Where the letters lie: the PDF embeds them, and a preview shows them."""

from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = "AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf"
