"""The child that draws: an order or a document on its standard input, a PDF or an SVG on its standard output.

A process of its own, because the library of PDFs brings parsers of fonts and pictures along, and forty megabytes: the
service, which holds keys, loads none of it.
"""

import json
import sys
from contextlib import closing

from reporting.printed.document import Document
from reporting.printed.ink import Ink
from reporting.printed.order import Order, Output, Paper, Sheet
from reporting.printed.pieces import pieces
from reporting.printed.poster import poster
from reporting.printed.svg import svg
from reporting.printed.typesetting import pages
from reporting.printed.voice import words

SIZES = {Paper.LETTER: (215.9, 279.4), Paper.A4: (210.0, 297.0)}


def printed(order: Order | Document) -> bytes:
    if isinstance(order, Document):
        with closing(Ink(SIZES[order.paper])) as ink:
            return ink.pdf(*pages(order, ink.ruler, SIZES[order.paper]))
    lay = poster if order.sheet is Sheet.POSTER else pieces
    with closing(Ink(SIZES[order.paper])) as ink:
        drawing = lay(order, words(order.lang), ink.ruler, SIZES[order.paper])
        return svg(drawing).encode() if order.output is Output.SVG else ink.pdf(drawing)


def main() -> None:
    text = sys.stdin.read()
    asked = Document.read(text) if "blocks" in json.loads(text) else Order.read(text)
    sys.stdout.buffer.write(printed(asked))
