"""Whether anybody is watching, as the use-cases ask it. What knows it is `reporting.vigil`."""

from datetime import datetime
from typing import Protocol


class Monitored(Protocol):
    """Never raises: what cannot be known is not watched."""

    def monitored(self, now: datetime) -> bool: ...
