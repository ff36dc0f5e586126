"""The OpenAPI 3.1 description of the directory's own API, with HSDS's schemas inside, so that it can be read offline."""

from typing import Any

from reporting.referrals.directory.hsds.schema import components
from reporting.referrals.directory.hsds.serving import MOST_PER_PAGE, PER_PAGE

Json = dict[str, Any]
_OWNER = {"name": "organization_id", "in": "query", "schema": {"type": "string"}}
_REFUSED = {
    "400": {"$ref": "#/components/responses/Refused"},
    "429": {"$ref": "#/components/responses/Refused"},
}
_GONE = {
    "404": {"$ref": "#/components/responses/Refused"},
    "429": {"$ref": "#/components/responses/Refused"},
}


def described(base: str) -> Json:
    """`base`: the address that its paths hang on."""
    page = {
        "type": "object",
        "required": ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"],
        "properties": {
            "total_items": {"type": "integer"},
            "total_pages": {"type": "integer"},
            "page_number": {"type": "integer"},
            "size": {"type": "integer"},
            "first_page": {"type": "boolean"},
            "last_page": {"type": "boolean"},
            "empty": {"type": "boolean"},
            "contents": {"type": "array", "items": {"type": "object"}},
        },
    }
    about = {
        "type": "object",
        "required": ["version", "profile", "openapi_url"],
        "properties": {
            "version": {"type": "string"},
            "profile": {"type": "string", "format": "uri"},
            "openapi_url": {"type": "string", "format": "uri"},
        },
    }
    refused = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Who helps: the printed directory as HSDS 3",
            "version": "1",
            "license": {"name": "See the organizations' own terms"},
        },
        "servers": [{"url": base}],
        "paths": {
            "/": {"get": _get("about", "Which HSDS this is.", {"$ref": "#/components/schemas/about"}, {})},
            "/services": {
                "get": _get(
                    "services", "Services, a page at a time.", _ref("page"), _REFUSED, _paging(_OWNER)
                )
            },
            "/services/{id}": {
                "get": _get("service", "One service, whole.", _ref("service"), _GONE, [_id()])
            },
            "/organizations": {
                "get": _get("organizations", "Organizations.", _ref("page"), _REFUSED, _paging())
            },
            "/organizations/{id}": {
                "get": _get("organization", "One organization, whole.", _ref("organization"), _GONE, [_id()])
            },
        },
        "components": {
            "schemas": {**components(), "page": page, "about": about, "refused": refused},
            "responses": {
                "Refused": {
                    "description": "Why there is no answer.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/refused"}}},
                }
            },
        },
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _get(name: str, summary: str, schema: Json, others: Json, parameters: list[Json] | None = None) -> Json:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters or [],
        "responses": {
            "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
            "304": {"description": "It is what `If-None-Match` names."},
            **others,
        },
    }


def _id() -> Json:
    return {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def _paging(*more: Json) -> list[Json]:
    number = {"type": "integer", "minimum": 1}
    flag = {"type": "boolean"}
    per_page = {**number, "maximum": MOST_PER_PAGE, "default": PER_PAGE}
    return [
        {"name": "page", "in": "query", "schema": {**number, "default": 1}},
        {"name": "per_page", "in": "query", "schema": per_page},
        {"name": "full", "in": "query", "schema": flag},
        {"name": "minimal", "in": "query", "schema": flag},
        *more,
    ]
