"""A QR picture as boxes, white ground and all: dirt on a wall costs it a quarter of its parts, and it still reads."""

import segno

from reporting.printed.drawing import INK, WHITE, Box

QUIET = 4  # empty modules around it, as the standard asks


def qr(url: str, x: float, y: float, side: float) -> tuple[Box, ...]:
    matrix = segno.make(url, error="q", boost_error=False, micro=False).matrix
    module = side / (len(matrix) + 2 * QUIET)
    boxes = [Box(x, y, side, side, WHITE)]
    for row, line in enumerate(matrix):
        at = 0
        while at < len(line):
            run = at
            while run < len(line) and line[run]:
                run += 1
            if run > at:
                # A little taller than its row: viewers leave a hair of white between boxes that only touch.
                boxes.append(
                    Box(
                        x + (at + QUIET) * module,
                        y + (row + QUIET) * module,
                        (run - at) * module,
                        module * 1.02,
                        INK,
                    )
                )
            at = run + 1
    return tuple(boxes)
