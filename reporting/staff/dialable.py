"""Numbers in a step become links to tap. Everything else stays text."""

import re

from markupsafe import Markup, escape

# Short ones that are dialled as they are; long ones with blanks, dots, hyphens or brackets between their digits.
_NUMBER = re.compile(
    r"(?<![\w+.-])(\+?\d{1,2}[ .-]?)?(\(\d{3}\)|\d{3})[ .-]\d{3}[ .-]\d{4}(?![\w-])"
    r"|(?<![\w+.-])\+\d[\d ().-]{7,16}\d(?![\w-])"
    r"|(?<![\w+.-])(?:911|988|211)(?![\w-])",
    re.ASCII,
)


def dialable(text: str) -> Markup:
    """Escaped, with each telephone number as a `tel:` link."""
    parts, at = [], 0
    for found in _NUMBER.finditer(text):
        parts += [escape(text[at : found.start()]), _link(found[0])]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def _link(number: str) -> Markup:
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return Markup('<a class="dial" href="tel:{}">{}</a>').format(digits, number.strip())
