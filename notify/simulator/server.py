"""The simulated REST API on a loopback port, for the official client to talk to."""

import base64
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from notify.simulator import message_rest, rest
from notify.simulator.account import Account
from notify.simulator.fields import Fields
from notify.simulator.message_rest import STORE
from notify.simulator.replies import Reply

_LARGEST = 64 * 1024


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def _handle(self) -> None:
        parts = urlsplit(self.path)
        length = min(int(self.headers.get("Content-Length") or 0), _LARGEST)
        form = self.rfile.read(length).decode("utf-8", "replace")
        fields = Fields(
            pair for part in (parts.query, form) for pair in parse_qsl(part, keep_blank_values=True)
        )
        reply = self._reply(parts.path, fields)
        if reply.cut:
            self.close_connection = True
            return
        time.sleep(reply.wait_s)
        body = reply.raw or (b"" if reply.json is None else json.dumps(reply.json).encode())
        headers = {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **dict(reply.headers),
        }
        try:
            self.send_response(reply.status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # the client gave up waiting

    do_GET = do_POST = do_DELETE = _handle  # noqa: N815 -- names of http.server

    def _reply(self, path: str, fields: Fields) -> Reply:
        account = self.server.account
        if path.startswith(STORE):
            credentials = "Authorization" in self.headers
            return message_rest.stored(
                account, self.command, path.removeprefix(STORE), credentials=credentials
            )
        return rest.answer(account, self.command, path, fields, authorized=self._authorized())

    def _authorized(self) -> bool:
        scheme, _, given = self.headers.get("Authorization", "").partition(" ")
        if scheme != "Basic":
            return False
        try:
            user, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
        except ValueError:
            return False
        return self.server.account.opens(user, secret)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the base class names it
        """Nothing: a request line of Twilio's API holds phone numbers."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, account: Account, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.account = account

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A product that is killed in mid-request is no error of the simulator's."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def serve(self) -> None:
        """Until `shutdown`, which is noticed quickly."""
        self.serve_forever(poll_interval=0.02)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"
