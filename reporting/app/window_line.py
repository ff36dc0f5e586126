"""The line between two processes of one machine: a socket of the file system, one question and one answer a call.

Who may connect is the folder's and the socket's rights. A question is one object of words, an answer another.
"""

import json
import logging
import os
import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from reporting.app.lifetime import WrongStart
from reporting.store.errors import StoreUnavailable

LONGEST = 16 * 1024
WAIT_S = 10
# So few at once that whoever floods this line takes no connection of the database from students.
AT_ONCE = 4
# The group of the folder may connect; it is the partner process's.
MODE = 0o660

_log = logging.getLogger("reporting.app")

Question = Mapping[str, str]
Answer = Mapping[str, Any]


class NoWindow(WrongStart):
    """The socket cannot be opened. One line, with the remedy."""


class WindowShut(StoreUnavailable):
    """The service does not answer at its window."""


class _Calls(socketserver.StreamRequestHandler):
    timeout = WAIT_S

    def handle(self) -> None:
        server = self.server
        assert isinstance(server, _Server)  # noqa: S101 - it has no other
        try:
            said = server.answer(_words(self.rfile.readline(LONGEST + 1)))
        except ValueError:
            said = {}
        self.wfile.write(json.dumps(said).encode() + b"\n")


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, path: str, answer: Callable[[Question], Answer]) -> None:
        self.answer = answer
        self._turn = threading.BoundedSemaphore(AT_ONCE)
        super().__init__(path, _Calls)

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._turn.acquire(timeout=WAIT_S):
            # Whoever holds all turns and says nothing must not hold the loop too: it could not be ended.
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._turn.release()  # no thread begins that would
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._turn.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hangs up early is no fault; the words of a question are in no log."""
        del request, client_address
        _log.error("a question of the partner's process was not answered", exc_info=True)


def _words(line: bytes) -> Question:
    """Raises ValueError."""
    asked = json.loads(line) if len(line) <= LONGEST else None
    if not isinstance(asked, dict) or not all(isinstance(value, str) for value in asked.values()):
        raise ValueError
    return asked


def open_line(path: Path, answer: Callable[[Question], Answer]) -> Callable[[], None]:
    """Answer questions in threads; returns what ends it. Raises NoWindow."""
    if _answers(path):
        raise NoWindow(
            f"Another service answers at {path}. Stop it, or choose another socket: QUIETLINE_PARTNER_SOCKET=…"
        )
    try:
        path.unlink(missing_ok=True)  # of a service that was killed
        server = _Server(str(path), answer)
        path.chmod(MODE)
    except OSError as error:
        reason = error.strerror or error
        raise NoWindow(
            f"The socket {path} cannot be opened ({reason}). Make its folder, and give it to this user: "
            "QUIETLINE_PARTNER_SOCKET=…"
        ) from None
    thread = threading.Thread(target=server.serve_forever, name="window", daemon=True)
    thread.start()

    def end() -> None:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
        path.unlink(missing_ok=True)

    return end


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line, suppress(OSError):
        line.connect(str(path))
        return True
    return False


def ask(path: Path, question: Question) -> Answer:
    """Raises WindowShut."""
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(WAIT_S)
            line.connect(str(path))
            line.sendall(json.dumps(question).encode() + b"\n")
            with line.makefile("rb") as answer:
                said = json.loads(answer.readline(LONGEST + 1))
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "no answer"
    else:
        return said if isinstance(said, dict) else {}
    raise WindowShut(
        f"The service does not answer at {path} ({reason}). Start `quietline up` with the same "
        "QUIETLINE_PARTNER_SOCKET, and let this user connect to it."
    )
