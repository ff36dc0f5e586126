"""The staff site over the founded house, asked as a browser without scripts would."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import waitress
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from reporting.app.serving import serve
from reporting.app.sites import staff_settings
from reporting.staff.app import create_staff_app

BASE = "http://localhost:8081"
SAME = {"Sec-Fetch-Site": "same-origin"}


class Browser:
    """Sends the hidden fields of the form that it was told to."""

    def __init__(self, app: Flask, cookie: str | None = None, peer: str = "127.0.0.1") -> None:
        self._client: FlaskClient = app.test_client()
        self._client.environ_base["REMOTE_ADDR"] = peer
        if cookie is not None:
            self._client.set_cookie("s", cookie, domain="localhost")
        self.status = 0
        self.text = ""

    def get(self, path: str) -> "Browser":
        return self._keep(self._client.get(path, base_url=BASE))

    def post(self, path: str, **fields: Any) -> "Browser":
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.text)
        data = {"csrf_token": token[1] if token else "", **fields}
        return self._keep(
            self._client.post(path, base_url=BASE, data=data, headers=SAME, follow_redirects=True)
        )

    def _keep(self, answer: Any) -> "Browser":
        self.status, self.text = answer.status_code, answer.get_data(as_text=True)
        return self


def staff_app(doors: Any, foundation: Any) -> Flask:
    settings = staff_settings(foundation)
    return create_staff_app(doors, replace(settings, clock=foundation.clock))


@pytest.fixture
def browse(founded_house: Any) -> Callable[..., Browser]:
    """A browser in which a role of the founded house is signed in, its password just repeated; or nobody."""
    app = staff_app(founded_house.doors, founded_house.house.foundation)
    return lambda role=None: Browser(app, founded_house.cookies[role] if role else None)


@pytest.fixture
def at_site() -> Callable[..., Browser]:
    """A browser at a staff site over these doors."""
    return lambda doors, foundation, peer="127.0.0.1": Browser(staff_app(doors, foundation), peer=peer)


@contextmanager
def served(app: Any) -> Iterator[str]:
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    listeners = serve([server])
    try:
        yield f"http://localhost:{server.effective_port}"
    finally:
        listeners.stop()


@pytest.fixture
def window(chromium: Chromium, founded_house: Any) -> Iterator[Callable[..., Page]]:
    """A page of a browser of its own, in which this role is signed in. Without scripts, as all of this must work."""
    app = staff_app(founded_house.doors, founded_house.house.foundation)
    with served(app) as address:

        def open_(role: str, width: int = 1280, **more: Any) -> Page:
            context = chromium.new_context(
                base_url=address, viewport={"width": width, "height": 800}, java_script_enabled=False, **more
            )
            context.set_default_timeout(10_000)
            context.add_cookies([{"name": "s", "value": founded_house.cookies[role], "url": address}])
            return context.new_page()

        yield open_
        for context in chromium.contexts:
            context.close()
