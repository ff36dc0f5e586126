"""Addresses of our own static files, with a short hash, so that browsers may keep them and never keep an old one."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from flask import Flask, url_for


def asset_address(app: Flask) -> Callable[[str], str]:
    folder = Path(app.static_folder or "")
    known: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in known:
            mark = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:10]
            known[name] = url_for("static", filename=name, v=mark)
        return known[name]

    return address
