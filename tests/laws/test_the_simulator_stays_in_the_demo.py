"""The real service carries no simulated carrier: not in its routes, not even in its memory."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import sys
import reporting.app.serve
print([name for name in sys.modules if name.startswith(("notify.simulator", "reporting.demo"))])
"""


def test_what_serves_for_real_does_not_load_the_simulator() -> None:
    looked = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, capture_output=True, text=True, timeout=90, check=True
    )
    assert looked.stdout.strip() == "[]"


def test_a_foundation_without_a_simulator_is_all_that_the_real_start_can_build() -> None:
    source = (ROOT / "reporting/app/serve.py").read_text(encoding="utf-8")
    assert "replaced" not in source, "the real start never replaces its wires"
    assert "staff_site(house)" in source, "the real staff site is built without the demo's pages"
