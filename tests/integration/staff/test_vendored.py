"""What others wrote is shipped as it is named: version, licence and content."""

import hashlib
import json
import re
from pathlib import Path

import reporting.staff
from reporting.printed.faces import FONTS

HERE = Path(reporting.staff.__file__).parent
VENDOR = HERE / "static" / "vendor"


def test_each_vendored_thing_has_its_version_licence_and_hash() -> None:
    table = (VENDOR / "README.md").read_text()
    wanted = json.loads((HERE / "look" / "package.json").read_text())["devDependencies"]
    assert f"| {wanted['htmx.org']} |" in table
    assert f"| {wanted['bootstrap']} |" in table
    script = (VENDOR / "htmx" / "htmx.min.js").read_bytes()
    assert hashlib.sha256(script).hexdigest() in table
    assert f'version:"{wanted["htmx.org"]}"'.encode() in script
    for folder in (one for one in VENDOR.iterdir() if one.is_dir()):
        assert (folder / "LICENSE").stat().st_size > 100, folder.name


def test_the_style_sheet_asks_for_our_own_files_only_and_each_exists() -> None:
    css = (HERE / "static" / "staff.css").read_text()
    assert "data:" not in css
    assert "@import" not in css
    for address in re.findall(r"url\(\"?([^\")]+)\"?\)", css):
        # The type of posters lies with what prints them, and is served from there.
        served = address.removeprefix("/campaigns/type/")
        folder = HERE / "static" if served == address else FONTS
        assert (folder / served).is_file(), address


def test_our_scripts_build_nothing_from_text_that_runs() -> None:
    for script in (HERE / "static").glob("*.js"):
        text = script.read_text()
        assert not re.search(r"\beval\(|new Function|document\.write|setTimeout\(\s*['\"]", text), script.name


def test_htmx_is_held_short() -> None:
    page = (HERE / "templates" / "base.html").read_text()
    found = re.search(r"name=\"htmx-config\" content='([^']+)'", page)
    assert found
    config = json.loads(found[1])
    assert config["allowEval"] is config["allowScriptTags"] is config["includeIndicatorStyles"] is False
    assert config["selfRequestsOnly"] is True
    assert config["historyCacheSize"] == 0
