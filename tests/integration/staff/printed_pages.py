"""What a PDF says, line by line, as whoever searches it would find it."""

from contextlib import closing

import pypdfium2


def lines_of(pdf: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        found = []
        for at in range(len(document)):
            with closing(document[at]) as page, closing(page.get_textpage()) as text:
                found += [" ".join(line.split()) for line in text.get_text_bounded().splitlines()]
    return found
