"""Starts the child that draws, one for each order, and remembers the last sheets: a preview asks for the same again."""

import subprocess
import sys
import threading
from collections import OrderedDict
from pathlib import Path

from reporting.printed.document import Document
from reporting.printed.order import Order

_HOUSE = str(Path(__file__).parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from reporting.printed.child import main; main()"
PATIENCE_S = 60
REMEMBERED = 12


class NotPrinted(Exception):
    """The child failed or took too long. Nothing is lost by asking again."""


class Press:
    """One sheet is drawn at a time: the machine is for those who write and those who answer."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._made: OrderedDict[Order | Document, bytes] = OrderedDict()

    def printed(self, order: Order | Document) -> bytes:
        """Raises NotPrinted."""
        with self._turn:
            if order not in self._made:
                self._made[order] = _run(order)
                while len(self._made) > REMEMBERED:
                    self._made.popitem(last=False)
            self._made.move_to_end(order)
            return self._made[order]


def _run(order: Order | Document) -> bytes:
    try:
        ended = subprocess.run(  # noqa: S603 -- our own interpreter and our own words
            [sys.executable, "-I", "-B", "-c", _START, _HOUSE],
            input=order.written().encode(),
            capture_output=True,
            env={},
            cwd="/",
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotPrinted("The sheet took too long to draw. Ask again.") from None
    if ended.returncode != 0 or not ended.stdout:
        raise NotPrinted("The sheet could not be drawn. Ask again.")
    return ended.stdout
