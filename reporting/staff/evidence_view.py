"""What the pages of evidence need of the house."""

from typing import Protocol

from reporting.printed.document import Document


class Printing(Protocol):
    def printed(self, document: Document) -> bytes:
        """A PDF. Raises Refused("not_printed")."""
        ...
