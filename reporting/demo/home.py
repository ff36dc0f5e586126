"""The demo's folder: wiped at each start, so it must never be anything but the demo's own."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reporting.app.lifetime import WrongStart

MARKER = "demo.marker"
FACTS = "demo.json"


class NotTheDemosHome(WrongStart):
    """A folder that holds something else. Nothing in it was touched."""


def is_demo(home: Path) -> bool:
    return (home / MARKER).is_file()


def wipe(home: Path) -> None:
    """Empty a missing, empty or marked folder, and mark it. Raises NotTheDemosHome for any other."""
    if home.exists():
        if any(home.iterdir()) and not is_demo(home):
            raise NotTheDemosHome(
                f"{home} holds something that is not the demo's, so nothing was done. "
                "Set QUIETLINE_HOME to an empty or new folder."
            )
        for entry in home.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / MARKER).write_text(
        "This folder belongs to `make demo`, which empties it at each start.\n", encoding="utf-8"
    )


def write_facts(home: Path, facts: Mapping[str, Any]) -> None:
    """Written when the service is ready, at once and whole; readable by its owner alone, for it holds passwords."""
    draft = home / f"{FACTS}.new"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(facts, file, indent=1)
    draft.replace(home / FACTS)
