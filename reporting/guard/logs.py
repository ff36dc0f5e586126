"""Logs that hold nothing a person wrote, no address, no number and no query string."""

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import TextIO

# Each has been seen to write what it must not: keys, addresses, paths with queries, phone numbers.
SILENCED = (
    "alembic",
    "werkzeug",
    "waitress",
    "flask-limiter",
    "limits",
    "twilio.http_client",
    "urllib3",
    "altcha",
)

_QUERY = re.compile(r"\?[^\s\"']+")
_E_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[A-Za-z]{2,}")
_IPV4 = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_IPV6 = re.compile(r"\b(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{1,4}\b")
_NUMBER = re.compile(r"\+?\d(?:[\s().-]?\d){6,14}")


def redacted(line: str) -> str:
    """The line without query strings, e-mail and network addresses and phone numbers."""
    line = _QUERY.sub("?…", line)
    line = _E_MAIL.sub("[mail]", line)
    line = _IPV4.sub("[address]", line)
    line = _IPV6.sub("[address]", line)
    return _NUMBER.sub("[number]", line)


class QuietFormatter(logging.Formatter):
    """Time, level, logger, redacted line. Of an exception its type and where, never what it says."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = redacted(record.getMessage())
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + "\n".join(where(record.exc_info[1]))
        stamp = self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z")
        return f"{stamp} {record.levelname} {record.name} {line}"


def where(error: BaseException) -> list[str]:
    """Types of an exception and its causes, and the code they came through. An exception's text may quote."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"  {type(current).__module__}.{type(current).__qualname__}")
        lines += _frames(current.__traceback__)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return lines


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"    {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def install_logs(level: int = logging.INFO, stream: TextIO | None = None) -> logging.Handler:
    """Make the root logger quiet: one handler, and silence for those who talk too much."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(QuietFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in SILENCED:
        silence(logging.getLogger(name))
    return handler


def silence(logger: logging.Logger) -> None:
    """Nothing of this logger goes anywhere."""
    logger.handlers[:] = [logging.NullHandler()]
    logger.propagate = False
    logger.setLevel(logging.CRITICAL + 1)
