"""Text as a person meant it: line ends, NULs and bytes that are no UTF-8 put right, and said when lost."""

import re
from dataclasses import dataclass

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """`damaged`: some characters did not arrive; the sender is shown the rest before it is sent."""

    text: str
    damaged: bool

    def __repr__(self) -> str:
        return f"ReceivedText(damaged={self.damaged})"


def received_text(raw: str) -> ReceivedText:
    """From a field of `request_body`. Lost characters become U+FFFD; NULs vanish."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n")
    mended = _SURROGATE.sub("\ufffd", lines).replace("\0", "")
    return ReceivedText(mended, mended != lines)
