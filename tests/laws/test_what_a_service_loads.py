"""Libraries that a service on SQLite has no use for until somebody asks are not in its memory."""

import subprocess
import sys

import pytest
from alembic.script import ScriptDirectory

from reporting.store.migrate import FOLDER, configuration

# Each takes three to fourteen megabytes.
LATER = ("alembic", "psycopg", "webauthn", "jsonschema", "fpdf")


@pytest.mark.nightly
def test_a_service_loads_them_when_they_are_needed() -> None:
    asked = "import sys, reporting.app.serve; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", asked], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    assert "reporting.app.house" in loaded.split()
    assert {*LATER} & {*loaded.split()} == set()


def test_the_newest_step_by_name_is_the_newest_of_all() -> None:
    newest = max(step.stem for step in (FOLDER / "versions").glob("[0-9]*.py"))
    assert ScriptDirectory.from_config(configuration()).get_current_head() == newest
