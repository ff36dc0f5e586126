"""Cut the messages and calls out of Twilio's own OpenAPI description: `python cut.py twilio_api_v2010.json`.

Left out: prose and examples. Changed, as the validators need it: array fields of forms get their encoding,
addresses in answers are references (Twilio answers with relative ones).
"""

import json
import sys
from pathlib import Path
from typing import Any

BASE = "/2010-04-01/Accounts/{AccountSid}/"
PATHS = [BASE + name for name in ("Messages.json", "Messages/{Sid}.json", "Calls.json", "Calls/{Sid}.json")]
PROSE = {"x-twilio", "examples", "summary", "x-class-extra-annotations"}


def slim(part: Any, *, answer: bool = False) -> Any:
    if isinstance(part, list):
        return [slim(each, answer=answer) for each in part]
    if not isinstance(part, dict):
        return part
    kept = {
        name: slim(value, answer=answer or name in {"responses", "schemas"})
        for name, value in part.items()
        if name not in PROSE and not (name == "description" and isinstance(value, str))
    }
    if answer and kept.get("format") == "uri":
        kept["format"] = "uri-reference"
    return kept


def named(part: Any, schemas: dict[str, Any], found: set[str]) -> None:
    if isinstance(part, list):
        for each in part:
            named(each, schemas, found)
    elif isinstance(part, dict):
        name = str(part.get("$ref", "")).rpartition("/")[2]
        if name and name not in found:
            found.add(name)
            named(schemas[name], schemas, found)
        for each in part.values():
            named(each, schemas, found)


def complete(operation: dict[str, Any]) -> None:
    for answer in operation["responses"].values():
        answer.setdefault("description", "")
    for form in operation.get("requestBody", {}).get("content", {}).values():
        fields = form["schema"].get("properties", {})
        form["encoding"] = {
            name: {"style": "form", "explode": True}
            for name, schema in fields.items()
            if schema.get("type") == "array"
        }


def main() -> None:
    whole = json.loads(Path(sys.argv[1]).read_text())
    paths = {path: slim(whole["paths"][path]) for path in PATHS}
    for path in paths.values():
        for method in ("get", "post", "delete"):
            if method in path:
                complete(path[method])
    found: set[str] = set()
    named(paths, whole["components"]["schemas"], found)
    cut = {
        "openapi": whole["openapi"],
        "info": whole["info"],
        "servers": whole["servers"],
        "paths": paths,
        "components": {
            "securitySchemes": whole["components"]["securitySchemes"],
            "schemas": {
                name: slim(whole["components"]["schemas"][name], answer=True) for name in sorted(found)
            },
        },
    }
    target = Path(__file__).with_name("api_v2010.slice.json")
    target.write_text(json.dumps(cut, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
