"""Cut what we use out of Twilio's own OpenAPI descriptions: `python cut.py …/twilio-oai/spec/json`.

Left out: prose and examples. Changed, as the validators need it: array fields of forms get their encoding,
addresses in answers are references (Twilio answers with relative ones).
"""

import json
import sys
from pathlib import Path
from typing import Any

BASE = "/2010-04-01/Accounts/{AccountSid}/"
SLICES = {
    "api_v2010": [
        "/2010-04-01/Accounts/{Sid}.json",
        *(
            BASE + name
            for name in (
                "Messages.json",
                "Messages/{Sid}.json",
                "Messages/{MessageSid}/Media.json",
                "Messages/{MessageSid}/Media/{Sid}.json",
                "Calls.json",
                "Calls/{Sid}.json",
                "IncomingPhoneNumbers.json",
                "IncomingPhoneNumbers/{Sid}.json",
                "Balance.json",
            )
        ),
    ],
    "messaging_v1": [
        "/v1/Services",
        "/v1/Services/{Sid}",
        "/v1/Services/{ServiceSid}/PhoneNumbers",
        "/v1/Services/{MessagingServiceSid}/Compliance/Usa2p",
        "/v1/Tollfree/Verifications",
    ],
    "voice_v1": ["/v1/DialingPermissions/Countries/{IsoCode}"],
}
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


def cut(whole: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
    paths = {path: slim(whole["paths"][path]) for path in wanted}
    for path in paths.values():
        for method in ("get", "post", "delete"):
            if method in path:
                complete(path[method])
    found: set[str] = set()
    named(paths, whole["components"]["schemas"], found)
    return {
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


def main() -> None:
    for name, wanted in SLICES.items():
        whole = json.loads((Path(sys.argv[1]) / f"twilio_{name}.json").read_text())
        target = Path(__file__).with_name(f"{name}.slice.json")
        target.write_text(json.dumps(cut(whole, wanted), indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
