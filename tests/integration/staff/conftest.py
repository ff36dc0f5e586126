"""The staff site over a made-up house, asked by Flask's test client."""

import re
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

from reporting.staff.app import create_staff_app
from reporting.staff.settings import StaffSettings
from tests.integration.staff import made_up_desk
from tests.integration.staff.made_up_ground import PASSWORD
from tests.integration.staff.made_up_house import MadeUpHouse


class CompiledOnce(BytecodeCache):
    """Compiled templates for all apps of this run: compiling them anew for each test took most of the time."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledOnce()
SAME = {"Sec-Fetch-Site": "same-origin"}


def settings_for(house: Any, **changed: Any) -> StaffSettings:
    given: dict[str, Any] = {
        "form_key": b"f" * 32,
        "client": lambda: house.name,
        "https": False,
        "clock": lambda: house.clock(),  # noqa: PLW0108 -- the clock is another one after begin()
        "random": secrets.token_bytes,
        **changed,
    }
    return StaffSettings(**given)


class Staff:
    """A member of staff at a browser without scripts: sends the hidden fields of the page that was shown last."""

    def __init__(self, app: Flask, base: str = "http://localhost") -> None:
        self.client: FlaskClient = app.test_client()
        self.base = base
        self.answer: Any = None

    @property
    def text(self) -> str:
        return str(self.answer.get_data(as_text=True))

    @property
    def status(self) -> int:
        return int(self.answer.status_code)

    def get(self, path: str, **headers: str) -> "Staff":
        self.answer = self.client.get(path, base_url=self.base, headers=headers)
        return self

    def post(
        self, path: str, /, *, follow: bool = True, headers: dict[str, str] | None = None, **fields: Any
    ) -> "Staff":
        data = {**self.hidden(), **fields}
        self.answer = self.client.post(
            path,
            base_url=self.base,
            data=data,
            headers=headers if headers is not None else SAME,
            follow_redirects=follow,
        )
        return self

    def hidden(self) -> dict[str, str]:
        if self.answer is None:
            return {}
        tags = re.findall(r'<input[^>]*type="hidden"[^>]*>', self.text)
        names = [(re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags]
        return {name[1]: value[1] if value else "" for name, value in names if name}

    def sign_in(self, email: str = "ana@oak.example", password: str = PASSWORD) -> "Staff":
        self.get("/sign-in")
        return self.post("/sign-in", email=email, password=password)

    def step_up(self) -> "Staff":
        self.get("/step-up")
        return self.post("/step-up", password=PASSWORD)


@pytest.fixture(scope="session")
def standing() -> tuple[Any, Flask]:
    """One app for all tests: building its routes takes longer than most of them. Its house is emptied for each."""
    house = MadeUpHouse()
    app = create_staff_app(house.doors(), settings_for(house))
    app.jinja_env.bytecode_cache = COMPILED
    return house, app


@pytest.fixture
def house(standing: tuple[Any, Flask]) -> Any:
    standing[0].begin()
    return standing[0]


@pytest.fixture
def app(standing: tuple[Any, Flask], house: Any) -> Flask:
    return standing[1]


@pytest.fixture
def visitor(app: Flask) -> Staff:
    return Staff(app)


@pytest.fixture
def ana(app: Flask) -> Staff:
    return Staff(app).sign_in()


@pytest.fixture
def make_settings(house: Any) -> Callable[..., StaffSettings]:
    return lambda **changed: settings_for(house, **changed)


@pytest.fixture
def at_browser() -> type[Staff]:
    return Staff


@pytest.fixture
def said() -> Callable[..., Any]:
    said: Callable[..., Any] = made_up_desk.said
    return said
