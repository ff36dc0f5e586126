"""Make the checkout importable in its own virtual environment, and put `quietline` beside its Python.

The same as an editable install, without a build backend: the runtime set stays free of build tools.
"""

import sys
import sysconfig
from pathlib import Path

root = Path(__file__).resolve().parent.parent
site = Path(sysconfig.get_path("purelib"))
(site / "quietline.pth").write_text(f"{root}\n", encoding="utf-8")
script = Path(sysconfig.get_path("scripts")) / "quietline"
script.write_text(
    f"#!/bin/sh\nexec '{sys.executable}' -m reporting.cli \"$@\"\n",
    encoding="utf-8",
)
script.chmod(0o755)
