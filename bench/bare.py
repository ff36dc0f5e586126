"""The floor of a request: Flask takes a form of 500 characters on waitress and answers a page. `python -m bench.bare PORT`."""

import logging
import sys
import threading
from typing import Any

from flask import Flask, request
from jinja2 import Environment
from waitress.server import create_server

from bench.orders import obey, say
from bench.usage import usage

_PAGE = Environment(autoescape=True).from_string(
    "<!doctype html><title>Thanks</title><form method=post>{% for n in range(12) %}"
    '<p><label>{{ n }} <input name="f{{ n }}" value="{{ length }}"></label></p>{% endfor %}</form>'
)
THREADS = 8


def serve(port: int) -> None:
    logging.getLogger("waitress").setLevel(logging.CRITICAL)
    app = Flask(__name__, static_folder=None)

    @app.post("/")
    def take() -> str:
        return _PAGE.render(length=len(request.form["body"]))

    server: Any = create_server(app, host="127.0.0.1", port=port, threads=THREADS, ident=None)
    threading.Thread(target=server.run, name="listener", daemon=True).start()
    say({"ready": True})
    obey({"usage": usage})


if __name__ == "__main__":
    serve(int(sys.argv[1]))
