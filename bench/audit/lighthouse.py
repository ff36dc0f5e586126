"""Lighthouse over pages of both sites, as its command line runs it: a phone, its own throttling."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from bench.audit.demo import chromium

TOOL = Path("node_modules/.bin/lighthouse")


def scores(tools: Path, url: str, cookie: str | None = None, *, performance: bool = False) -> dict[str, Any]:
    """Category by score in percent, `faults`: what cost points, and for performance its own figures in ms."""
    wanted = ["accessibility", "best-practices", *(["performance"] if performance else [])]
    headers = ["--extra-headers", json.dumps({"Cookie": cookie})] if cookie else []
    done = subprocess.run(
        [
            str(tools / TOOL),
            url,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(wanted)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
            *headers,
        ],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": chromium()},
    )
    report = json.loads(done.stdout)
    audits = report["audits"]
    found: dict[str, Any] = {name: round(100 * report["categories"][name]["score"]) for name in wanted}
    found["faults"] = sorted(
        reference["id"]
        for name in wanted
        for reference in report["categories"][name]["auditRefs"]
        if reference["weight"] and audits[reference["id"]]["score"] not in {None, 1}
    )
    if performance:
        for name in (
            "first-contentful-paint",
            "largest-contentful-paint",
            "total-blocking-time",
            "interactive",
        ):
            found[name] = round(audits[name]["numericValue"])
    found["shown"] = report["finalDisplayedUrl"]
    return found
