"""The Nu HTML checker over the source of every page, both languages."""

import json
import subprocess
from pathlib import Path
from typing import Any

JAR = Path("node_modules/vnu-jar/build/dist/vnu.jar")


def checked(tools: Path, folder: Path) -> list[dict[str, Any]]:
    """Errors alone, each with the page's name. Raises FileNotFoundError where there is no Java."""
    done = subprocess.run(
        [
            "java",
            "-jar",
            str(tools / JAR),
            "--errors-only",
            "--format",
            "json",
            "--skip-non-html",
            str(folder),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    found = json.loads(done.stderr or '{"messages": []}')["messages"]
    return [{**one, "url": Path(one.get("url", "")).name} for one in found]
