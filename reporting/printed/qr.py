"""QR codes as SVG: dark on white in dark mode too, since cameras want it so. No style attribute is in them."""

import io

import segno
from markupsafe import Markup

DARK, LIGHT = "#17272c", "#fff"


def picture(uri: str, *, declared: bool = True, scale: int | None = None) -> bytes:
    """An SVG; `declared`: with its namespace, as a file needs it. `scale`: pixels a square; None: as wide as its place."""
    out = io.BytesIO()
    segno.make(uri, error="m").save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=declared,
        svgclass=None,
        lineclass=None,
        border=2,
        dark=DARK,
        light=LIGHT,
        omitsize=scale is None,
        scale=scale or 1,
    )
    return out.getvalue()


def inline(uri: str, *, scale: int | None = None) -> Markup:
    """For a page that is shown once and has no address for a picture."""
    # segno writes numbers and colours only; nothing of the address stands in it as text.
    return Markup(picture(uri, declared=False, scale=scale).decode())  # noqa: S704 -- see above
