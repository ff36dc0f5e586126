"""Documents of figures, drawn by the child that draws posters."""

from reporting.people.refused import Refused
from reporting.printed.document import Document
from reporting.printed.press import NotPrinted, Press


class Printing:
    """Satisfies the staff site's `Printing`."""

    def __init__(self) -> None:
        self._press = Press()

    def printed(self, document: Document) -> bytes:
        try:
            return self._press.printed(document)
        except NotPrinted:
            raise Refused("not_printed", "Ask for the document again.") from None
