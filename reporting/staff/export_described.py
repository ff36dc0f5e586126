"""The OpenAPI 3.1 description of the export API and of what a partner's link answers to."""

from typing import Any

from reporting.people.export_tokens import Scope
from reporting.staff.interface_view import Addresses

Json = dict[str, Any]


def described(addresses: Addresses) -> Json:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Quietline: export and partners",
            "version": "1",
            "summary": "Published figures and the printed directory. No message, note or name is behind any of it.",
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": addresses.staff}],
        "paths": {
            "/api/v1/openapi.json": {
                "get": _get("description", "This description.", {"type": "object"}, (), secured=False)
            },
            "/api/v1/figures": {
                "get": _get(
                    "figures",
                    f"Published figures of a school year. Scope: {Scope.FIGURES.value}.",
                    _ref("Figures"),
                    ("400",),
                    [_query("year", {"type": "string", "pattern": "^[0-9]{4}$"})],
                )
            },
            "/api/v1/directory": {
                "get": _get(
                    "directory",
                    f"The printed directory, one page of HSDS 3. Scope: {Scope.DIRECTORY.value}.",
                    _ref("HsdsPage"),
                )
            },
            **_partner(addresses.public),
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Figures": _FIGURES,
                "Figure": _FIGURE,
                "HsdsPage": _HSDS_PAGE,
                "Refused": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {"error": {"type": "string"}},
                },
            },
            "responses": {
                "Refused": {
                    "description": "Why there is no answer.",
                    "content": {"application/json": {"schema": _ref("Refused")}},
                }
            },
        },
    }


def _partner(public: str) -> Json:
    """A partner's link is a page for people; a system that keeps link and PIN may fill in the same form."""
    token = {"name": "token", "in": "path", "required": True, "schema": {"type": "string"}}
    page = {"text/html": {"schema": {"type": "string"}}}
    fields = {"pin": {"type": "string"}, "renew": {"const": "1"}}
    answers = {name: {"type": "string"} for name in ("token", "step", "declined", "when", "words")}
    form = {"type": "object", "properties": {**fields, **answers}}
    return {
        "/partner/{token}": {
            "servers": [{"url": public}],
            "parameters": [token],
            "get": {
                "operationId": "partnerLink",
                "summary": "The field for the PIN. Looking changes nothing.",
                "security": [],
                "responses": {"200": {"description": "The page.", "content": page}},
            },
            "post": {
                "operationId": "partnerOpen",
                "summary": "With the PIN what was agreed; with the page's token the partner's answer.",
                "security": [],
                "requestBody": {
                    "required": True,
                    "content": {"application/x-www-form-urlencoded": {"schema": form}},
                },
                "responses": {
                    "200": {"description": "The packet, or that a new link is on its way.", "content": page},
                    "404": {"description": "Link and PIN open nothing.", "content": page},
                },
            },
        },
        "/partner/{token}/fhir": {
            "servers": [{"url": public}],
            "parameters": [token],
            "post": {
                "operationId": "partnerFile",
                "summary": "What the opened page shows, as a FHIR R4 bundle.",
                "security": [],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/x-www-form-urlencoded": {
                            "schema": {
                                "type": "object",
                                "required": ["token"],
                                "properties": {"token": {"type": "string"}},
                            }
                        }
                    },
                },
                "responses": {
                    "200": {
                        "description": "The bundle.",
                        "content": {"application/fhir+json": {"schema": _BUNDLE}},
                    },
                    "404": {"description": "It opens nothing any more.", "content": page},
                },
            },
        },
    }


def _get(
    name: str,
    summary: str,
    schema: Json,
    refused: tuple[str, ...] = (),
    parameters: list[Json] | None = None,
    *,
    secured: bool = True,
) -> Json:
    codes = ("401", "403", *refused, "429") if secured else (*refused, "429")
    return {
        "operationId": name,
        "summary": summary,
        "security": [{"key": []}] if secured else [],
        "parameters": parameters or [],
        "responses": {
            "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
            **{code: {"$ref": "#/components/responses/Refused"} for code in codes},
        },
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _query(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "schema": schema}


_COUNT = {"type": ["integer", "null"], "minimum": 0}
_FIGURE: Json = {
    "type": "object",
    "required": ["period", "place", "figure", "low", "high"],
    "additionalProperties": False,
    "properties": {
        "period": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2})?$"},
        "place": {
            "type": "object",
            "required": ["kind", "name"],
            "additionalProperties": False,
            "properties": {"kind": {"enum": ["district", "grades", "school"]}, "name": {"type": "string"}},
        },
        "figure": {"type": "string"},
        "low": {**_COUNT, "description": "Null, with `high`, where the figure is withheld."},
        "high": _COUNT,
    },
}
_FIGURES: Json = {
    "type": "object",
    "required": ["year", "years", "whole", "figures"],
    "additionalProperties": False,
    "properties": {
        "year": {"type": ["integer", "null"]},
        "years": {"type": "array", "items": {"type": "integer"}},
        "whole": {"type": "boolean"},
        "figures": {"type": "array", "items": _ref("Figure")},
    },
}
_HSDS_PAGE: Json = {
    "type": "object",
    "required": ["total_items", "contents"],
    "properties": {
        "total_items": {"type": "integer"},
        "contents": {"type": "array", "items": {"type": "object", "required": ["id", "name"]}},
    },
}
_BUNDLE: Json = {
    "type": "object",
    "required": ["resourceType", "type", "entry"],
    "properties": {
        "resourceType": {"const": "Bundle"},
        "type": {"const": "collection"},
        "entry": {"type": "array", "items": {"type": "object", "required": ["fullUrl", "resource"]}},
    },
}
